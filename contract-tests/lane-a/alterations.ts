/** Ways in which a server can be wrong, each of which lane A must notice. */

export interface Alteration {
  readonly what: string;
  /** The only field of the matrix that must fail. */
  readonly cell: string;
  /** Places in the answer, and what stands there instead; undefined: nothing. */
  readonly set: Readonly<Record<string, unknown>>;
  readonly says: RegExp;
}

const GROUPS = '/v2.1/{project_id}/os-server-groups';
const GROUP = `${GROUPS}/{server_group_id}`;
const ALL_GROUPS = '/v2.1/os-server-groups';
const ANY_GROUP = `${ALL_GROUPS}/{server_group_id}`;
const SERVER = '7f0f0d9a-3c6e-4c43-8a0e-6c1f2a9b5d10';
const ECS_GROUPS = '/v1/{project_id}/cloudservers/os-server-groups';
const ECS_GROUP = `${ECS_GROUPS}/{server_group_id}`;

export const alterations: readonly Alteration[] = [
  { what: 'another success', cell: `GET ${GROUP} 200`, set: { status: 201 }, says: /status code/ },
  {
    what: 'a missing field',
    cell: `GET ${GROUPS} 200`,
    set: { 'body/server_groups/0/user_id': undefined },
    says: /response\.body\.server_groups\.0.* 'user_id'/,
  },
  {
    what: 'a wrong type',
    cell: `POST ${GROUPS} 200`,
    set: { 'body/server_group/members': null },
    says: /response\.body\.server_group\.members: .*array/,
  },
  {
    what: 'an extra field',
    cell: `GET ${ANY_GROUP} 200`,
    set: { 'body/server_group/metadata': {} },
    says: /response\.body\.server_group.*metadata/,
  },
  {
    what: 'groups of an older version',
    cell: `GET ${ALL_GROUPS} 200`,
    set: {
      'body/server_groups/0/policies': ['anti-affinity'],
      'body/server_groups/0/policy': undefined,
      'body/server_groups/0/rules': undefined,
    },
    says: /response\.body\.server_groups\.0.*'policy'/,
  },
  {
    what: 'the echo of another version of the same view',
    cell: `POST ${ALL_GROUPS} 200`,
    set: { 'headers/openstack-api-version': 'compute 2.70' },
    says: /response\.header\.OpenStack-API-Version: is compute 2\.70, asked for was compute 2\.(64|74)/,
  },
  {
    what: 'the echo of a version of another view',
    cell: `DELETE ${GROUP} 204`,
    set: { 'headers/x-openstack-nova-api-version': '2.63' },
    says: /response\.header\.x-openstack-nova-api-version: .*pattern/,
  },
  {
    what: 'a missing header',
    cell: `DELETE ${ANY_GROUP} 204`,
    set: { 'headers/x-openstack-request-id': undefined },
    says: /response\.header.*x-openstack-request-id/,
  },
  {
    what: 'a wrong code in a fault',
    cell: `GET ${GROUP} 404`,
    set: { 'body/itemNotFound/code': 400 },
    says: /response\.body\.itemNotFound\.code: .*404/,
  },
  {
    what: 'a fault of another name',
    cell: `POST ${GROUPS} 400`,
    set: { body: { computeFault: { code: 400, message: 'wrong' } } },
    says: /response\.body.*'badRequest'/,
  },
  {
    what: 'a failure that is not documented',
    cell: `GET ${GROUPS} 413`,
    set: { status: 418 },
    says: /status code/,
  },
  {
    what: 'a documented failure in place of another',
    cell: `GET ${GROUPS} 415`,
    set: { status: 400, body: { badRequest: { code: 400, message: 'wrong' } } },
    says: /Expected status code '415', but got '400'/,
  },
  {
    what: 'an operation that is not built',
    cell: 'GET /v2.1/ 200',
    set: { status: 501, body: { notImplemented: { code: 501, message: 'not built' } } },
    says: /501/,
  },
  {
    what: 'another media type',
    cell: 'GET /v2.1 200',
    set: { 'headers/content-type': 'text/plain' },
    says: /media type "text\/plain"/,
  },

  {
    what: 'a member without its place',
    cell: `PUT ${GROUP}/members/{server_id} 200`,
    set: { 'body/member/host': undefined },
    says: /response\.body\.member.* 'host'/,
  },
  {
    what: 'a place that says nothing',
    cell: `PUT ${ANY_GROUP}/members/{server_id} 200`,
    set: { 'body/member/host': '' },
    says: /response\.body\.member\.host: .*1 character/,
  },
  {
    what: 'a policy that holds a little',
    cell: `GET ${GROUP}/members 200`,
    set: { 'body/policy/holds': 'a little' },
    says: /response\.body\.policy\.holds: .*boolean/,
  },
  {
    what: 'a claim on a full host that is granted',
    cell: `PUT ${GROUP}/members/{server_id} 409`,
    set: { status: 200, body: { member: { server_id: SERVER, host: 'compute-1' } } },
    says: /Expected status code '409', but got '200'/,
  },
  {
    what: 'a refused claim in the form of another refusal',
    cell: `PUT ${ANY_GROUP}/members/{server_id} 409`,
    set: { body: { forbidden: { code: 403, message: 'wrong' } } },
    says: /response\.body.*'conflictingRequest'/,
  },
  {
    what: 'a release by who may place no servers',
    cell: `DELETE ${ANY_GROUP}/members/{server_id} 403`,
    set: { status: 204, body: undefined },
    says: /Expected status code '403', but got '204'/,
  },
  {
    what: 'the key of another creation that is passed over',
    cell: `POST ${ALL_GROUPS} 409`,
    set: { status: 400, body: { badRequest: { code: 400, message: 'wrong' } } },
    says: /Expected status code '409', but got '400'/,
  },

  {
    what: 'a fault below /v1 in the form of the others',
    cell: `GET ${ECS_GROUP} 404`,
    set: { body: { itemNotFound: { code: 404, message: 'wrong' } } },
    says: /response\.body.*'error'/,
  },
  {
    what: 'a fault below /v1 with the code of another status',
    cell: `POST ${ECS_GROUPS} 409`,
    set: { 'body/error/code': 'Ecs.0313' },
    says: /response\.body\.error\.code/,
  },
  {
    what: 'a refused token below /v1 as it is refused elsewhere',
    cell: `DELETE ${ECS_GROUP} 401`,
    set: { 'body/error': { code: 401, title: 'Unauthorized', message: 'wrong' } },
    says: /response\.body\.error/,
  },
  {
    what: 'a group below /v1 as it is shown elsewhere',
    cell: `POST ${ECS_GROUPS} 200`,
    set: { 'body/server_group/user_id': 'a' },
    says: /response\.body\.server_group.*user_id/,
  },
  {
    what: 'the way to the rest as a link',
    cell: `GET ${ECS_GROUPS} 200`,
    set: { 'body/page_info': { next: 'http://a.example' } },
    says: /response\.body\.page_info/,
  },
  {
    what: 'a body where there is none',
    cell: `POST ${ECS_GROUP}/action 200`,
    set: { body: {}, 'headers/content-type': 'application/json' },
    says: /response\.body: is "\{\}", documented is none/,
  },
  {
    what: 'a result of another kind',
    cell: `POST ${ECS_GROUP}/add_members 200`,
    set: { 'body/servers/1/status': 'MAYBE' },
    says: /response\.body\.servers\.1\.status/,
  },
  {
    what: 'a result of no server',
    cell: `POST ${ECS_GROUP}/remove_members 200`,
    set: { 'body/servers/0/server_id': undefined },
    says: /response\.body\.servers\.0.* 'server_id'/,
  },
];
