"""What is sent again, and after how long."""

import random
from collections.abc import Mapping

import urllib3

PASSING = frozenset({429, 502, 503, 504})
"""Statuses after which the same request may succeed."""

IDEMPOTENT = frozenset({"GET", "PUT", "DELETE"})

_LONGEST_WISHED = 30.0
_FIRST = 0.5
_LONGEST = 8.0


def is_repeatable(method: str, headers: Mapping[str, str]) -> bool:
    """Tell whether a request that is sent twice does no more than one that is sent once."""
    return method in IDEMPOTENT or "Idempotency-Key" in headers


def pause(attempt: int, retry_after: str | None = None) -> float:
    """Tell how many seconds to wait after the attempt of that number, counted from 1.

    That is what the server wishes (`Retry-After` of RFC 9110, in seconds or as a date), 30 at most;
    otherwise twice as long each time, with jitter so that many clients do not come back at once.
    """
    if retry_after is not None:
        try:
            return min(urllib3.Retry().parse_retry_after(retry_after), _LONGEST_WISHED)
        except (urllib3.exceptions.InvalidHeader, ValueError, OverflowError):
            pass
    longest = min(_FIRST * 2 ** min(attempt - 1, 8), _LONGEST)
    return random.uniform(longest / 2, longest)
