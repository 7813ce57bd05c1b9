"""Client of the server group API of OpenStack Nova.

>>> from os_server_groups import Client, PolicyName
>>> with Client("http://127.0.0.1:8774", token=token, project=project) as client:
...     group = client.create("web", PolicyName.ANTI_AFFINITY)

The models of arguments and results are in `os_server_groups.models`.
"""

from os_server_groups.client import Client
from os_server_groups.faults import (
    BadRequest,
    Conflict,
    ConnectionFailed,
    Fault,
    Forbidden,
    MalformedAnswer,
    NotFound,
    ServerFault,
    ServerGroupsError,
    Timeout,
    TooManyRequests,
    Unauthorized,
)
from os_server_groups.models import PolicyName
from os_server_groups.version import MICROVERSION, __version__

__all__ = [
    "BadRequest",
    "Client",
    "Conflict",
    "ConnectionFailed",
    "Fault",
    "Forbidden",
    "MICROVERSION",
    "MalformedAnswer",
    "NotFound",
    "PolicyName",
    "ServerFault",
    "ServerGroupsError",
    "Timeout",
    "TooManyRequests",
    "Unauthorized",
    "__version__",
]
