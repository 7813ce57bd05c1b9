"""What is done with a client of the API below `/v1`; its calls are those of `Huawei` in `drive_huawei.py`."""

import contextlib
import uuid

from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException

from scenario import POLICIES, UNKNOWN, names
from steps import TARGET, check, steps_of

NOT_FOUND = (404, "Ecs.0313", "could not be found")
OVER_QUOTA = (400, "Ecs.0022", "Quota exceeded, too many server")


@contextlib.contextmanager
def refused(status, code, words):
    """Wants the client's own exception, with this status and code, in such words (a regular expression)."""
    with check.assertRaises(ClientRequestException) as caught:
        yield
    error = caught.exception
    check.assertEqual((error.status_code, error.error_code), (status, code), error.error_msg)
    check.assertRegex(error.error_msg, words)
    check.assertRegex(error.request_id, "^req-")


def form(answer, status=200):
    """What an answer says, with all that the client knows of it, as a dictionary."""
    check.assertEqual(answer.status_code, status)
    return answer.to_dict()


def group_of(answer, policy, members=()):
    """The group in the answer, which must be whole."""
    group = form(answer)["server_group"]
    expected = {"id": group["id"], "name": policy, "policies": [policy], "members": [*members], "metadata": {}}
    check.assertEqual(group, expected)
    return group["id"]


def list_of(answer):
    return form(answer)["server_groups"]


def pages(api, limit):
    """Reads all groups, page by page, as long as there is a marker for the next one."""
    found, marker, page_of = [], None, min(limit or TARGET["maxLimit"], TARGET["maxLimit"])
    while True:
        answer = api.groups("member", limit, marker)
        check.assertLessEqual(len(answer.server_groups), page_of)
        found += list_of(answer)
        if answer.page_info is None:
            return found
        marker = answer.page_info.next_marker
        check.assertEqual(marker, found[-1]["id"])


def drive_family(api):
    """Goes through all steps, and leaves no group behind."""
    step = steps_of(api.client, api.version, "default")
    callers = TARGET["callers"]
    made = {}

    with step("CreateServerGroup with each policy"):
        for policy in POLICIES:
            made[policy] = group_of(api.create("member", policy, policy), policy)
    if len(made) < len(POLICIES):
        return
    group, second = made["anti-affinity"], made["affinity"]
    with step("ListServerGroups"):
        check.assertEqual(names(list_of(api.groups("member"))), sorted(POLICIES))
    with step("ShowServerGroup"):
        group_of(api.show("member", group), "anti-affinity")
    drive_refusals(api, step, callers)
    if "reader" in callers:
        drive_reader(api, step, group)
    if "other" in callers:
        drive_other(api, step, group)
    drive_members(api, step, group, second)
    drive_quota(api, step)
    with step("DeleteServerGroup, also of a group with members"):
        api.join("member", group, str(uuid.uuid4()))
        for each in pages(api, None):
            form(api.remove("member", each["id"]), 204)
        check.assertEqual(pages(api, None), [])


def drive_refusals(api, step, callers):
    with step("CreateServerGroup with a wrong policy"):
        with refused(400, "Ecs.0005", "'wrong-policy' is not one of"):
            api.create("member", "wrong", "wrong-policy")
    with step("each call for a group that is not there"):
        for call in (api.show, api.remove):
            with refused(*NOT_FOUND):
                call("member", UNKNOWN)
        for call in (api.join, api.leave):
            with refused(*NOT_FOUND):
                call("member", UNKNOWN, UNKNOWN)
        for call in (api.join_all, api.leave_all):
            with refused(*NOT_FOUND):
                call("member", UNKNOWN, [UNKNOWN])
    if "reader" in callers:
        with step("a wrong token"):
            with refused(401, "Common.0013", "authentication"):
                api.groups("wrong token")
        with step("the project of another token"):
            with refused(400, "Ecs.0023", "project"):
                api.groups("other project")


def drive_reader(api, step, group):
    with step("list and show as a reader, who may not create or change members"):
        check.assertEqual(names(list_of(api.groups("reader"))), sorted(POLICIES))
        group_of(api.show("reader", group), "anti-affinity")
        with refused(403, "Ecs.0003", "Policy doesn't allow"):
            api.create("reader", "read", "affinity")
        with refused(403, "Ecs.0003", "Policy doesn't allow"):
            api.join("reader", group, UNKNOWN)


def drive_other(api, step, group):
    with step("a group of another project is not found"):
        check.assertEqual(list_of(api.groups("other")), [])
        for call in (api.show, api.remove):
            with refused(*NOT_FOUND):
                call("other", group)


def drive_members(api, step, group, second):
    quota = TARGET["memberQuota"]
    one, elsewhere, *more = (str(uuid.uuid4()) for _ in range(quota + 2))

    def members_are(*members):
        group_of(api.show("member", group), "anti-affinity", members)

    def outcome(answer):
        told = form(answer)
        return told["status"], [(each["server_id"], each["status"], each["fail_reason"]) for each in told["servers"]]

    with step("AddServerGroupMember and DeleteServerGroupMember, each twice"):
        for call, members in ((api.join, [one]), (api.leave, [])):
            for _ in range(2):
                form(call("member", group, one))
                members_are(*members)
    with step("AddServerGroupMember with a member of another group"):
        form(api.join("member", second, elsewhere))
        with refused(400, "Ecs.0100", elsewhere):
            api.join("member", group, elsewhere)
    with step("BatchAddServerGroupMember: all, some, none"):
        check.assertEqual(outcome(api.join_all("member", group, [one])), ("SUCCESS", [(one, "SUCCESS", None)]))
        status, (first, failed) = outcome(api.join_all("member", group, [one, elsewhere]))
        check.assertEqual((status, first, failed[:2]), ("PARTIAL", (one, "SUCCESS", None), (elsewhere, "FAIL")))
        check.assertIn(elsewhere, failed[2])
        check.assertEqual(outcome(api.join_all("member", group, [elsewhere])), ("FAIL", [failed]))
        members_are(one)
    with step("members beyond the quota, alone and in a batch"):
        status, told = outcome(api.join_all("member", group, more))
        check.assertEqual((status, len([each for each in told if each[1] == "FAIL"])), ("PARTIAL", 1))
        last = next(each for each in told if each[1] == "FAIL")
        check.assertRegex(last[2], OVER_QUOTA[2])
        with refused(*OVER_QUOTA):
            api.join("member", group, last[0])
    with step("BatchDeleteServerGroupMember, also of servers that are no members"):
        expected = [(server, "SUCCESS", None) for server in (one, *more)]
        check.assertEqual(outcome(api.leave_all("member", group, [one, *more])), ("SUCCESS", expected))
        members_are()


def drive_quota(api, step):
    """As many groups as the quota permits, which is more than one page."""
    quota = TARGET["quota"]
    with step("create as many as the quota permits, and one more"):
        for _ in range(quota - len(POLICIES)):
            form(api.create("member", "more", "affinity"))
        with refused(*OVER_QUOTA):
            api.create("member", "too many", "affinity")
    everything = sorted([*POLICIES, *["more"] * (quota - len(POLICIES))])
    for what, limit in (("without a limit", None), ("with a limit", 2)):
        with step(f"ListServerGroups {what}, page by page, by the marker"):
            check.assertEqual(names(pages(api, limit)), everything)
