/** What scripted servers answer with, and the steps that many cases share. */

import type { Json, JsonObject } from '../../generate/document.ts';
import type { Answer } from '../script.ts';
import { type Expected, type Pattern, PROJECT, type Step } from './case.ts';

export const A = '0195c9a3-4f0c-7d2e-9b11-0d7a3c1f5e01';
export const B = '0195c9a3-4f0c-7d2e-9b11-0d7a3c1f5e02';
export const C = '0195c9a3-4f0c-7d2e-9b11-0d7a3c1f5e03';
export const REQUEST_ID = 'req-ecf4d1a6-6a5f-4b26-8c9f-1d8a5a0f7b11';

export const group = (id: string, rest: JsonObject = {}): JsonObject => ({
  id,
  name: 'test',
  policy: 'anti-affinity',
  rules: {},
  members: [],
  project_id: PROJECT,
  user_id: 'somebody',
  ...rest,
});

export const groups = (...ids: readonly string[]): Answer => ({
  body: { server_groups: ids.map((id) => group(id)) },
});

export const oneGroup: Answer = { body: { server_group: group(A) } };

/** A fault as the service sends it. */
export const fault = (status: number, name: string, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'x-openstack-request-id': REQUEST_ID, ...headers },
  body: { [name]: { code: status, message: `This is ${status}.` } },
});

/** The same, as a client gives it. */
export const givenFault = (status: number, name: string) => ({
  fault: { status, name, message: `This is ${status}.`, requestId: REQUEST_ID },
});

/** What is no fault has no name, and a message of the client's own. */
export const unnamedFault = (status: number) => ({
  fault: { status, name: null, message: `HTTP ${status}`, requestId: null },
});

export const show = (gives: Step['gives'], client: Step['client'] = {}): Step => ({
  call: 'show',
  args: { id: A },
  client,
  gives,
});

export const create = (gives: Step['gives'], client: Step['client'] = {}): Step => ({
  call: 'create',
  args: { name: 'test', policy: 'anti-affinity' },
  client,
  gives,
});

export const remove = (gives: Step['gives'], client: Step['client'] = {}): Step => ({
  call: 'delete',
  args: { id: A },
  client,
  gives,
});

export const shown: Step['gives'] = { value: group(A) as Pattern };

export const GET: Expected = { method: 'GET', path: `/os-server-groups/${A}` };
export const POST: Expected = {
  method: 'POST',
  path: '/os-server-groups',
  headers: { 'idempotency-key': /^[!-~]{16,255}$/, 'content-type': /^application\/json\b/ },
  body: { server_group: { name: 'test', policy: 'anti-affinity' } },
};
export const DELETE: Expected = { method: 'DELETE', path: `/os-server-groups/${A}` };

/** A request for a page of a list. */
export const page = (query: Record<string, string>, path = '/os-server-groups'): Expected => ({
  method: 'GET',
  path,
  query,
});

/** The same several times. */
export const times = <Thing>(count: number, thing: Thing): Thing[] =>
  Array.from({ length: count }, () => thing);

export const HTML: Json = '<html><body><h1>502 Bad Gateway</h1></body></html>';
