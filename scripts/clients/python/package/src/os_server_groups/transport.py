"""Carries the requests of the generated code, with retries, and tells its answers apart."""

import json
import logging
import re
import time
from collections.abc import Callable, Mapping
from typing import Any

import urllib3
from urllib3 import exceptions

from os_server_groups.faults import ConnectionFailed, MalformedAnswer, Timeout, fault_of
from os_server_groups.generated import ApiClient, ApiResponse, Configuration, models
from os_server_groups.generated.api_client import RequestSerialized
from os_server_groups.generated.rest import RESTResponse
from os_server_groups.retries import PASSING, is_repeatable, pause

_log = logging.getLogger(__name__)


class Answer(RESTResponse):
    """An answer with its body, which the generated class reads when it is too late to retry."""

    def __init__(self, response: urllib3.BaseHTTPResponse, body: bytes) -> None:
        super().__init__(response)
        self.body = body

    def read(self, _size: int | None = None) -> bytes:
        """Give the body."""
        return self.body


class Transport(ApiClient):
    """The generated client with a way of its own to send requests. Threads may share it."""

    def __init__(
        self,
        url: str,
        *,
        token: Callable[[], str],
        headers: Mapping[str, str],
        timeout: float,
        retries: int,
        pool: urllib3.PoolManager,
    ) -> None:
        super().__init__(Configuration(host=url))
        self.default_headers.update(headers)
        self._token = token
        self._timeout = timeout
        self._retries = retries
        self._http = pool

    def param_serialize(
        self,
        method: str,
        resource_path: str,
        path_params: Mapping[str, str] | None = None,
        *args: Any,  # noqa: ANN401 -- whatever the generated code hands on
        **kwargs: Any,  # noqa: ANN401
    ) -> RequestSerialized:
        """Refuse ids that would make another path: `..` is resolved before a request is sent."""
        for name, value in (path_params or {}).items():
            if value in ("", ".", ".."):
                raise ValueError(f"{name} is {value!r}, which is no id")
        return super().param_serialize(method, resource_path, path_params, *args, **kwargs)

    def call_api(
        self,
        method: str,
        url: str,
        header_params: Mapping[str, str] | None = None,
        body: object = None,
        post_params: object = None,  # noqa: ARG002 -- for forms, which this API has none of
        _request_timeout: float | None = None,
    ) -> Answer:
        """Send a request until its answer is final, and give it if it is a success."""
        headers = dict(header_params or {})
        payload = None if body is None else json.dumps(body).encode()
        timeout = _request_timeout or self._timeout
        attempts = 0
        while True:
            attempts += 1
            is_last = attempts > self._retries or not is_repeatable(method, headers)
            headers["X-Auth-Token"] = checked_token(self._token())
            try:
                answer = self._send(method, url, headers, payload, timeout)
            except (Timeout, ConnectionFailed) as failure:
                # A certificate that is not trusted will not be trusted in a second either.
                if is_last or isinstance(failure.__cause__, exceptions.SSLError):
                    raise
                why, seconds = str(failure), pause(attempts)
            else:
                if 200 <= answer.status < 300:
                    return answer
                if is_last or answer.status not in PASSING:
                    raise fault_of(answer.status, answer.headers, answer.body, attempts)
                why = f"HTTP {answer.status}"
                seconds = pause(attempts, answer.headers.get("Retry-After"))
            _log.info("%s %s is sent again in %.1f s: %s", method, url, seconds, why)
            time.sleep(seconds)

    def _send(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None, timeout: float
    ) -> Answer:
        until = time.monotonic() + timeout
        try:
            # No redirects: they would carry the token along, wherever they lead.
            response = self._http.request(
                method,
                url,
                body=body,
                headers=headers,
                timeout=urllib3.Timeout(total=timeout),
                retries=False,
                redirect=False,
                preload_content=False,
            )
            with response:
                return Answer(response, _read(response, until))
        except exceptions.NewConnectionError as error:  # which is one of the timeouts to urllib3
            raise ConnectionFailed(f"{method} {url}: {error}") from error
        except exceptions.TimeoutError as error:
            raise Timeout(f"{method} {url}: no answer in {timeout:g} s") from error
        except exceptions.HTTPError as error:
            raise ConnectionFailed(f"{method} {url}: {error}") from error

    def response_deserialize(
        self,
        response_data: RESTResponse,
        response_types_map: dict[str, Any] | None = None,
    ) -> ApiResponse[Any]:
        """Make the model that a success of this operation brings, whichever success it was."""
        status, data = response_data.status, response_data.read()
        types = [kind for code, kind in (response_types_map or {}).items() if code[0] == "2"]
        model = None
        for kind in filter(None, types):
            try:
                model = getattr(models, kind).from_dict(json.loads(data))
            except (ValueError, TypeError, RecursionError) as error:
                raise _malformed(status, response_data.headers) from error
            if model is None:
                raise _malformed(status, response_data.headers)
        return ApiResponse(
            status_code=status, headers=response_data.headers, data=model, raw_data=data
        )


def checked_token(token: str) -> str:
    """Refuse what no header can carry. The message does not show it, unlike that of http.client."""
    if re.fullmatch(r"[!-~]+", token) is None:
        raise ValueError(
            "the token is empty, or has a space, a line break or another character that no token "
            "has: is there a line break at the end of the file that it was read from?"
        )
    return token


def _read(response: urllib3.BaseHTTPResponse, until: float) -> bytes:
    """Read the body. The timeout of a socket is for each piece, this one for all."""
    pieces = []
    while piece := response.read1(65536):
        pieces.append(piece)
        if time.monotonic() > until:
            raise exceptions.TimeoutError("the answer comes too slowly")
    return b"".join(pieces)


def _malformed(status: int, headers: Mapping[str, str]) -> MalformedAnswer:
    kind = headers.get("Content-Type", "no type")
    request_id = headers.get("x-openstack-request-id", "no request id")
    return MalformedAnswer(f"HTTP {status}, but not what the API says ({kind}, {request_id})")
