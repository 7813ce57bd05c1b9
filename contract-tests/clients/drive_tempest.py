"""Runs Tempest's tests of server groups at one microversion."""

import configparser
import json
import os
import re
import sys
import unittest
from importlib.metadata import version

target = json.load(sys.stdin)

# Tempest reads its configuration when it is imported, and leaves its state in the current folder.
configuration = configparser.ConfigParser(interpolation=None)
configuration.read_dict(
    {
        "DEFAULT": {"log_dir": os.getcwd(), "log_file": "tempest.log", "use_stderr": "false"},
        "oslo_concurrency": {"lock_path": os.path.join(os.getcwd(), "locks")},
        **target["configuration"],
    }
)
with open("tempest.conf", "w") as file:
    configuration.write(file)
os.environ["TEMPEST_CONFIG_DIR"] = os.getcwd()
os.environ["OS_LOG_CAPTURE"] = "1"

# What starts servers, which the service does not do.
STARTS_SERVERS = "It starts servers, which this service does not do."
WITH_SERVERS = (
    "compute.servers.test_server_group.ServerGroupTestJSON.test_create_server_with_scheduler_hint_group",
    "compute.admin.test_servers_on_multinodes.ServersOnMultiNodesTest.test_create_server_with_scheduler_hint_group_affinity",
    "compute.admin.test_servers_on_multinodes.ServersOnMultiNodesTest"
    ".test_create_server_with_scheduler_hint_group_anti_affinity",
)


def report(what, ok, skipped, detail):
    line = {
        "client": "tempest",
        "version": version("tempest"),
        "mode": target["mode"],
        "microversion": target["microversion"],
        "step": f"`{what}`",
        "ok": ok,
        "skipped": skipped,
        "detail": detail,
    }
    print(json.dumps(line), flush=True)


def name_of(test):
    """Without the uninteresting part; of a class that is not run as a whole, its name."""
    name = re.sub(r"^setUpClass \((.*)\)$", r"\1", test.id())
    return name.removeprefix("tempest.api.").split("[")[0]


class Lines(unittest.TestResult):
    def addSuccess(self, test):
        report(name_of(test), True, False, "")

    def addSkip(self, test, reason):
        # What is not of this microversion is no news. All else was to run.
        if name_of(test) not in WITH_SERVERS and "microversion range" not in reason:
            report(name_of(test), False, True, reason)

    def addError(self, test, error=None, details=None):
        text = "".join(part.as_text() for part in (details or {}).values())
        report(name_of(test), False, False, text or self._exc_info_to_string(error, test))

    addFailure = addError


from tempest.api.compute.servers import test_server_group  # noqa: E402

for tests in (test_server_group.ServerGroupTestJSON, test_server_group.ServerGroup264TestJSON):
    # A network is for the servers that are not started here.
    tests.create_default_network = False
unittest.defaultTestLoader.loadTestsFromModule(test_server_group).run(Lines())
for name in WITH_SERVERS:
    report(name, True, True, STARTS_SERVERS)
