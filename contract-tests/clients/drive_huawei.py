"""Drives huaweicloudsdkecs, which signs its requests; here it sends a token instead, and nothing else is altered."""

from importlib.metadata import version

from huaweicloudsdkcore.auth import credentials
from huaweicloudsdkcore.signer.signer import Signer
from huaweicloudsdkecs import v2 as ecs
from keystoneauth1 import loading, session

from scenario_family import drive_family
from steps import TARGET


class BasicCredentials(credentials.BasicCredentials):
    """Is named as its parent, since the client looks at the name of the class."""

    def __init__(self, token, project):
        super().__init__("no key", "no secret", project)
        self.token = token

    def sign_request(self, request):
        request.header_params[self._X_PROJECT_ID] = self.project_id
        request.header_params["X-Auth-Token"] = self.token
        Signer.process_request_uri(request)
        return request


def login(auth_type, auth, project_id=None, compute_endpoint_override=None, **_):
    """Whoever calls: the endpoint, a token and its project; from Keystone, if need be."""
    plugin = loading.get_plugin_loader(auth_type).load_from_options(**auth)
    known = session.Session(auth=plugin)
    return compute_endpoint_override or auth["endpoint"], known.get_token(), project_id or known.get_project_id()


def connect(endpoint, token, project):
    own = BasicCredentials(token, project)
    return ecs.EcsClient.new_builder().with_credentials(own).with_endpoint(endpoint).build()


class Huawei:
    client = "huaweicloudsdkecs"
    version = version("huaweicloudsdkecs")

    def __init__(self):
        callers = {name: login(**options) for name, options in TARGET["callers"].items()}
        self.clouds = {name: connect(*known) for name, known in callers.items()}
        endpoint, token, project = callers["member"]
        self.clouds["wrong token"] = connect(endpoint, "wrong", project)
        self.clouds["other project"] = connect(endpoint, token, "f" * 32)

    def create(self, caller, name, policy):
        group = ecs.CreateServerGroupOption(name, [policy])
        asked = ecs.CreateServerGroupRequest(ecs.CreateServerGroupRequestBody(group))
        return self.clouds[caller].create_server_group(asked)

    def groups(self, caller, limit=None, marker=None):
        return self.clouds[caller].list_server_groups(ecs.ListServerGroupsRequest(limit, marker))

    def show(self, caller, group):
        return self.clouds[caller].show_server_group(ecs.ShowServerGroupRequest(group))

    def remove(self, caller, group):
        return self.clouds[caller].delete_server_group(ecs.DeleteServerGroupRequest(group))

    def join(self, caller, group, server):
        body = ecs.AddServerGroupMemberRequestBody(ecs.ServerGroupMember(server))
        return self.clouds[caller].add_server_group_member(ecs.AddServerGroupMemberRequest(group, body))

    def leave(self, caller, group, server):
        body = ecs.DeleteServerGroupMemberRequestBody(ecs.ServerGroupMember(server))
        return self.clouds[caller].delete_server_group_member(ecs.DeleteServerGroupMemberRequest(group, body))

    def join_all(self, caller, group, servers):
        body = ecs.BatchAddServerGroupMemberReq(servers)
        return self.clouds[caller].batch_add_server_group_member(ecs.BatchAddServerGroupMemberRequest(group, body))

    def leave_all(self, caller, group, servers):
        body = ecs.BatchDeleteServerGroupMemberReq(servers)
        asked = ecs.BatchDeleteServerGroupMemberRequest(group, body)
        return self.clouds[caller].batch_delete_server_group_member(asked)


drive_family(Huawei())
