"""Drives the library of python-novaclient."""

from importlib.metadata import version

from keystoneauth1 import loading, session
from novaclient import client as novaclient
from novaclient import exceptions

from run import run
from steps import TARGET, Refused


def connect(microversion, auth_type, auth, compute_endpoint_override=None, **_):
    plugin = loading.get_plugin_loader(auth_type).load_from_options(**auth)
    return novaclient.Client(
        microversion, session=session.Session(auth=plugin), endpoint_override=compute_endpoint_override
    ).server_groups


class Nova:
    client = "python-novaclient"
    version = version("python-novaclient")
    own_minor = 1
    traits = {"reads on": False}

    def __init__(self, microversion, _minor):
        asked = "2" if microversion == "default" else microversion
        self.clouds = {name: connect(asked, **options) for name, options in TARGET["callers"].items()}

    def call(self, caller, method, *args, **kwargs):
        try:
            return getattr(self.clouds[caller], method)(*args, **kwargs)
        except exceptions.NoUniqueMatch as error:
            raise Refused(409, str(error)) from error
        except (exceptions.NotFound, exceptions.NoUniqueMatch) as error:
            raise Refused(404, str(error)) from error
        except exceptions.ClientException as error:
            raise Refused(error.code, str(error)) from error

    def create(self, caller, name, policy, rules=None):
        return self.call(caller, "create", name, policy, *([rules] if rules else [])).to_dict()

    def groups(self, caller, all_projects=False, limit=None, offset=None):
        found = self.call(caller, "list", all_projects=all_projects, limit=limit, offset=offset)
        return [group.to_dict() for group in found]

    def show(self, caller, id):
        return self.call(caller, "get", id).to_dict()

    def find(self, caller, name):
        return self.call(caller, "find", name=name).to_dict()

    def remove(self, caller, id_or_name):
        try:
            self.call(caller, "delete", id_or_name)
        except Refused:
            self.call(caller, "delete", self.find(caller, id_or_name)["id"])


run(Nova)
