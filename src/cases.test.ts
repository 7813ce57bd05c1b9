/** The cases that any implementation must show, run in-process against this one, beside groups of others. */

import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { cases, operationsOf } from '../contract-tests/cases/all.ts';
import type { Case, Part } from '../contract-tests/cases/case.ts';
import { needs } from '../contract-tests/cases/parts.ts';
import { RUN } from '../contract-tests/run.ts';
import { type Seen, startAmongOthers } from './cases.fixture.ts';

const service = await startAmongOthers();
after(() => service.close());

const subjectOf = ({ id }: Case): string => id.split('/')[0] ?? '';

type Request = Seen['requests'][number];

const below = (version: string) => {
  const pattern = new RegExp(`^/+${version}(?:[/?].*)?$`, 's');
  return ({ path }: Request): boolean => pattern.test(path);
};
const isBelowVersion = below('v2(?:\\.1)?');

/** What shows that a request needs a part of the API. */
const PARTS: Readonly<Record<Part, (request: Request) => boolean>> = {
  // One case spells the path with an escape.
  ecs: below('v(?:1|%31)'),
  legacy: below('v2'),
  members: (request) => isBelowVersion(request) && /\/os-server-groups\/[^/]+\/members/.test(request.path),
  quotas: (request) => isBelowVersion(request) && /\/(?:os-quota-sets|limits)(?:[/?]|$)/.test(request.path),
  idempotency: ({ headers = {} }) => 'Idempotency-Key' in headers,
};
const partNames = Object.keys(PARTS) as Part[];

/** The parts that a case has needed, beyond what its version needs anyway. */
const partsSeen = new Map<Case, Set<Part>>(cases.map((each) => [each, new Set()]));
/** Subject → the operations that its cases have asked for. */
const operationsSeen = new Map<string, Set<string>>(cases.map((each) => [subjectOf(each), new Set()]));

/** Whether the version alone says that a case needs the legacy dialect. */
const isLegacyAnyway = (each: Case, version: string): boolean => {
  const parts = each.parts?.filter((part) => part !== 'legacy') ?? [];
  return needs({ ...each, parts }, version, 'legacy');
};

const note = (each: Case, version: string, { requests, handlers }: Seen): void => {
  for (const part of partNames.filter((name) => requests.some(PARTS[name]))) {
    if (part !== 'legacy' || !isLegacyAnyway(each, version)) partsSeen.get(each)?.add(part);
  }
  for (const handler of handlers) operationsSeen.get(subjectOf(each))?.add(handler);
};

for (const each of cases) {
  for (const version of each.versions) {
    test(`${each.id} at ${version}: ${each.what}`, async () => {
      note(each, version, await service.tryCase(each, version));
    });
  }
}

test('each case has an id of its own, and a version at which it runs', () => {
  assert.equal(new Set(cases.map(({ id }) => id)).size, cases.length);
  for (const { id, versions } of cases) assert.notEqual(versions.length, 0, id);
});

test('each case says which parts of the API it needs, and asks for those alone', () => {
  const table = (partsOf: (each: Case) => Iterable<Part>) =>
    Object.fromEntries(cases.map((each) => [each.id, [...new Set(partsOf(each))].sort()]));
  assert.deepEqual(
    table(({ parts = [] }) => parts),
    table((each) => partsSeen.get(each) ?? []),
  );
});

test('each subject says which operations it is about, and its cases ask for them', () => {
  assert.deepEqual(Object.keys(operationsOf).sort(), [...operationsSeen.keys()].sort());
  for (const [subject, operations] of Object.entries(operationsOf)) {
    const unasked = operations.filter((operation) => !operationsSeen.get(subject)?.has(operation));
    assert.deepEqual([unasked, operations.length > 0], [[], true], subject);
  }
});

test('what people read about a case is the same in each run', () => {
  for (const { id, what } of cases) assert.ok(!`${id} ${what}`.includes(RUN), id);
});

test('nothing that a client can send makes the service log a warning or an error', () => {
  assert.deepEqual(service.lines, []);
});
