"""What is done with each client in Python, whatever its calls are named.

A client is an object with `client`, `version` and `traits` (what it cannot do by itself), and these calls, the first
argument of which is the caller. A group is a dictionary with the names of the API.

    create(caller, name, policy, rules)    show(caller, id)    find(caller, name)    remove(caller, id_or_name)
    groups(caller, all_projects, limit, offset)
"""

import itertools

from steps import TARGET, check, refused, steps_of

UNKNOWN = "00000000-0000-4000-8000-000000000000"
POLICIES = ("affinity", "anti-affinity", "soft-affinity", "soft-anti-affinity")


def names(groups):
    return sorted(group["name"] for group in groups)


def check_form(group, minor, name, policy):
    """A group has the properties of its microversion, and no others."""
    check.assertEqual(group["name"], name)
    if minor >= 64:
        check.assertEqual(group["policy"], policy)
        check.assertEqual(group["rules"], {})
    else:
        check.assertEqual(group["policies"], [policy])
        check.assertIsNone(group.get("policy"))
        check.assertIsNone(group.get("rules"))
    check.assertEqual(minor >= 13, bool(group.get("project_id")))
    check.assertEqual(minor >= 13, bool(group.get("user_id")))


def drive(api, microversion, minor):
    """Goes through all steps at one microversion, and leaves no group behind."""
    step = steps_of(api.client, api.version, microversion)
    callers = TARGET["callers"]
    policies = POLICIES if minor >= 15 else POLICIES[:2]
    made = {}

    with step("create a group with each policy"):
        for policy in policies:
            made[policy] = api.create("member", policy, policy)
            check_form(made[policy], minor, policy, policy)
    with step("list"):
        check.assertEqual(names(api.groups("member")), sorted(policies))
    with step("show by id"):
        check_form(api.show("member", made["affinity"]["id"]), minor, "affinity", "affinity")
    with step("show by name"):
        check.assertEqual(api.find("member", "affinity")["id"], made["affinity"]["id"])
    with step("show and delete what is not there"):
        for call in (api.show, api.remove):
            with refused(404):
                call("member", UNKNOWN)
        with refused(404):
            api.find("member", "no such name")
    with step("create with a wrong policy") as note:
        with refused(api.traits.get("wrong policy", 400), "wrong-policy"):
            api.create("member", "wrong", "wrong-policy")
        note(api.traits.get("wrong policy note", ""))
    with step("create with a name that is in use, then find it by name") as note:
        second = api.create("member", "affinity", "affinity")
        with refused(api.traits.get("two of a name", 409)):
            api.find("member", "affinity")
        api.remove("member", second["id"])
    if minor >= 64:
        with step("create with rules, as a number and as digits"):
            for most in (2, "3"):
                group = api.create("member", "rules", "anti-affinity", {"max_server_per_host": most})
                check.assertEqual(group["rules"], {"max_server_per_host": int(most)})
                shown = api.show("member", group["id"])
                check.assertEqual(shown["rules"], {"max_server_per_host": int(most)})
                api.remove("member", group["id"])
        with step("create with rules of another policy"):
            with refused(400, "Only anti-affinity policy supports rules"):
                api.create("member", "rules", "affinity", {"max_server_per_host": 2})
    if "reader" in callers:
        with step("list and show as a reader, who may not create"):
            check.assertEqual(names(api.groups("reader")), sorted(policies))
            api.show("reader", made["affinity"]["id"])
            with refused(403, "Policy doesn't allow os_compute_api:os-server-groups:create"):
                api.create("reader", "read", "affinity")
    if "other" in callers:
        other = None
        with step("a group of another project is not found"):
            other = api.create("other", "other", "affinity")
            with refused(404):
                api.show("member", other["id"])
        with step("list the groups of all projects as an administrator; as a member, one's own"):
            check.assertEqual(names(api.groups("admin", all_projects=True)), sorted([*policies, "other"]))
            check.assertEqual(names(api.groups("member", all_projects=True)), sorted(policies))
        with step("show and delete a group of another project as an administrator"):
            api.show("admin", other["id"])
            api.remove("admin", other["id"])
    drive_pages(api, step, policies)
    with step("delete by id, and by name"):
        api.remove("member", made["affinity"]["id"])
        api.remove("member", "anti-affinity")
        check.assertNotIn("affinity", names(api.groups("member")))
        check.assertNotIn("anti-affinity", names(api.groups("member")))
    # What is left is no step.
    while groups := api.groups("member"):
        for group in groups:
            api.remove("member", group["id"])


def drive_pages(api, step, policies):
    """As many groups as the quota permits, which is more than one page."""
    quota, page = TARGET["quota"], TARGET["maxLimit"]
    with step("create as many as the quota permits, and one more"):
        for _ in range(quota - len(policies)):
            api.create("member", "more", "affinity")
        with refused(403, "Quota exceeded, too many server groups"):
            api.create("member", "too many", "affinity")
    everything = sorted([*policies, *["more"] * (quota - len(policies))])
    with step("list more groups than fit in a page") as note:
        first = everything if api.traits["reads on"] else None
        groups = api.groups("member")
        check.assertEqual(len(groups), quota if first else page)
        if not first:
            note("One page is read; programs go on with the offset.")
            groups += api.groups("member", offset=page)
        check.assertEqual(names(groups), everything)
    with step("list with a limit, page by page"):
        check.assertEqual(names(pages(api, 2)), everything)
    with step("list with an offset") as note:
        groups = api.groups("member", offset=quota - 2)
        check.assertEqual(len(groups), quota if api.traits["reads on"] else 2)
        if api.traits["reads on"]:
            note("The client sends no offset, and lists all.")


def pages(api, limit):
    """All groups by pages of so many: as the client reads on by itself, or with the offset."""
    if api.traits["reads on"]:
        return api.groups("member", limit=limit)
    found = []
    while groups := api.groups("member", limit=limit, offset=len(found)):
        check.assertLessEqual(len(groups), limit)
        found += groups
    return found


def drive_many(api, microversion):
    """Reads many groups, which are named 'many 0' and so on, and while others delete some of them between pages."""
    step = steps_of(api.client, api.version, microversion)
    many = TARGET["many"]
    everything = sorted(f"many {number}" for number in range(many))
    with step(f"list {many:,} groups"):
        check.assertEqual(names(pages(api, 1000)), everything)
    if not api.traits["reads on"]:
        return
    with step(f"list {many:,} groups without a limit"):
        check.assertEqual(names(api.groups("member")), everything)
    for number in (0, many - 1):
        with step(f"find the {'first' if number == 0 else 'last'} of {many:,} groups by name"):
            check.assertEqual(api.find("member", f"many {number}")["name"], f"many {number}")


def drive_deletions(api, microversion):
    """Reads while each request for a further page first deletes the last group of the page before."""
    step = steps_of(api.client, api.version, microversion)
    for limit in (None, 100):
        with step(f"list while groups are deleted between pages, {'with' if limit else 'without'} a limit") as note:
            found = [group["id"] for group in api.groups("member", limit=limit)]
            check.assertEqual(len(found), len(set(found)))
            check.assertGreater(len(found), TARGET["maxLimit"])
            left = [group["id"] for group in api.groups("undisturbed")]
            check.assertLessEqual(set(left), set(found))
            check.assertGreater(len(found), len(left))
