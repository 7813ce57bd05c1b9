"""Drives the command `openstack` of python-openstackclient.

Each command is a process of its own, which has the client in memory already: loading takes longer than all else.
"""

import contextlib
import io
import json
import os
import re
import sys
import tempfile
from importlib.metadata import version

from openstackclient import shell

from run import run
from steps import TARGET, Refused

STATUS = re.compile(r"\b(?:HTTP )?(4\d\d|5\d\d)\b")
SILENT = (
    (re.compile(r"No (?:ServerGroup|server group|.*) found for|not found|could not be found"), 404),
    (re.compile(r"[Mm]ore than one|[Mm]ultiple"), 409),
    (re.compile(r"invalid choice"), "usage"),
)


def command(environment, args):
    """Runs `openstack` with the arguments; returns what it printed."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            status = 70
            try:
                os.dup2(out.fileno(), 1)
                os.dup2(err.fileno(), 2)
                os.environ.update(environment)
                sys.argv = ["openstack", *args]
                status = shell.main(args)
            except SystemExit as end:
                status = end.code
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(status if isinstance(status, int) else 1)
        _, waited = os.waitpid(child, 0)
        out.seek(0)
        err.seek(0)
        printed, complaint = out.read(), err.read()
    if os.waitstatus_to_exitcode(waited) == 0:
        return printed
    raise Refused(status_of(complaint), complaint)


def status_of(complaint):
    for pattern, status in SILENT:
        if pattern.search(complaint):
            return status
    found = STATUS.search(complaint)
    return int(found[1]) if found else "?"


def environment_of(options):
    """The variables OS_… that say the same as options of openstacksdk."""
    given = {"auth_type": options["auth_type"], **options["auth"]}
    given |= {name: value for name, value in options.items() if name not in ("auth_type", "auth")}
    return {f"OS_{name.upper()}": value for name, value in given.items()}


class Cli:
    client = "python-openstackclient"
    version = version("python-openstackclient")
    own_minor = 64
    traits = {
        "reads on": True,
        "wrong policy": "usage",
        "wrong policy note": "The client refuses it by itself.",
    }

    def __init__(self, microversion, _minor):
        self.own = [] if microversion == "default" else ["--os-compute-api-version", microversion]

    def group(self, caller, *args, form=True):
        asked = [*self.own, "server", "group", *args, *(["-f", "json"] if form else [])]
        printed = command(environment_of(TARGET["callers"][caller]), asked)
        return json.loads(printed) if form else None

    def create(self, caller, name, policy, rules=None):
        given = [part for key, value in (rules or {}).items() for part in ("--rule", f"{key}={value}")]
        return self.group(caller, "create", "--policy", policy, *given, name)

    def groups(self, caller, all_projects=False, limit=None, offset=None):
        asked = [
            *(["--all-projects"] if all_projects else []),
            *(["--limit", str(limit)] if limit else []),
            *(["--offset", str(offset)] if offset else []),
        ]
        return [{name.lower(): value for name, value in row.items()} for row in self.group(caller, "list", *asked)]

    def show(self, caller, id):
        return self.group(caller, "show", id)

    find = show

    def remove(self, caller, id_or_name):
        self.group(caller, "delete", id_or_name, form=False)


# Loads what the commands need.
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    shell.main(["server", "group", "list", "--help"])
run(Cli)
