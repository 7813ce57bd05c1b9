"""What the programs that drive a client share: the target, and a JSON line for each step.

The target comes as JSON on the standard input; `target.ts` says what is in it.
"""

import contextlib
import json
import sys
import unittest

TARGET = json.load(sys.stdin)

check = unittest.TestCase()
check.maxDiff = None


class Refused(Exception):
    """What a client says when the service refuses: the status, and its words."""

    def __init__(self, status, words):
        super().__init__(f"{status}: {words}")
        self.status = status
        self.words = words


class Note:
    """A remark on a step that passed, for the page."""

    text = ""

    def __call__(self, text):
        self.text = text


def report(client, version, microversion, what, ok, detail):
    line = {
        "client": client,
        "version": version,
        "mode": TARGET["mode"],
        "microversion": microversion,
        "step": what,
        "ok": ok,
        "detail": detail,
    }
    print(json.dumps(line), flush=True)


def steps_of(client, version, microversion):
    """Makes the function that begins a step, which ends with a line that tells how it went."""

    @contextlib.contextmanager
    def step(what):
        note = Note()
        try:
            yield note
        except Exception as error:  # the next steps show something too
            detail = f"{type(error).__name__}: {error}"
            report(client, version, microversion, what, False, detail)
        else:
            report(client, version, microversion, what, True, note.text)

    return step


@contextlib.contextmanager
def refused(status, words=""):
    """Wants that what is done within is refused with this status, in such words (a regular expression)."""
    with check.assertRaises(Refused) as caught:
        yield
    check.assertEqual(caught.exception.status, status, caught.exception.words)
    if words:
        check.assertRegex(caught.exception.words, words)
