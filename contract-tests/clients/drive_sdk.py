"""Drives openstacksdk."""

from importlib.metadata import version

import openstack
from openstack import exceptions

from run import run
from steps import TARGET, Refused


class Sdk:
    client = "openstacksdk"
    version = version("openstacksdk")
    own_minor = 64
    traits = {"reads on": True}

    def __init__(self, microversion, minor):
        self.has_policies = minor < 64
        own = {} if microversion == "default" else {"compute_default_microversion": microversion}
        self.clouds = {
            name: openstack.connect(load_yaml_config=False, load_envvars=False, **options, **own).compute
            for name, options in TARGET["callers"].items()
        }

    def call(self, caller, method, *args, **kwargs):
        try:
            answer = getattr(self.clouds[caller], method)(*args, **kwargs)
            return list(answer) if method == "server_groups" else answer
        except exceptions.DuplicateResource as error:
            raise Refused(409, str(error)) from error
        except exceptions.HttpException as error:
            # What is not found by name has no status.
            status = error.status_code or (404 if isinstance(error, exceptions.NotFoundException) else None)
            raise Refused(status, f"{error} {error.details}") from error

    @staticmethod
    def form(group):
        return group.to_dict(original_names=True)

    def create(self, caller, name, policy, rules=None):
        asked = {"policies": [policy]} if self.has_policies else {"policy": policy}
        asked |= {"rules": rules} if rules else {}
        return self.form(self.call(caller, "create_server_group", name=name, **asked))

    def groups(self, caller, all_projects=False, limit=None, offset=None):
        asked = {"all_projects": all_projects or None, "limit": limit, "offset": offset}
        asked = {name: value for name, value in asked.items() if value is not None}
        return [self.form(group) for group in self.call(caller, "server_groups", **asked)]

    def show(self, caller, id):
        return self.form(self.call(caller, "get_server_group", id))

    def find(self, caller, name):
        return self.form(self.call(caller, "find_server_group", name, ignore_missing=False))

    def remove(self, caller, id_or_name):
        group = self.call(caller, "find_server_group", id_or_name, ignore_missing=False)
        self.call(caller, "delete_server_group", group.id, ignore_missing=False)


run(Sdk)
