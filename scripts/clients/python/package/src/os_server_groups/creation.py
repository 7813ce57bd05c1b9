"""How a group is made: the one call whose arguments depend on the microversion."""

from abc import ABC, abstractmethod

from os_server_groups.generated import ServerGroupAttributes
from os_server_groups.models import PolicyName, RequestedRules, ServerGroup


class Creation(ABC):
    """The part of `Client` that makes groups."""

    @abstractmethod
    def _create(self, attributes: ServerGroupAttributes, key: str | None) -> ServerGroup: ...

    def create(
        self,
        name: str,
        policy: PolicyName | str,
        *,
        rules: RequestedRules | None = None,
        idempotency_key: str | None = None,
    ) -> ServerGroup:
        """Make a group.

        Args:
            name: Names need not be unique.
            policy: How the servers of the group are spread over hosts.
            rules: Refine the policy; only `anti-affinity` has one.
            idempotency_key: Makes a creation that is sent again, even by another process, the
                same creation: for 24 hours the same key gets the same group. The default is a
                random UUID, the same in each attempt.
        """
        attributes = ServerGroupAttributes(name=name, policy=PolicyName(policy), rules=rules)
        return self._create(attributes, idempotency_key)
