/** Answers as a server may give them, right ones and wrong ones, and what is wrong with those. */

import type { Secrets } from './check.ts';
import type { Received } from './connection.ts';
import { type Draft, type Target, validDraft } from './draft.ts';
import { createRandom } from './random.ts';

const ID = 'req-ecf4d1a6-6a5f-4b26-8c9f-1d8a5a0f7b11';
const OTHERS_ID = '0195c9a3-4f0c-7d2e-9b11-0d7a3c1f5e00';
const TOKEN = 'osg_member-of-the-project';
export const secrets: Secrets = { marker: 'marker-1', ids: [OTHERS_ID], tokens: [TOKEN] };
export const target: Target = {
  project: '9c53a566cb3443ab910cf0daebca90c4',
  tokens: { admin: 'a', member: TOKEN, reader: 'r', noRole: 'n', otherProject: 'o', service: 's' },
  own: ['5bbcc3c4-1da2-4437-a48a-66f15b1b13f9'],
  others: [OTHERS_ID],
};

/** A list at version 2.64, by a member. */
export const list: Draft = {
  ...validDraft(
    createRandom(1, 1),
    target,
    ({ view, operation }) =>
      view.first === '2.64' && operation.method === 'GET' && operation.path === '/v2.1/os-server-groups',
  ),
  headers: [['X-Auth-Token', TOKEN]],
  version: '2.64',
  seesAllProjects: false,
};

type Headers = Readonly<Record<string, string | undefined>>;

const RIGHT: Headers = {
  'Content-Type': 'application/json',
  'x-openstack-request-id': ID,
  'x-compute-request-id': ID,
  'OpenStack-API-Version': 'compute 2.64',
  'X-OpenStack-Nova-API-Version': '2.64',
  Vary: 'OpenStack-API-Version, X-OpenStack-Nova-API-Version',
};
export const NO_VERSION = {
  'OpenStack-API-Version': undefined,
  'X-OpenStack-Nova-API-Version': undefined,
  Vary: undefined,
};
const OF_FAULT = { 'Content-Type': 'application/json; charset=UTF-8' };

export const answer = (status: number, body: string, headers: Headers = {}): string => {
  const all: Headers = { ...RIGHT, 'Content-Length': String(Buffer.byteLength(body)), ...headers };
  const lines = Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : `${name}: ${value}\r\n`,
  );
  return `HTTP/1.1 ${status} Some Reason\r\n${lines.join('')}\r\n${body}`;
};
export const faultOf = (status: number, name: string, message: string, headers: Headers = {}) =>
  answer(status, JSON.stringify({ [name]: { code: status, message } }), { ...OF_FAULT, ...headers });

export const EMPTY = '{"server_groups":[]}';
export const unauthorized = (more: object = { title: 'Unauthorized' }) =>
  answer(401, JSON.stringify({ error: { code: 401, message: 'no', ...more } }), {
    ...OF_FAULT,
    ...NO_VERSION,
  });

const head: Partial<Draft> = { method: 'HEAD', isSameOperation: false, version: undefined };

export const right: readonly [what: string, bytes: string, draft?: Partial<Draft>, end?: Received['end']][] =
  [
    ['a success', answer(200, EMPTY)],
    ['a fault', faultOf(403, 'forbidden', 'You may not.')],
    ['no token', unauthorized()],
    ['a status that any path may give', faultOf(431, 'computeFault', 'Too large.', NO_VERSION)],
    [
      'HEAD, whose length is that of a body that is not there',
      answer(200, '', { 'Content-Length': '20' }),
      head,
    ],
    [
      'a success that is empty, where it should be',
      answer(200, '', { 'Content-Type': undefined }),
      { empty: [200] },
    ],
    ['a provisional answer before it', `HTTP/1.1 100 Continue\r\n\r\n${answer(200, EMPTY)}`],
    ['two requests at once', answer(200, EMPTY) + answer(200, EMPTY), { methods: ['GET', 'GET'] }],
    ['a close after what was never finished', '', { isUnfinished: true }, 'closed'],
    [
      'an id of another project that the client named',
      faultOf(400, 'badRequest', OTHERS_ID),
      { target: `/?marker=%30${OTHERS_ID.slice(1)}` },
    ],
    [
      'what one sees who sees all projects',
      answer(200, `{"server_groups":["marker-1","${OTHERS_ID}"]}`),
      { seesAllProjects: true },
    ],
  ];

export const wrong: readonly [
  what: string,
  bytes: string | Buffer,
  says: RegExp,
  draft?: Partial<Draft>,
  end?: Received['end'],
][] = [
  ['a failure', faultOf(500, 'computeFault', 'It failed.'), /status is 500/],
  ['an operation that is not there', faultOf(501, 'notImplemented', 'Not yet.'), /status is 501/],
  ['a service that is not there', faultOf(503, 'serviceUnavailable', 'Later.'), /status is 503/],
  [
    'a status that the operation does not have',
    faultOf(404, 'itemNotFound', 'Not here.'),
    /404 is not documented/,
  ],
  ['a status that nothing has', answer(302, EMPTY), /302 is not documented/],
  ['a hang', '', /stays open/, {}, 'hang'],
  ['a hang after half an answer', answer(200, EMPTY).slice(0, -3), /cut off/, {}, 'hang'],
  ['no answer', '', /0 of 1 answers/, {}, 'closed'],
  ['one answer of two', answer(200, EMPTY), /1 of 2 answers/, { methods: ['GET', 'GET'] }, 'closed'],
  ['a reset', '', /reset/, { isUnfinished: true }, 'reset'],
  ['a service that is gone', '', /takes no connections/, {}, 'refused'],
  ['an answer that breaks off', answer(200, EMPTY).slice(0, 60), /cut off/, { isUnfinished: true }, 'closed'],
  ['more than the length', `${answer(200, EMPTY)}x`, /cut off|no HTTP/],
  ['less than the length', answer(200, EMPTY, { 'Content-Length': '99' }), /cut off/, {}, 'closed'],
  ['no length', answer(200, EMPTY, { 'Content-Length': undefined }), /length is not told/],
  ['two lengths', answer(200, EMPTY, { 'content-length': '20' }), /length is not told/],
  ['no HTTP', 'Internal Server Error\r\n\r\n', /no HTTP/],
  ['a header that is none', answer(200, EMPTY, { 'a b': '1' }), /no HTTP/],
  ['a body where none belongs', answer(200, EMPTY), /no HTTP|cut off/, head],
  ['a body of an answer that should be empty', answer(200, EMPTY), /where none belongs/, { empty: [200] }],
  ['a success that is no JSON', answer(200, '<p>', { 'Content-Type': 'text/html' }), /no JSON/],
  ['a success with broken JSON', answer(200, '{'), /no JSON/],
  [
    'a fault of another type',
    faultOf(403, 'forbidden', 'No.', { 'Content-Type': 'text/html' }),
    /Content-Type of a fault/,
  ],
  ['a fault that is no JSON', answer(403, 'Forbidden', OF_FAULT), /not the fault/],
  ['a fault under another name', faultOf(403, 'badRequest', 'No.'), /not the fault/],
  [
    'a fault with another code',
    answer(403, '{"forbidden":{"code":400,"message":"No."}}', OF_FAULT),
    /not the fault/,
  ],
  ['a fault without words', faultOf(403, 'forbidden', ''), /not the fault/],
  [
    'a fault with more in it',
    answer(403, '{"forbidden":{"code":403,"message":"No.","stack":""}}', OF_FAULT),
    /not the fault/,
  ],
  ['a 401 without its title', unauthorized({}), /not the fault/],
  [
    'a fault in no UTF-8',
    Buffer.from(faultOf(403, 'forbidden', '\u00ff'), 'latin1'),
    /not the fault|no HTTP|cut off/,
  ],
  [
    'a trace of the program',
    faultOf(400, 'badRequest', 'TypeError: x is undefined at app.ts:12'),
    /inside of the service/,
  ],
  ['no request id', answer(200, EMPTY, { 'x-openstack-request-id': undefined }), /request id/],
  [
    'two request ids that differ',
    answer(200, EMPTY, { 'x-compute-request-id': `${ID.slice(0, -1)}2` }),
    /request id/,
  ],
  [
    'a request id of another form',
    answer(200, EMPTY, { 'x-openstack-request-id': 'x', 'x-compute-request-id': 'x' }),
    /request id/,
  ],
  ['a header of the client', answer(200, EMPTY, { 'X-Injected': '1' }), /came into the answer/],
  ['no version', answer(200, EMPTY, NO_VERSION), /not echoed/],
  ['one of the two versions', answer(200, EMPTY, { 'OpenStack-API-Version': undefined }), /is echoed as/],
  [
    'another version',
    answer(200, EMPTY, { 'OpenStack-API-Version': 'compute 2.1', 'X-OpenStack-Nova-API-Version': '2.1' }),
    /2\.64 is echoed as 2\.1/,
  ],
  ['versions that caches do not tell apart', answer(200, EMPTY, { Vary: undefined }), /is echoed as/],
  [
    'the name of a group of another project',
    answer(200, '{"server_groups":[{"name":"marker-1-3"}]}'),
    /another project's group/,
  ],
  [
    'the id of a group of another project',
    answer(200, `{"server_groups":[{"id":"${OTHERS_ID}"}]}`),
    /another project's group/,
  ],
  [
    'a secret in an answer that is cut off',
    answer(200, '{"server_groups":[{"name":"marker-1-3"').slice(0, -1),
    /another project's group/,
  ],
  ['a token', answer(200, `{"server_groups":[{"name":"${TOKEN}"}]}`), /a token/, { seesAllProjects: true }],
];
