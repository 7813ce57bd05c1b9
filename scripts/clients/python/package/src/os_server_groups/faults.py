"""What a call raises when it does not succeed."""

import json
from collections.abc import Mapping


class ServerGroupsError(Exception):
    """What all errors of this client have in common."""


class Timeout(ServerGroupsError, TimeoutError):
    """The last attempt had no complete answer in time. Whether it took effect is not known."""


class ConnectionFailed(ServerGroupsError, ConnectionError):
    """The server could not be reached, or the connection broke before the answer was complete."""


class MalformedAnswer(ServerGroupsError):
    """The server says that it succeeded, but its answer is not what the API says."""


class Fault(ServerGroupsError):
    """The server refused. Statuses that programs tell apart have subclasses.

    Attributes:
        status: The HTTP status.
        name: The name of the fault, such as `itemNotFound`; `None` if the body is no fault, such
            as the page of a proxy.
        message: What the server says about it, or `HTTP 502`.
        request_id: Under which id the log of the server has the request; `None` if it did not say.
        attempts: How often the request was sent.
    """

    def __init__(
        self, status: int, name: str | None, message: str, request_id: str | None, attempts: int = 1
    ) -> None:
        super().__init__(status, name, message, request_id, attempts)
        self.status = status
        self.name = name
        self.message = message
        self.request_id = request_id
        self.attempts = attempts

    def __str__(self) -> str:
        what = self.message if self.name is None else f"{self.status} {self.name}: {self.message}"
        return what if self.request_id is None else f"{what} ({self.request_id})"


class BadRequest(Fault):
    """400: the request cannot be understood, or a value in it is not allowed."""


class Unauthorized(Fault):
    """401: there is no token, or it is unknown, expired or revoked."""


class Forbidden(Fault):
    """403: the role of the token does not allow it, or a quota is used up."""


class NotFound(Fault):
    """404: there is no such thing, or none that the token may see."""


class Conflict(Fault):
    """409: the host is full, or an idempotency key was used for another request."""


class TooManyRequests(Fault):
    """429: the client asks too often."""


class ServerFault(Fault):
    """500 or more: the server, or a proxy before it, failed."""


_BY_STATUS: Mapping[int, type[Fault]] = {
    400: BadRequest,
    401: Unauthorized,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    429: TooManyRequests,
}


def fault_of(status: int, headers: Mapping[str, str], body: bytes, attempts: int) -> Fault:
    """Make the fault that an answer tells of, `{"itemNotFound": {"code": 404, "message": "…"}}`."""
    kind = _BY_STATUS.get(status, ServerFault if status >= 500 else Fault)
    name, message = _named(body) or (None, f"HTTP {status}")
    return kind(status, name, message, headers.get("x-openstack-request-id"), attempts)


def _named(body: bytes) -> tuple[str, str] | None:
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return None
    for name, fault in content.items() if isinstance(content, dict) else ():
        if isinstance(fault, dict) and isinstance(fault.get("message"), str):
            return name, fault["message"]
    return None
