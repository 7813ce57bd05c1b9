/** Our rules for the spec, beside Redocly's. Each is shown by a document that it refuses and one that it accepts. */

import { checkBounds } from './bounds.ts';
import {
  checkAllowReserved,
  checkDeprecation,
  checkExamples,
  checkExplode,
  checkFaultResponses,
  checkHeaderExample,
  checkNeededStatuses,
  checkOperationId,
  checkStatuses,
  checkSummary,
  VERBS,
} from './operations.ts';
import type { Rule } from './rule.ts';
import {
  checkAnyOf,
  checkClosed,
  checkFaultSchema,
  checkOneOf,
  checkPattern,
  checkProse,
  checkSchemaName,
  checkSchemaProse,
} from './schemas.ts';

const PROSE = 'write whole sentences, with a capital letter or a backquote first and a full stop last';

/** Rules for the source: what they ask for can no longer be seen in the documents that are made from it. */
export const sourceRules: readonly Rule[] = [
  {
    name: 'versions',
    asks: 'write versions as quoted strings such as "2.13", with the keys min-ver and max-ver alone, min-ver not after max-ver, none after x-newest-microversion',
    on: ['Root'],
    check: checkBounds,
  },
  {
    name: 'closed-objects',
    asks: 'say whether an object may have other keys: additionalProperties: false, or the schema of their values',
    on: ['Schema'],
    check: checkClosed,
  },
];

/** Rules for the bundle and each view. */
export const documentRules: readonly Rule[] = [
  {
    name: 'operation-id',
    asks: `write <verb><Thing> in camel case, with one of the verbs ${VERBS.join(', ')}`,
    on: ['Operation'],
    check: checkOperationId,
  },
  {
    name: 'summary',
    asks: 'write at most 5 words in sentence case without a full stop, one of the verbs of the operationId first',
    on: ['Operation'],
    check: checkSummary,
  },
  {
    name: 'prose',
    asks: PROSE,
    on: ['Operation', 'Parameter', 'Header', 'Response', 'RequestBody'],
    check: checkProse,
  },
  { name: 'schema-prose', asks: PROSE, on: ['Schema'], check: checkSchemaProse },
  {
    name: 'examples',
    asks: 'give an example, and where it is bounded by x-openstack, one for each version',
    on: ['RequestBody', 'Response'],
    check: checkExamples,
  },
  {
    name: 'header-examples',
    asks: 'give an example, as a string that matches the pattern',
    on: ['Header'],
    check: checkHeaderExample,
  },
  {
    name: 'fault-responses',
    asks: 'answer 4xx and 5xx with a schema whose name ends in Fault, and whose code, or else x-fault-status, is the status',
    on: ['Operation'],
    check: checkFaultResponses,
  },
  {
    name: 'fault-schemas',
    asks: 'give a fault exactly one key, which is required, and in it a code that is an enum of one number, or of texts beside x-fault-status',
    on: ['Schema'],
    check: checkFaultSchema,
  },
  {
    name: 'no-one-of',
    asks: 'write what differs between versions with x-openstack: clients cannot be generated well from oneOf',
    on: ['Schema'],
    check: checkOneOf,
  },
  {
    name: 'any-of-scalars',
    asks: 'use anyOf only between scalars of different types',
    on: ['Schema'],
    check: checkAnyOf,
  },
  {
    name: 'explode',
    asks: 'write explode on each query parameter: true for an array, false for anything else',
    on: ['Parameter'],
    check: checkExplode,
  },
  {
    name: 'allow-reserved',
    asks: 'write allowReserved: true on a query parameter that may be any text',
    on: ['Parameter'],
    check: checkAllowReserved,
  },
  {
    name: 'statuses',
    asks: 'name each status by its three digits: "default" and "5XX" break the generated code',
    on: ['Operation'],
    check: checkStatuses,
  },
  {
    name: 'needed-statuses',
    asks: 'give 429, 404 where the path has a parameter, and 401, 403 and 503 where a token is needed',
    on: ['Operation'],
    check: checkNeededStatuses,
  },
  {
    name: 'deprecation',
    asks: 'give an operation with deprecated: true, and no other, the day since which it is that, x-deprecated-at: "2030-01-31", and the day until which it is served at least, x-sunset: "2031-01-31"',
    on: ['Operation'],
    check: checkDeprecation,
  },
  {
    name: 'schema-names',
    asks: 'choose another name: not New…, not <OperationId>Request',
    on: ['Schema'],
    check: checkSchemaName,
  },
  {
    name: 'portable-patterns',
    asks: 'write the pattern without \\p, \\s, \\u and lookaround, which the languages of some clients lack',
    on: ['Schema'],
    check: checkPattern,
  },
];
