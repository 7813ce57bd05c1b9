"""How much a project may have, and how much it has."""

from os_server_groups.generated import ApiClient, QuotasApi, QuotaSetChange, RequestedQuotas
from os_server_groups.models import AbsoluteLimits, Quotas, QuotaSet


class ProjectQuotas:
    """The calls for quotas. `project` is the client's own where it is not given."""

    def __init__(self, transport: ApiClient, project: str) -> None:
        self._api = QuotasApi(transport)
        self._project = project

    def get(self, project: str | None = None) -> QuotaSet:
        """Get the quotas of a project; -1 means no limit."""
        return self._api.show_quota_set(self._project, project or self._project).quota_set

    def set(
        self,
        project: str | None = None,
        *,
        server_groups: int | None = None,
        server_group_members: int | None = None,
        force: bool | None = None,
    ) -> Quotas:
        """Set quotas of a project, for an administrator. Those that are not given stay.

        Args:
            project: The id of the project.
            server_groups: How many groups it may have; -1 for no limit.
            server_group_members: How many members each of its groups may have; -1 for no limit.
            force: Also to less than is in use.
        """
        quotas = RequestedQuotas(
            server_groups=server_groups, server_group_members=server_group_members, force=force
        )
        body = QuotaSetChange(quota_set=quotas)
        return self._api.set_quota_set(self._project, project or self._project, body).quota_set

    def reset(self, project: str | None = None) -> None:
        """Give a project the default quotas again, for an administrator."""
        self._api.reset_quota_set(self._project, project or self._project)

    def defaults(self, project: str | None = None) -> QuotaSet:
        """Get the quotas of a project that was given none of its own."""
        return self._api.show_default_quota_set(self._project, project or self._project).quota_set

    def limits(self) -> AbsoluteLimits:
        """Get the limits of the client's own project, and how many groups it has."""
        return self._api.show_limits(self._project).limits.absolute
