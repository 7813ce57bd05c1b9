"""The models of arguments and results."""

from os_server_groups.generated import (
    AbsoluteLimits,
    Member,
    PolicyName,
    Quotas,
    QuotaSet,
    ServerGroup,
)

__all__ = [
    "AbsoluteLimits",
    "Member",
    "PolicyName",
    "QuotaSet",
    "Quotas",
    "ServerGroup",
]
