/** What can be wrong with a creation, in the order in which it is looked at. */

import { named } from '../run.ts';
import { type Answer, creation, newestOffered, type World } from './case.ts';
import { isFault, isUnauthorized } from './expect.ts';

const TOO_MUCH = ' '.repeat(114_689);
const OTHER_PROJECT = 'abc';

/** A creation, in parts that can be wrong. */
export interface Parts {
  method: string;
  path: string;
  project: string;
  headers: Record<string, string>;
  body: unknown;
  token: string | null;
}

export interface Wrong {
  readonly what: string;
  /** Two that spoil the same part cannot be told apart. */
  readonly part: 'size' | 'token' | 'route' | 'version' | 'type' | 'body' | 'project';
  spoil(parts: Parts, world: World): void;
  expect(answer: Answer, world: World): void;
}

/** Each thing that can be wrong with a creation, in the order of the checks. */
export const wrongs: readonly Wrong[] = [
  {
    what: 'a Content-Length above the limit',
    part: 'size',
    spoil: (parts) => {
      parts.body = TOO_MUCH;
    },
    expect: (answer) =>
      isFault(answer, 413, 'Request is too large. Larger than max_request_body_size (114688).'),
  },
  {
    what: 'no token',
    part: 'token',
    spoil: (parts) => {
      parts.token = null;
    },
    expect: isUnauthorized,
  },
  {
    what: 'a path that leads nowhere',
    part: 'route',
    spoil: (parts) => {
      parts.path = '/os-server-groups/x/y';
    },
    expect: (answer) => isFault(answer, 404, 'The resource could not be found.'),
  },
  {
    what: 'a path that is not UTF-8',
    part: 'route',
    spoil: (parts) => {
      parts.path = '/os-server-groups/%ff';
    },
    expect: (answer) => isFault(answer, 400, 'The path is not UTF-8 encoded.'),
  },
  {
    what: 'a method that the path has not got',
    part: 'route',
    spoil: (parts) => {
      parts.method = 'PUT';
    },
    expect: (answer) => isFault(answer, 405, 'The method PUT is not allowed here. Allowed: GET, HEAD, POST.'),
  },
  {
    what: 'a malformed version',
    part: 'version',
    spoil: ({ headers }) => {
      headers['OpenStack-API-Version'] = 'compute abc';
    },
    expect: (answer) => {
      const message = 'API Version String abc is of invalid format. Must be of format MajorNum.MinorNum.';
      isFault(answer, 400, message);
    },
  },
  {
    what: 'an unsupported version',
    part: 'version',
    spoil: ({ headers }) => {
      headers['OpenStack-API-Version'] = 'compute 3.0';
    },
    expect: (answer, world) => {
      const message = `Version 3.0 is not supported by the API. Minimum is 2.1 and maximum is ${newestOffered(world)}.`;
      isFault(answer, 406, message);
    },
  },
  {
    what: 'a Content-Type that is not JSON',
    part: 'type',
    spoil: ({ headers }) => {
      headers['Content-Type'] = 'text/xml';
    },
    expect: (answer) => isFault(answer, 415, 'Unsupported Content-Type'),
  },
  {
    what: 'a chunked body above the limit',
    part: 'body',
    spoil: (parts) => {
      parts.body = TOO_MUCH;
      parts.headers['Transfer-Encoding'] = 'chunked';
    },
    expect: (answer) =>
      isFault(answer, 413, 'Request is too large. Larger than max_request_body_size (114688).'),
  },
  {
    what: 'broken JSON',
    part: 'body',
    spoil: (parts) => {
      parts.body = '{"server_group":';
    },
    expect: (answer) => isFault(answer, 400, 'Malformed request body'),
  },
  {
    what: 'the project of another',
    part: 'project',
    spoil: (parts) => {
      parts.project = OTHER_PROJECT;
    },
    expect: (answer, { project }) => {
      const message = `Malformed request URL: URL's project_id '${OTHER_PROJECT}' doesn't match Context's project_id '${project}'`;
      isFault(answer, 400, message);
    },
  },
  {
    what: 'a body that does not fit the schema',
    part: 'body',
    spoil: (parts) => {
      parts.body = {};
    },
    expect: (answer) => isFault(answer, 400, "'server_group' is a required property"),
  },
  {
    what: 'a role that may not',
    part: 'token',
    spoil: (parts, { tokens }) => {
      parts.token = tokens.reader;
    },
    expect: (answer) =>
      isFault(answer, 403, "Policy doesn't allow os_compute_api:os-server-groups:create to be performed."),
  },
  {
    what: 'rules that the policy does not take',
    part: 'body',
    spoil: (parts, { version }) => {
      parts.body = creation(version, named(), 'affinity', { max_server_per_host: 2 });
    },
    expect: (answer) => isFault(answer, 400, 'Only anti-affinity policy supports rules.'),
  },
];
