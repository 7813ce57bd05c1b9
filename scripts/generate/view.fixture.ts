/** What the tests of views share: small sources, and what a view of them shows. */

import { parse } from 'yaml';
import { type JsonObject, resolve } from './document.ts';
import { viewOf } from './view.ts';

export const BASE = { openapi: '3.0.3', info: { title: 'Things', version: '1' }, tags: [] };

export const view = (yaml: string, first: string, last = first): JsonObject =>
  viewOf({ ...BASE, ...parse(yaml) }, { first, last });

/** What stands at a pointer of a view, or undefined. */
export const at = (document: JsonObject, pointer: string) => {
  try {
    return resolve(document, { $ref: `#/${pointer}` });
  } catch {
    return undefined;
  }
};

/** A document whose one path answers with the schema `Thing`. */
export const ofThing = (schema: string) => `
paths: {/things: {get: {tags: [], responses: {"200": {schema: {$ref: "#/components/schemas/Thing"}}}}}}
components: {schemas: {Thing: ${schema}, Part: {type: string, x-openstack: {min-ver: "2.5"}}, Side: {type: string}}}`;

export const THING = 'components/schemas/Thing';
export const GET = 'paths/~1things/get';

/** A source; and by version, what a view of it has at a pointer. */
export interface ViewCase {
  readonly name: string;
  readonly source: string;
  readonly pointer: string;
  readonly seen: Readonly<Record<string, unknown>>;
}
