/** The cases that any implementation must show, run in-process against this one. */

import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { cases } from '../contract-tests/cases/all.ts';
import { runCase } from '../contract-tests/cases/world.ts';
import { startApp } from './app.fixture.ts';

const service = await startApp();
after(() => service.close());

for (const each of cases) {
  for (const version of each.versions) {
    test(`${each.id} at ${version}: ${each.what}`, () => runCase(each, version, service));
  }
}

test('each case has an id of its own, and a version at which it runs', () => {
  assert.equal(new Set(cases.map(({ id }) => id)).size, cases.length);
  for (const { id, versions } of cases) assert.notEqual(versions.length, 0, id);
});

test('nothing that a client can send makes the service log a warning or an error', () => {
  assert.deepEqual(service.lines, []);
});
