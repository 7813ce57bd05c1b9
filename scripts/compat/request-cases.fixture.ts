/** Changes of what clients send. */

import type { Case } from './base.fixture.ts';

const LIST = 'paths /groups get';
const POST = 'paths /groups post';
const BODY = `${POST} requestBody content application/json schema`;
const SENT = `${BODY} properties`;
const LIMIT = `${LIST} parameters 0`;

export const REQUESTS: readonly Case[] = [
  [
    'an optional property is added',
    `${SENT} size`,
    { type: 'integer' },
    'INFO',
    'new-optional-request-property',
  ],
  [
    'a property becomes required',
    `${BODY} required`,
    ['name', 'policy'],
    'ERR',
    'request-property-became-required',
  ],
  ['a property is no longer required', `${BODY} required`, [], 'INFO', 'request-property-became-optional'],
  // oasdiff: WARN. Unknown keys are refused with 400, so who still sends it is broken.
  ['a property is removed', `${SENT} note`, undefined, 'ERR', 'request-property-removed'],
  // oasdiff: nothing.
  [
    'unknown keys are refused',
    `${BODY} additionalProperties`,
    false,
    'ERR',
    'unknown-request-properties-refused',
  ],
  [
    'unknown keys are refused deeper down',
    `${SENT} rules additionalProperties`,
    false,
    'ERR',
    'unknown-request-properties-refused',
  ],
  [
    'an enum loses a value',
    `${SENT} policy enum`,
    ['affinity'],
    'ERR',
    'request-property-enum-value-removed',
  ],
  [
    'an enum gains a value',
    `${SENT} policy enum`,
    ['affinity', 'anti-affinity', 'any'],
    'INFO',
    'request-property-enum-value-added',
  ],
  [
    'a type changes',
    `${SENT} note`,
    { type: 'integer', nullable: true },
    'ERR',
    'request-property-type-changed',
  ],
  ['null is refused', `${SENT} note nullable`, false, 'ERR', 'request-property-became-not-nullable'],
  ['maxLength is lowered', `${SENT} name maxLength`, 64, 'ERR', 'request-property-max-length-decreased'],
  ['maxLength is raised', `${SENT} name maxLength`, 300, 'INFO', 'request-property-max-length-increased'],
  ['minLength is raised', `${SENT} name minLength`, 2, 'ERR', 'request-property-min-length-increased'],
  ['maxItems is lowered', `${SENT} hosts maxItems`, 5, 'ERR', 'request-property-max-items-decreased'],
  // oasdiff: WARN. No program can tell whether a pattern lets in less than before, so a person has to.
  ['a pattern is tightened', `${SENT} name pattern`, '^[a-z]+$', 'ERR', 'request-property-pattern-changed'],
  ['a pattern is added', `${SENT} note pattern`, '^[a-z]+$', 'ERR', 'request-property-pattern-added'],
  ['a pattern is removed', `${SENT} name pattern`, undefined, 'INFO', 'request-property-pattern-removed'],
  // oasdiff: INFO. Who leaves the value out gets something else than before.
  [
    'a default changes',
    `${SENT} rules properties limit default`,
    2,
    'ERR',
    'request-property-default-value-changed',
  ],
  [
    'the body becomes optional',
    `${POST} requestBody required`,
    false,
    'INFO',
    'request-body-became-optional',
  ],
  [
    'the body is of another media type',
    `${POST} requestBody content`,
    { 'text/plain': { schema: { type: 'string' } } },
    'ERR',
    'request-body-media-type-removed',
  ],
];

export const PARAMETERS: readonly Case[] = [
  [
    'an optional parameter is added',
    `${LIST} parameters 3`,
    { name: 'all', in: 'query', schema: { type: 'string' } },
    'INFO',
    'new-optional-request-parameter',
  ],
  [
    'a required header is added',
    `${LIST} parameters 3`,
    { name: 'X-A', in: 'header', required: true, schema: { type: 'string' } },
    'ERR',
    'new-required-request-parameter',
  ],
  ['a parameter becomes required', `${LIMIT} required`, true, 'ERR', 'request-parameter-became-required'],
  // oasdiff: INFO for one that is deprecated, WARN for any other. From 2.75 on, unknown parameters are refused.
  [
    'a parameter that is deprecated without a date is removed',
    `${LIST} parameters 2`,
    undefined,
    'ERR',
    'request-parameter-removed-with-deprecation',
  ],
  ['a maximum is lowered', `${LIMIT} schema maximum`, 10, 'ERR', 'request-parameter-max-decreased'],
  [
    'a parameter takes numbers alone',
    `${LIST} parameters 1 schema`,
    { type: 'integer' },
    'ERR',
    'request-parameter-type-changed',
  ],
  [
    'a parameter takes any text, not numbers alone',
    `${LIMIT} schema type`,
    'string',
    'INFO',
    'request-parameter-type-generalized',
  ],
  // oasdiff: INFO.
  [
    'the default of a parameter changes',
    `${LIMIT} schema default`,
    50,
    'ERR',
    'request-parameter-default-value-changed',
  ],
  [
    'the default of a parameter is removed',
    `${LIMIT} schema default`,
    undefined,
    'ERR',
    'request-parameter-default-value-removed',
  ],
  // oasdiff: WARN.
  [
    'the pattern of a parameter changes',
    `${LIST} parameters 1 schema pattern`,
    '^[a-z]+$',
    'ERR',
    'request-parameter-pattern-changed',
  ],
  // oasdiff: nothing.
  [
    'unknown query parameters are refused',
    `${LIST} x-eov-allow-unknown-query-parameters`,
    false,
    'ERR',
    'unknown-query-parameters-refused',
  ],
];
