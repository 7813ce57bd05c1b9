"""What Schemathesis cannot know from the views: our own string formats, and rules that no schema can say."""

import unicodedata

import schemathesis
from hypothesis import strategies as st

MAX = 2_147_483_647

# What data that fits may be refused for below /v1: a quota that is used up, and a server in another group.
CODES_OF_STATE = ("Ecs.0022", "Ecs.0100")

schemathesis.openapi.format(
    "server-group-name", st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=255)
)
schemathesis.openapi.format("servers-per-host", st.integers(1, MAX).map(str))
schemathesis.openapi.format("quota", st.integers(-1, MAX).map(str))


def is_name(text):
    categories = [unicodedata.category(character) for character in text]
    is_printable = not any(each.startswith("C") or each in ("Zl", "Zp") for each in categories)
    return is_printable and "Zs" not in (categories[0], categories[-1])


def is_number(value, least):
    """Whether the digits of a text stand for an allowed number; the schema looks after numbers that are none."""
    return not isinstance(value, str) or least <= int(value) <= MAX


def is_quota_set(quotas):
    return all(is_number(value, -1) for value in quotas.values())


def is_group(group):
    """Whether a group that fits the schema fits the formats too, and has rules only with the policy that takes some."""
    rules = group.get("rules") or {}
    return (
        is_name(group["name"])
        and is_number(rules.get("max_server_per_host"), 1)
        and (not rules or group.get("policy") == "anti-affinity")
    )


def code_of(response):
    """The code of a fault below /v1; elsewhere nothing."""
    fault = response.json()
    return fault.get("error", {}).get("code") if isinstance(fault, dict) else None


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Keeps a failure, but for a body that is refused for what the schema does not say."""
    if "positive_data_acceptance" not in failure.checks or not isinstance(case.body, dict):
        return True
    if code_of(response) in CODES_OF_STATE:
        return False
    group, quotas = case.body.get("server_group"), case.body.get("quota_set")
    return (group is None or is_group(group)) and (quotas is None or is_quota_set(quotas))
