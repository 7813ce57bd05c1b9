"""Reads lists to their end, page by page."""

from collections.abc import Callable, Iterator
from typing import TypeVar

T = TypeVar("T")


def checked_size(size: int) -> int:
    """Refuse what is no size of a page: 0 means "as many as you like" to a server."""
    if size < 1:
        raise ValueError(f"page_size is {size}; it must be 1 or more")
    return size


def read(
    after: Callable[[str | None], list[T]],
    passing_over: Callable[[int], list[T]] | None,
    id_of: Callable[[T], str],
) -> Iterator[T]:
    """Give each value once, and ask for the next page only when it is needed.

    A server that ignores markers sends the same page again; then it goes on by offsets. It ends
    when a page is empty or brings nothing new: a short one may only mean that the server allows
    less than it was asked for.

    Args:
        after: Gets the page after the value with that id, or the first one.
        passing_over: Gets the page after so many values, if the list can be asked so.
        id_of: Gives the id of a value.
    """
    seen: set[str] = set()
    marker: str | None = None
    by_offset = False
    while True:
        known = len(seen)
        page = passing_over(known) if by_offset and passing_over else after(marker)
        for value in page:
            marker = id_of(value)
            if marker not in seen:
                seen.add(marker)
                yield value
        if len(seen) > known:
            continue
        if not page or by_offset or passing_over is None:
            return
        by_offset = True
