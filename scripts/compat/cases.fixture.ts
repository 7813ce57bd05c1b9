/** Changes of a small API, each with what the gate has to say of it. */

import type { Case } from './base.fixture.ts';
import { PARAMETERS, REQUESTS } from './request-cases.fixture.ts';

const LIST = 'paths /groups get';
const POST = 'paths /groups post';
const OK = `${POST} responses 200`;
const SHOWN = `${OK} content application/json schema`;
const VERSIONS = 'paths /versions';
const ANY = { responses: { 204: { description: 'Done.' } } };

const OPERATIONS: readonly Case[] = [
  ['an operation is removed', LIST, undefined, 'ERR', 'api-removed-without-deprecation'],
  ['a path is removed', 'paths /groups', undefined, 'ERR', 'api-path-removed-without-deprecation'],
  ['a path is added', 'paths /limits', { get: ANY }, 'INFO', 'endpoint-added'],
  ['an operation is added', 'paths /groups put', ANY, 'INFO', 'endpoint-added'],
  ['an operation gets another description', `${LIST} description`, 'Lists them.', 'none'],
  ['an operation gets another tag', `${POST} tags`, ['More'], 'INFO', 'api-tag-added'],
  // oasdiff: INFO. Functions of generated clients are named after it.
  ['an operation gets another id', `${LIST} operationId`, 'groups', 'ERR', 'api-operation-id-removed'],
  // oasdiff: INFO. A deprecation says until when the operation is served.
  ['an operation is deprecated without a date', `${POST} deprecated`, true, 'ERR', 'endpoint-deprecated'],
  // oasdiff: INFO. Without a date clients may rely on it.
  ['it is removed then', `${VERSIONS} put`, undefined, 'ERR', 'api-removed-with-deprecation'],
  [
    'an operation is removed before its date',
    `${VERSIONS} patch`,
    undefined,
    'ERR',
    'api-removed-before-sunset',
  ],
  // oasdiff: nothing.
  ['a date comes nearer', `${VERSIONS} patch x-sunset`, '9999-01-01', 'ERR', 'sunset-brought-forward'],
  ['a date is put off', `${VERSIONS} delete x-sunset`, '9999-01-01', 'none'],
  // oasdiff: nothing. The changelog has to tell it.
  ['an operation is removed after its date', `${VERSIONS} delete`, undefined, 'INFO', 'operation-removed'],
];

const SECURITY: readonly Case[] = [
  [
    'a token is needed now',
    `${VERSIONS} get security`,
    undefined,
    'ERR',
    'api-security-anonymous-access-removed',
  ],
  ['no token is needed any more', `${LIST} security`, [], 'INFO'],
  [
    'the token goes into another header',
    'components securitySchemes token name',
    'X-Token',
    'ERR',
    'api-security-component-api-key-name-changed',
  ],
];

const RESPONSES: readonly Case[] = [
  [
    'a required property is removed',
    `${SHOWN} properties id`,
    undefined,
    'ERR',
    'response-required-property-removed',
  ],
  // oasdiff: INFO. Clients that read it have to do without.
  [
    'an optional property is removed',
    `${SHOWN} properties note`,
    undefined,
    'WARN',
    'response-optional-property-removed',
  ],
  [
    'a property is added',
    `${SHOWN} properties host`,
    { type: 'string' },
    'INFO',
    'response-optional-property-added',
  ],
  [
    'a property is no longer always there',
    `${SHOWN} required`,
    ['id', 'name'],
    'ERR',
    'response-property-became-optional',
  ],
  [
    'a property is always there now',
    `${SHOWN} required`,
    ['id', 'name', 'policy', 'note'],
    'INFO',
    'response-property-became-required',
  ],
  [
    'an enum gains a value that clients do not know',
    `${SHOWN} properties policy enum`,
    ['affinity', 'anti-affinity', 'any'],
    'ERR',
    'response-property-enum-value-added',
  ],
  [
    'an enum loses a value',
    `${SHOWN} properties policy enum`,
    ['affinity'],
    'INFO',
    'response-property-enum-value-removed',
  ],
  ['a type changes', `${SHOWN} properties size type`, 'string', 'ERR', 'response-property-type-changed'],
  ['null may come', `${SHOWN} properties note nullable`, true, 'ERR', 'response-property-became-nullable'],
  [
    'a text may become longer',
    `${SHOWN} properties name maxLength`,
    300,
    'ERR',
    'response-property-max-length-increased',
  ],
  [
    'a status of success is removed',
    `${POST} responses 202`,
    undefined,
    'ERR',
    'response-success-status-removed',
  ],
  [
    'a status of failure is removed',
    `${LIST} responses 404`,
    undefined,
    'INFO',
    'response-non-success-status-removed',
  ],
  [
    'a status of failure is added',
    `${LIST} responses 409`,
    { description: 'C' },
    'INFO',
    'response-non-success-status-added',
  ],
  [
    'a header that is always there is removed',
    `${OK} headers Vary`,
    undefined,
    'ERR',
    'required-response-header-removed',
  ],
  // oasdiff: INFO.
  [
    'a header that is sometimes there is removed',
    `${OK} headers Age`,
    undefined,
    'WARN',
    'optional-response-header-removed',
  ],
  [
    'a header is added',
    `${OK} headers Sunset`,
    { schema: { type: 'string' } },
    'INFO',
    'response-header-added',
  ],
  [
    'the media type changes',
    `${OK} content`,
    { 'text/plain': { schema: { type: 'string' } } },
    'ERR',
    'response-media-type-removed',
  ],
];

export const CASES: readonly Case[] = [...OPERATIONS, ...SECURITY, ...REQUESTS, ...PARAMETERS, ...RESPONSES];
