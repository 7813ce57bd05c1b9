/** A small API, and how a case changes it. */

import assert from 'node:assert/strict';
import type { Json, JsonObject } from '../generate/document.ts';
import type { Level } from './levels.ts';

/** `none`: there is nothing that clients could notice. */
export type Expected = Level | 'none';

/**
 * A change: at a place (its keys with spaces between them) something else comes to stand, or nothing. `check` is the name of
 * the check that has to find it.
 */
export type Case = readonly [what: string, at: string, becomes: Json | undefined, Expected, check?: string];

const string = (limits: JsonObject = {}): JsonObject => ({ type: 'string', ...limits });

const json = (schema: JsonObject): JsonObject => ({ 'application/json': { schema } });

const POLICY = string({ enum: ['affinity', 'anti-affinity'] });

const LIST: JsonObject = {
  operationId: 'listGroups',
  'x-eov-allow-unknown-query-parameters': true,
  parameters: [
    { name: 'limit', in: 'query', schema: { type: 'integer', default: 100, maximum: 1000 } },
    { name: 'marker', in: 'query', schema: string({ pattern: '^[0-9a-z-]+$' }) },
    { name: 'offset', in: 'query', deprecated: true, schema: { type: 'integer' } },
  ],
  responses: { 200: { description: 'The groups.' }, 404: { description: 'No such project.' } },
};

const CREATE: JsonObject = {
  operationId: 'createGroup',
  tags: ['Groups'],
  requestBody: {
    required: true,
    content: json({
      type: 'object',
      required: ['name'],
      properties: {
        name: string({ minLength: 1, maxLength: 255, pattern: '^[a-z0-9]+$' }),
        policy: POLICY,
        note: string({ nullable: true }),
        rules: { type: 'object', properties: { limit: { type: 'integer', default: 1 } } },
        hosts: { type: 'array', items: string(), maxItems: 10 },
      },
    }),
  },
  responses: {
    200: {
      description: 'The group.',
      headers: { Vary: { required: true, schema: string() }, Age: { schema: string() } },
      content: json({
        type: 'object',
        additionalProperties: false,
        required: ['id', 'name', 'policy'],
        properties: {
          id: string(),
          name: string({ maxLength: 255 }),
          policy: POLICY,
          size: { type: 'integer' },
          note: string(),
        },
      }),
    },
    202: { description: 'It will be made.' },
  },
};

const NONE: JsonObject = { 204: { description: 'Done.' } };

export const BASE: JsonObject = {
  openapi: '3.0.3',
  info: { title: 'Groups', version: '1.0.0' },
  security: [{ token: [] }],
  components: { securitySchemes: { token: { type: 'apiKey', in: 'header', name: 'X-Auth-Token' } } },
  paths: {
    '/groups': { get: LIST, post: CREATE },
    '/versions': {
      get: {
        operationId: 'listVersions',
        security: [],
        responses: { 200: { description: 'The versions.' } },
      },
      put: { operationId: 'undated', deprecated: true, responses: NONE },
      delete: { operationId: 'overdue', deprecated: true, 'x-sunset': '2020-01-31', responses: NONE },
      patch: { operationId: 'dated', deprecated: true, 'x-sunset': '9999-12-31', responses: NONE },
    },
  },
};

/** A copy of a document in which that has changed. */
export const changed = (document: JsonObject, at: string, becomes: Json | undefined): JsonObject => {
  const copy: JsonObject = JSON.parse(JSON.stringify(document));
  const keys = at.split(' ');
  const last = keys.pop() ?? '';
  let parent: Json = copy;
  for (const key of keys) parent = (parent as JsonObject)[key] ?? assert.fail(`${at}: there is no ${key}`);
  if (Array.isArray(parent)) parent.splice(Number(last), 1, ...(becomes === undefined ? [] : [becomes]));
  else if (becomes === undefined) delete (parent as JsonObject)[last];
  else (parent as JsonObject)[last] = becomes;
  return copy;
};
