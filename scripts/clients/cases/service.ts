/** What the clients do with the service itself. */

import { type Case, OTHER_PROJECT, type Pattern, PROJECT, type Step } from './case.ts';

const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/;
const SERVER = '7f0f0d9a-3c6e-4c43-8a0e-6c1f2a9b5d1';
const NOBODY = '00000000-0000-4000-8000-000000000000';

const made = (name: string, policy = 'anti-affinity', rest: { readonly [key: string]: Pattern } = {}) => ({
  value: { id: UUID, name, policy, rules: {}, members: [], project_id: PROJECT, user_id: 'member', ...rest },
});

const fault = (status: number, name: string, message: RegExp) => ({
  fault: { status, name, message, requestId: /^req-/ },
});

const create = (name: string, gives: Step['gives'] = made(name), as: Step['as'] = 'member'): Step => ({
  call: 'create',
  args: { name, policy: 'anti-affinity' },
  as,
  gives,
});

const claim = (server: number, host: string, gives?: Step['gives']): Step => ({
  call: 'claim',
  args: { id: '$0.id', server: `${SERVER}${server}`, host },
  as: 'admin',
  gives: gives ?? { value: { server_id: `${SERVER}${server}`, host } },
});

const members = (...servers: readonly number[]): Step => ({
  call: 'members',
  args: { id: '$0.id', pageSize: 2 },
  as: 'admin',
  gives: { value: servers.map((server) => ({ server_id: `${SERVER}${server}`, host: `compute-${server}` })) },
});

const names = Array.from({ length: 25 }, (_, number) => `group ${number}`);
const quotas = { server_groups: 1, server_group_members: 3 };
const nowhere = fault(404, 'itemNotFound', /./);

const service: readonly Omit<Case, 'on'>[] = [
  {
    what: 'a list of 25 groups in pages of 7 is complete and in order',
    steps: [
      ...names.map((name) => create(name)),
      { call: 'list', args: { pageSize: 7 }, gives: { value: names.map((_, number) => `$${number}`) } },
      { call: 'list', args: {}, gives: { value: names.map((_, number) => `$${number}`) } },
      { call: 'list', args: { pageSize: 25 }, gives: { value: names.map((_, number) => `$${number}`) } },
    ],
  },
  ...['anti-affinity', 'affinity', 'soft-anti-affinity', 'soft-affinity'].map(
    (policy): Omit<Case, 'on'> => ({
      what: `a group of the policy ${policy} is made, shown, listed and deleted`,
      steps: [
        { call: 'create', args: { name: 'web', policy }, gives: made('web', policy) },
        { call: 'show', args: { id: '$0.id' }, gives: { value: '$0' } },
        { call: 'list', args: {}, gives: { value: ['$0'] } },
        { call: 'delete', args: { id: '$0.id' }, gives: { value: null } },
        { call: 'show', args: { id: '$0.id' }, gives: nowhere },
        { call: 'list', args: {}, gives: { value: [] } },
      ],
    }),
  ),
  {
    what: 'rules are kept, and hold when places are claimed',
    steps: [
      {
        call: 'create',
        args: { name: 'two a host', policy: 'anti-affinity', rules: { max_server_per_host: 2 } },
        gives: made('two a host', 'anti-affinity', { rules: { max_server_per_host: 2 } }),
      },
      claim(1, 'compute-1'),
      claim(2, 'compute-1'),
      claim(3, 'compute-1', fault(409, 'conflictingRequest', /compute-1/)),
    ],
  },
  {
    what: 'places are claimed and released; a host that is full is a conflict',
    steps: [
      create('web'),
      claim(1, 'compute-1'),
      claim(2, 'compute-1', fault(409, 'conflictingRequest', /compute-1/)),
      {
        call: 'show',
        args: { id: '$0.id' },
        gives: made('web', 'anti-affinity', { members: [`${SERVER}1`] }),
      },
      { call: 'release', args: { id: '$0.id', server: `${SERVER}1` }, as: 'admin', gives: { value: null } },
      { call: 'release', args: { id: '$0.id', server: `${SERVER}1` }, as: 'admin', gives: { value: null } },
      claim(2, 'compute-1'),
    ],
  },
  {
    what: 'members are listed in pages',
    steps: [
      create('web'),
      members(),
      ...[1, 2, 3, 4, 5].map((server) => claim(server, `compute-${server}`)),
      members(1, 2, 3, 4, 5),
    ],
  },
  {
    what: 'a creation with the same key gives the same group, and makes one',
    steps: [
      {
        call: 'create',
        args: { name: 'once', policy: 'affinity', idempotencyKey: 'order-1' },
        gives: made('once', 'affinity'),
      },
      {
        call: 'create',
        args: { name: 'once', policy: 'affinity', idempotencyKey: 'order-1' },
        gives: { value: '$0' },
      },
      { call: 'list', args: {}, gives: { value: ['$0'] } },
      {
        call: 'create',
        args: { name: 'twice', policy: 'affinity', idempotencyKey: 'order-1' },
        gives: fault(409, 'conflictingRequest', /key/i),
      },
    ],
  },
  {
    what: 'an administrator lists the groups of all projects, a member those of the own one',
    steps: [
      create('own'),
      create(
        'other',
        { value: { ...made('other').value, project_id: OTHER_PROJECT, user_id: 'otherProject' } },
        'otherProject',
      ),
      { call: 'list', args: { allProjects: true }, as: 'admin', gives: { value: ['$0', '$1'] } },
      { call: 'list', args: { allProjects: true }, gives: { value: ['$0'] } },
    ],
  },
  {
    what: 'quotas are set and shown, and limit what is made',
    steps: [
      {
        call: 'setQuotas',
        args: { project: OTHER_PROJECT, ...quotas },
        as: 'admin',
        gives: { value: quotas },
      },
      {
        call: 'showQuotas',
        args: { project: OTHER_PROJECT },
        as: 'admin',
        gives: { value: { id: OTHER_PROJECT, ...quotas } },
      },
      create(
        'first',
        { value: { ...made('first').value, project_id: OTHER_PROJECT, user_id: 'otherProject' } },
        'otherProject',
      ),
      create('second', fault(403, 'forbidden', /Quota exceeded/), 'otherProject'),
      {
        call: 'limits',
        args: {},
        as: 'otherProject',
        gives: { value: { maxServerGroups: 1, maxServerGroupMembers: 3, totalServerGroupsUsed: 1 } },
      },
      {
        call: 'setQuotas',
        args: { project: OTHER_PROJECT, server_groups: -1 },
        as: 'admin',
        gives: { value: { ...quotas, server_groups: -1 } },
      },
    ],
  },
  {
    what: 'a name that is not allowed is 400',
    steps: [
      create('', fault(400, 'badRequest', /name/)),
      create(' spaces ', fault(400, 'badRequest', /name/)),
    ],
  },
  {
    what: 'a policy that nobody knows is 400',
    steps: [
      {
        call: 'create',
        args: { name: 'web', policy: 'spread-evenly' },
        gives: fault(400, 'badRequest', /spread-evenly/),
      },
    ],
  },
  { what: 'a wrong token is 401', steps: [create('web', fault(401, 'error', /./), 'nobody')] },
  {
    what: 'a role that may not do it is 403',
    steps: [
      create('web', fault(403, 'forbidden', /./), 'reader'),
      { call: 'list', args: {}, as: 'noRole', gives: fault(403, 'forbidden', /./) },
    ],
  },
  {
    what: 'what is not there is 404',
    steps: [
      { call: 'show', args: { id: NOBODY }, gives: nowhere },
      { call: 'delete', args: { id: NOBODY }, gives: nowhere },
      { call: 'members', args: { id: NOBODY }, as: 'admin', gives: nowhere },
    ],
  },
  {
    what: 'a microversion that is not served is 406',
    steps: [
      {
        call: 'list',
        args: {},
        client: { microversion: '2.200' },
        gives: fault(406, 'computeFault', /2\.200/),
      },
    ],
  },
  {
    what: 'the newest microversion is served with the same types',
    steps: [
      { ...create('web'), client: { microversion: '2.103' } },
      { call: 'list', args: {}, client: { microversion: '2.103' }, gives: { value: ['$0'] } },
      { call: 'show', args: { id: '$0.id' }, client: { microversion: '2.103' }, gives: { value: '$0' } },
    ],
  },
];

export const onService: readonly Case[] = service.map((each) => ({ ...each, on: 'service' }));
