/** What each request carries, and values in answers that a client does not know. */

import type { JsonObject } from '../../generate/document.ts';
import { type Case, type Expected, PROJECT } from './case.ts';
import {
  A,
  B,
  create,
  DELETE,
  GET,
  group,
  groups,
  oneGroup,
  POST,
  page,
  remove,
  show,
  shown,
} from './values.ts';

const SENT: Expected['headers'] = {
  'x-auth-token': 'secret',
  'openstack-api-version': 'compute 2.64',
  'user-agent': '$agent',
  accept: /application\/json/,
};

const withHeaders = (expected: Expected, headers: Expected['headers'] = SENT): Expected => ({
  ...expected,
  headers: { ...expected.headers, ...headers },
});

const MEMBERS = `/os-server-groups/${A}/members`;
const QUOTAS = `/os-quota-sets/${PROJECT}`;
const extra = (rest: JsonObject): JsonObject => ({ ...rest, unheard_of: { deep: [1, null] } });
const member = { server_id: A, host: 'compute-1' };
const quotas = { server_groups: 10, server_group_members: -1 };
const limits = { maxServerGroups: 10, maxServerGroupMembers: -1, totalServerGroupsUsed: 3 };
const spread = group(A, { policy: 'spread-evenly' });

export const requests: readonly Case[] = [
  {
    what: 'each request carries the token, the microversion and the name of the client',
    on: [
      oneGroup,
      oneGroup,
      groups(),
      { status: 204 },
      { body: { member } },
      { status: 204 },
      { body: { members: [], policy: { name: 'anti-affinity', effective: true, holds: true } } },
      { body: { quota_set: { id: PROJECT, ...quotas } } },
      { body: { quota_set: quotas } },
      { body: { limits: { rate: [], absolute: limits } } },
    ],
    steps: [
      create(shown, { token: 'secret' }),
      show(shown, { token: 'secret' }),
      { call: 'list', args: {}, client: { token: 'secret' }, gives: { value: [] } },
      remove({ value: null }, { token: 'secret' }),
      {
        call: 'claim',
        args: { id: A, server: A, host: 'compute-1' },
        client: { token: 'secret' },
        gives: { value: member },
      },
      { call: 'release', args: { id: A, server: A }, client: { token: 'secret' }, gives: { value: null } },
      { call: 'members', args: { id: A }, client: { token: 'secret' }, gives: { value: [] } },
      {
        call: 'showQuotas',
        args: { project: PROJECT },
        client: { token: 'secret' },
        gives: { value: { id: PROJECT, ...quotas } },
      },
      {
        call: 'setQuotas',
        args: { project: PROJECT, server_group_members: -1 },
        client: { token: 'secret' },
        gives: { value: quotas },
      },
      { call: 'limits', args: {}, client: { token: 'secret' }, gives: { value: limits } },
    ],
    sees: [
      POST,
      GET,
      page({ limit: '100' }),
      DELETE,
      { method: 'PUT', path: `${MEMBERS}/${A}`, body: { member: { host: 'compute-1' } } },
      { method: 'DELETE', path: `${MEMBERS}/${A}` },
      page({ limit: '100' }, MEMBERS),
      { method: 'GET', path: QUOTAS },
      { method: 'PUT', path: QUOTAS, body: { quota_set: { server_group_members: -1 } } },
      { method: 'GET', path: '/limits' },
    ].map((expected) => withHeaders(expected)),
  },
  {
    what: 'the name of the application stands before that of the client',
    on: [oneGroup],
    steps: [show(shown, { application: 'scheduler/1.2' })],
    sees: [withHeaders(GET, { 'user-agent': 'scheduler/1.2 $agent' })],
  },
  {
    what: 'another microversion is sent as it is',
    on: [oneGroup],
    steps: [show(shown, { microversion: '2.100' })],
    sees: [withHeaders(GET, { 'openstack-api-version': 'compute 2.100' })],
  },
  {
    what: 'a key that was given is sent',
    on: [oneGroup],
    steps: [
      {
        call: 'create',
        args: { name: 'test', policy: 'anti-affinity', idempotencyKey: 'order-4711' },
        gives: shown,
      },
    ],
    sees: [withHeaders(POST, { 'idempotency-key': 'order-4711' })],
  },
  {
    what: 'rules are sent as numbers',
    on: [oneGroup],
    steps: [
      {
        call: 'create',
        args: { name: 'test', policy: 'anti-affinity', rules: { max_server_per_host: 3 } },
        gives: shown,
      },
    ],
    sees: [
      {
        ...POST,
        body: { server_group: { name: 'test', policy: 'anti-affinity', rules: { max_server_per_host: 3 } } },
      },
    ],
  },
  {
    what: 'the URL may have a path and a slash at its end',
    on: [oneGroup, oneGroup],
    below: '/compute/',
    steps: [show(shown), create(shown)],
    sees: [GET, POST],
  },
  {
    what: 'what stands in a path is escaped',
    on: [oneGroup],
    steps: [{ call: 'show', args: { id: 'a/b c?d#e%' }, gives: shown }],
    sees: [{ method: 'GET', path: '/os-server-groups/a%2Fb%20c%3Fd%23e%25' }],
  },
  {
    what: 'a policy that the client does not know is kept as it came',
    on: [{ body: { server_group: spread } }, { body: { server_groups: [spread, group(B)] } }, groups()],
    steps: [
      show({ value: spread }),
      { call: 'list', args: { pageSize: 2 }, gives: { value: [spread, group(B)] } },
    ],
    sees: [GET, page({ limit: '2' }), page({ limit: '2', marker: B })],
  },
  {
    what: 'a policy that the client does not know can be asked for',
    on: [{ body: { server_group: spread } }],
    steps: [{ call: 'create', args: { name: 'test', policy: 'spread-evenly' }, gives: { value: spread } }],
    sees: [{ ...POST, body: { server_group: { name: 'test', policy: 'spread-evenly' } } }],
  },
  {
    what: 'fields that the client does not know do no harm, wherever they stand',
    on: [
      { body: extra({ server_group: extra(group(A, { rules: extra({ max_server_per_host: 2 }) })) }) },
      { body: extra({ server_groups: [extra(group(A))] }) },
      { body: extra({ server_groups: [] }) },
      { body: extra({ member: extra(member) }) },
      {
        body: extra({
          members: [extra(member)],
          policy: extra({ name: 'spread-evenly', effective: false, holds: true }),
        }),
      },
      { body: { members: [], policy: { name: 'spread-evenly', effective: false, holds: true } } },
      { body: extra({ quota_set: extra({ id: PROJECT, ...quotas }) }) },
      { body: extra({ limits: extra({ rate: [], absolute: extra(limits) }) }) },
    ],
    steps: [
      show({ value: group(A, { rules: { max_server_per_host: 2 } }) }),
      { call: 'list', args: { pageSize: 1 }, gives: { value: [group(A)] } },
      { call: 'claim', args: { id: A, server: A, host: 'compute-1' }, gives: { value: member } },
      { call: 'members', args: { id: A, pageSize: 1 }, gives: { value: [member] } },
      { call: 'showQuotas', args: { project: PROJECT }, gives: { value: { id: PROJECT, ...quotas } } },
      { call: 'limits', args: {}, gives: { value: limits } },
    ],
    sees: [
      GET,
      page({ limit: '1' }),
      page({ limit: '1', marker: A }),
      { method: 'PUT', path: `${MEMBERS}/${A}`, body: { member: { host: 'compute-1' } } },
      page({ limit: '1' }, MEMBERS),
      page({ limit: '1', marker: A }, MEMBERS),
      { method: 'GET', path: QUOTAS },
      { method: 'GET', path: '/limits' },
    ],
  },
  {
    what: 'text of any language comes through',
    on: [{ body: { server_group: group(A, { name: 'Größe 満員 🙂' }) } }],
    steps: [
      {
        call: 'create',
        args: { name: 'Größe 満員 🙂', policy: 'anti-affinity' },
        gives: { value: group(A, { name: 'Größe 満員 🙂' }) },
      },
    ],
    sees: [{ ...POST, body: { server_group: { name: 'Größe 満員 🙂', policy: 'anti-affinity' } } }],
  },
];
