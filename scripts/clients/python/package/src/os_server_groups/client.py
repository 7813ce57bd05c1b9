"""The client."""

import re
import uuid
from collections.abc import Callable, Iterator
from types import TracebackType
from urllib.parse import urlsplit

import urllib3
from typing_extensions import Self

from os_server_groups import pages
from os_server_groups.creation import Creation
from os_server_groups.faults import NotFound
from os_server_groups.generated import (
    MemberClaim,
    MemberClaimAttributes,
    MembersApi,
    ServerGroupAttributes,
    ServerGroupCreation,
    ServerGroupsApi,
)
from os_server_groups.models import Member, ServerGroup
from os_server_groups.quotas import ProjectQuotas
from os_server_groups.transport import Transport, checked_token
from os_server_groups.version import MICROVERSION, __version__


class Client(Creation):
    """A client of one project on one server. Threads may share it.

    Calls raise a `Fault` when the server refuses, and `Timeout`, `ConnectionFailed` or
    `MalformedAnswer` when there is no good answer: all of them are a `ServerGroupsError`.

    Attributes:
        quotas: The calls for quotas and limits.
    """

    def __init__(
        self,
        url: str,
        *,
        token: str | Callable[[], str],
        project: str,
        microversion: str = MICROVERSION,
        timeout: float = 30.0,
        retries: int = 2,
        application: str | None = None,
        pool: urllib3.PoolManager | None = None,
    ) -> None:
        """Make a client. It sends nothing yet.

        Args:
            url: The address of the server without the version, `https://compute.example.com:8774`,
                with a path if it has one.
            token: The token, or a function that gives one, which is called for each attempt.
            project: The id of the project that the token was given for.
            microversion: Another one whose groups have the same form.
            timeout: How many seconds an attempt may take.
            retries: How often a request is sent again after it failed.
            application: Stands before the client's own User-Agent: `placer/1.4`.
            pool: Sends the requests, for proxies and certificates of your own; it stays open when
                the client is closed.

        Raises:
            ValueError: A setting is not what it must be.
        """
        if timeout <= 0:
            raise ValueError(f"timeout is {timeout}; it must be more than 0 seconds")
        if retries < 0:
            raise ValueError(f"retries is {retries}; it must be 0 or more")
        agent = f"{application or ''} os-server-groups-python/{__version__}".lstrip()
        headers = {
            "Accept": "application/json",
            "OpenStack-API-Version": f"compute {microversion}",
            "User-Agent": agent,
        }
        for name, value in headers.items():
            if re.fullmatch(r"[ -~]+", value) is None:
                raise ValueError(f"{name} would be {value!r}; it must be one line of ASCII")
        # As many connections as threads may share; urllib3 warns of those above it.
        self._pool = urllib3.PoolManager(maxsize=32) if pool is None else pool
        self._closes_pool = pool is None
        transport = Transport(
            _base(url),
            token=token if callable(token) else _constant(checked_token(token)),
            headers=headers,
            timeout=timeout,
            retries=retries,
            pool=self._pool,
        )
        self._project = project
        self._groups = ServerGroupsApi(transport)
        self._members = MembersApi(transport)
        self.quotas = ProjectQuotas(transport, project)

    def _create(self, attributes: ServerGroupAttributes, key: str | None) -> ServerGroup:
        body = ServerGroupCreation(server_group=attributes)
        key = str(uuid.uuid4()) if key is None else key
        return self._groups.create_server_group(
            self._project, body, idempotency_key=key
        ).server_group

    def get(self, group: str) -> ServerGroup:
        """Get the group with that id."""
        return self._groups.show_server_group(self._project, group).server_group

    def list(self, *, page_size: int = 100, all_projects: bool = False) -> Iterator[ServerGroup]:
        """Iterate over the groups, in the order in which they were made.

        Args:
            page_size: How many groups are asked for at a time.
            all_projects: Those of all projects, for an administrator.
        """
        limit = pages.checked_size(page_size)
        everywhere = "True" if all_projects else None

        def after(marker: str | None) -> list[ServerGroup]:
            return self._groups.list_server_groups(
                self._project, everywhere, limit=limit, marker=marker
            ).server_groups

        def passing_over(offset: int) -> list[ServerGroup]:
            return self._groups.list_server_groups(
                self._project, everywhere, limit=limit, offset=offset
            ).server_groups

        return pages.read(after, passing_over, lambda group: group.id)

    def delete(self, group: str) -> None:
        """Delete the group with that id, and free its members and their places.

        If the answer to a deletion was lost, the next attempt finds no group: that is a success.
        """
        try:
            self._groups.delete_server_group(self._project, group)
        except NotFound as fault:
            if fault.attempts == 1:
                raise

    def claim(self, group: str, server: str, host: str) -> Member:
        """Claim a place on a host for a server, which becomes a member of the group.

        For who places servers: a token with the role `service` or `admin`.

        Raises:
            Conflict: The host holds as many members of the group as it may; choose another.
        """
        body = MemberClaim(member=MemberClaimAttributes(host=host))
        return self._members.claim_member(self._project, group, server, body).member

    def release(self, group: str, server: str) -> None:
        """Take a server out of a group, and free its place. It is a success if it was in none."""
        self._members.release_member(self._project, group, server)

    def members(self, group: str, *, page_size: int = 100) -> Iterator[Member]:
        """Iterate over the members of a group, in the order in which they joined."""
        limit = pages.checked_size(page_size)

        def after(marker: str | None) -> list[Member]:
            return self._members.list_members(
                self._project, group, limit=limit, marker=marker
            ).members

        return pages.read(after, None, lambda member: member.server_id)

    def close(self) -> None:
        """Close the connections. `with Client(…) as client` does it by itself."""
        if self._closes_pool:
            self._pool.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def _constant(token: str) -> Callable[[], str]:
    return lambda: token


def _base(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
        raise ValueError("url must begin with http:// or https://, a host and, if any, its port")
    if parts.username is not None or parts.query or parts.fragment:
        raise ValueError("url must have no user, query or fragment; the token says who asks")
    base = url.rstrip("/")
    if base.endswith("/v2.1"):
        raise ValueError("url must end before /v2.1, which the client adds")
    return base
