"""Answers the calls of the tests: a line of JSON in, a line of JSON out."""

import json
import sys
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

from os_server_groups import Client, ConnectionFailed, Fault, MalformedAnswer, Timeout, models

Call = Callable[[Client, dict[str, Any]], object]


def create(client: Client, args: dict[str, Any]) -> object:
    more = {"rules": models.RequestedRules(**args["rules"])} if "rules" in args else {}
    return client.create(
        args["name"], args["policy"], idempotency_key=args.get("idempotencyKey"), **more
    )


def list_groups(client: Client, args: dict[str, Any]) -> object:
    return list(
        client.list(
            page_size=args.get("pageSize", 100), all_projects=args.get("allProjects", False)
        )
    )


CALLS: dict[str, Call] = {
    "create": create,
    "show": lambda client, args: client.get(args["id"]),
    "list": list_groups,
    "delete": lambda client, args: client.delete(args["id"]),
    "claim": lambda client, args: client.claim(args["id"], args["server"], args["host"]),
    "release": lambda client, args: client.release(args["id"], args["server"]),
    "members": lambda client, args: list(
        client.members(args["id"], page_size=args.get("pageSize", 100))
    ),
    "showQuotas": lambda client, args: client.quotas.get(args["project"]),
    "setQuotas": lambda client, args: client.quotas.set(**args),
    "limits": lambda client, args: client.quotas.limits(),
}


def wire(value: object) -> object:
    """The form in which it is sent, less the fields that the model does not know."""
    if isinstance(value, list):
        return [wire(each) for each in value]
    if not isinstance(value, BaseModel):
        return value
    fields = type(value).model_fields.items()
    return {
        field.alias or name: wire(getattr(value, name))
        for name, field in fields
        if field.is_required()
        or (getattr(value, name) is not None and name in value.model_fields_set)
    }


def answer(question: dict[str, Any]) -> dict[str, object]:
    try:
        with Client(**question["client"]) as client:
            return {"value": wire(CALLS[question["call"]](client, question["args"]))}
    except Fault as fault:
        told = {"status": fault.status, "name": fault.name, "message": fault.message}
        return {"fault": {**told, "requestId": fault.request_id}}
    except Timeout:
        return {"failure": "timeout"}
    except ConnectionFailed:
        return {"failure": "connection"}
    except MalformedAnswer:
        return {"failure": "malformed"}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
