import os

from os_server_groups import Client, NotFound, PolicyName

with Client(
    os.environ["OSG_URL"], token=os.environ["OSG_TOKEN"], project=os.environ["OSG_PROJECT"]
) as client:
    group = client.create("web", PolicyName.ANTI_AFFINITY)
    print(f"Made {group.name} with the id {group.id}.")

    for each in client.list():
        print(f"{each.id} {each.name}: {len(each.members)} members")

    client.delete(group.id)
    try:
        client.get(group.id)
    except NotFound as fault:
        print(f"It is gone: {fault.message}")
