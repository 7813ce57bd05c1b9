"""Makes Nova's API database, fills it through Nova's own objects, and prints what Nova shows of it.

    nova.fixture.py URL    URL: that of an empty database, as SQLAlchemy has them
"""

import json
import sys
from unittest import mock
from uuid import UUID

from nova import config  # noqa: F401, it registers what the databases need
from nova import context, objects
from nova.conf import CONF
from nova.db import migration
from nova.db.api import api
from nova.db.api import models

PROJECTS = ["9c53a566cb3443ab910cf0daebca90c4", "0f1e2d3c4b5a69788796a5b4c3d2e1f0"]
ADMIN = context.get_admin_context()


def uuid(kind, number):
    return str(UUID(int=(kind << 96) + number + (4 << 76) + (8 << 60)))


def server(number, project, deleted=False):
    objects.InstanceMapping(
        ADMIN, instance_uuid=uuid(1, number), project_id=project, user_id="user", queued_for_delete=deleted
    ).create()
    return uuid(1, number)


def group(number, name, policy, members=(), project=PROJECTS[0], rules=None):
    made = objects.InstanceGroup(
        ADMIN, uuid=uuid(0xF0000000, number), name=name, policy=policy, project_id=project, user_id=f"user {number}"
    )
    if rules:
        made._rules = rules
    made.create()
    for member in members:
        objects.InstanceGroup.add_members(ADMIN, made.uuid, [member])


@api.context_manager.writer
def add_row(ctxt, row):
    ctxt.session.add(row)


def join(group_id, member):
    add_row(ADMIN, models.InstanceGroupMember(group_id=group_id, instance_uuid=member))


def fill():
    one, two = PROJECTS
    # Not in the order of their ids, which is that of neither numbers nor names.
    group(1, "it's \"quoted\" \\ back\\nslash", "anti-affinity", [server(n, one) for n in (3, 1, 2)], rules={"max_server_per_host": "3"})
    group(2, "测试 группа e\u0301", "soft-affinity", [server(10, one), server(11, one, deleted=True), uuid(1, 12)])
    group(3, "tab\there; DROP TABLE x; --", "affinity")
    group(4, "empty", "soft-anti-affinity", project=two)
    group(5, "in the other project", "anti-affinity", [server(20, two)], project=two)
    group(6, "twice in a project", "affinity", [server(21, one)])
    # What Nova's objects refuse: a server in a second group of the project, and in one of another.
    join(6, uuid(1, 2))
    join(5, uuid(1, 3))
    group(7, "of before Mitaka", "legacy", [server(30, one)])
    group(8, "x" * 255, "affinity", [server(100 + n, one) for n in range(40)])
    for project, resource, limit in (
        (one, "server_groups", 2),
        (one, "server_group_members", -1),
        (one, "cores", 40),
        (two, "server_groups", None),
    ):
        objects.Quotas._create_limit_in_db(ADMIN, project, resource, limit)


@api.context_manager.reader
def shown(ctxt):
    return [
        {
            "id": row.uuid,
            "name": row.name,
            "policy": row.policy["policy"],
            "rules": {key: int(value) for key, value in json.loads(row.policy["rules"] or "{}").items()},
            "members": row.members,
            "project_id": row.project_id,
            "user_id": row.user_id,
        }
        for row in ctxt.session.query(models.InstanceGroup).order_by(models.InstanceGroup.id)
    ]


def main():
    CONF([], project="nova", default_config_files=[])
    CONF.set_override("connection", sys.argv[1], group="api_database")
    api.configure(CONF)
    migration.db_sync(database="api")
    objects.register_all()
    with mock.patch("nova.compute.utils.notify_about_server_group_update"), mock.patch(
        "nova.compute.utils.notify_about_server_group_action"
    ), mock.patch("nova.compute.utils.notify_about_server_group_add_member"):
        fill()
    print(json.dumps(shown(ADMIN)))


main()
