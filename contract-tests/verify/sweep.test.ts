/** Which groups are deleted: those that verifiers left behind, and no others; whatever way of paging the server has. */

import assert from 'node:assert/strict';
import test from 'node:test';
import type { Answer, Request } from '../cases/case.ts';
import { NoAnswer, type Transport } from '../cases/transport.ts';
import { named } from '../run.ts';
import { sweep } from './sweep.ts';

const NOW = Date.UTC(2026, 6, 1);
const HOUR = 3_600_000;

/** The name of a group of a run that began so many milliseconds ago. */
const ofRun = (age: number): string => `osgv-${(NOW - age).toString(36)}-abcdef test`;

interface Group {
  readonly id: string;
  readonly name: unknown;
}

const answerOf = (status: number, body: unknown): Answer => ({
  status,
  headers: {},
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

/** How a server gives a page of its groups. */
type Paging = (groups: readonly Group[], query: URLSearchParams) => readonly Group[];

const after = (groups: readonly Group[], marker: string | null): readonly Group[] =>
  groups.slice(groups.findIndex(({ id }) => id === marker) + 1);

const proper: Paging = (groups, query) =>
  after(groups, query.get('marker')).slice(0, Number(query.get('limit')));

/** A server with the groups of a project for each token. */
const serverWith = (projects: Readonly<Record<string, Group[]>>, page: Paging = proper) => {
  const requests: Request[] = [];
  const send = async (request: Request): Promise<Answer> => {
    requests.push(request);
    const groups = projects[String(request.headers?.['X-Auth-Token'])] ?? [];
    const [path = '', query] = request.path.split('?');
    if (request.method !== 'DELETE')
      return answerOf(200, { server_groups: page(groups, new URLSearchParams(query)) });
    const index = groups.findIndex(({ id }) => path.endsWith(`/${id}`));
    if (index === -1) return answerOf(404, {});
    groups.splice(index, 1);
    return answerOf(204, '');
  };
  const transport: Transport = {
    send,
    raw: () => assert.fail('nothing is written by hand'),
    close: () => {},
  };
  return { transport, requests, projects };
};

const TOKENS = { member: 'one', otherProject: 'other' };

const ages: readonly (readonly [what: string, name: unknown, isSwept: boolean])[] = [
  ['of this run', named(), true],
  ['of a run that began more than an hour ago', ofRun(HOUR + 1), true],
  ['of a run of long ago', ofRun(1000 * HOUR), true],
  ['of a run that may still go on', ofRun(HOUR), false],
  ['of a run that has just begun', ofRun(0), false],
  ['of a run whose clock is ahead', ofRun(-HOUR), false],
  ['of others', 'web', false],
  ['of others, with a name that is nearly one', 'my osgv-mwusbu2a-f17aa9 test', false],
  ['without a name', undefined, false],
  ['whose name is no text', 1, false],
];

for (const [what, name, isSwept] of ages) {
  test(`a group ${what} is ${isSwept ? 'deleted' : 'left alone'}`, async () => {
    const { transport, projects } = serverWith({ one: [{ id: 'a', name }] });
    assert.equal(await sweep(transport, { tokens: TOKENS }, NOW), isSwept ? 1 : 0);
    assert.equal(projects.one?.length, isSwept ? 0 : 1);
  });
}

test('both projects are swept, each with its token', async () => {
  const { transport, projects } = serverWith({
    one: [{ id: 'a', name: named() }],
    other: [
      { id: 'b', name: named() },
      { id: 'c', name: 'web' },
    ],
  });
  assert.equal(await sweep(transport, { tokens: TOKENS }, NOW), 2);
  assert.deepEqual(projects, { one: [], other: [{ id: 'c', name: 'web' }] });
});

test('without a token of another project only one is swept', async () => {
  const { transport, requests } = serverWith({ one: [{ id: 'a', name: named() }] });
  assert.equal(await sweep(transport, { tokens: { member: 'one' } }, NOW), 1);
  assert.ok(requests.every(({ headers }) => headers?.['X-Auth-Token'] === 'one'));
});

/** The last one is a leftover. */
const many = (count: number): Group[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `id-${index}`,
    name: index === count - 1 ? ofRun(2 * HOUR) : 'web',
  }));

const pagings: readonly (readonly [what: string, page: Paging])[] = [
  ['has pages as long as they are asked for', proper],
  ['has shorter pages', (groups, query) => proper(groups, query).slice(0, 100)],
  ['ignores the limit', (groups, query) => after(groups, query.get('marker'))],
  ['ignores limit and marker', (groups) => groups],
];

for (const [what, page] of pagings) {
  test(`a leftover at the end of 2,500 groups is found where the server ${what}`, async () => {
    const { transport, projects } = serverWith({ one: many(2500) }, page);
    assert.equal(await sweep(transport, { tokens: { member: 'one' } }, NOW), 1);
    assert.equal(projects.one?.length, 2499);
  });
}

test('a server that has ever more groups comes to an end', async () => {
  let count = 0;
  const endless: Paging = () => [{ id: String(count++), name: named() }];
  const { transport, requests } = serverWith({ one: [] }, endless);
  assert.equal(await sweep(transport, { tokens: { member: 'one' } }, NOW), 0);
  assert.ok(requests.length < 1000);
});

const answers: readonly (readonly [what: string, answer: () => Promise<Answer>])[] = [
  ['no answer', () => Promise.reject(new NoAnswer('there is no answer', { path: '' }))],
  ['a refusal', async () => answerOf(401, {})],
  ['HTML', async () => answerOf(200, '<html>')],
  ['null', async () => answerOf(200, 'null')],
  ['groups that are none', async () => answerOf(200, { server_groups: [null] })],
  ['groups in no list', async () => answerOf(200, { server_groups: { id: 'a', name: named() } })],
];

for (const [what, send] of answers) {
  test(`where there is ${what} nothing is swept, and nothing breaks`, async () => {
    const transport: Transport = { send, raw: send, close: () => {} };
    assert.equal(await sweep(transport, { tokens: TOKENS }, NOW), 0);
  });
}
