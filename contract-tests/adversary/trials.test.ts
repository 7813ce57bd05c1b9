import assert from 'node:assert/strict';
import test from 'node:test';
import { cases } from '../cases/all.ts';
import { trialsOf } from './trials.ts';
import { wrongs } from './wrongs/all.ts';

const AT_LEAST = 200;

/** Cases that notice no wrong server of the table, and why there is none that they could notice. */
const IDLE: Readonly<Record<string, string>> = {};

test(`there are ${AT_LEAST} wrong servers at least, each with an id of its own and a sentence that says what is wrong`, () => {
  assert.ok(wrongs.length >= AT_LEAST, `${wrongs.length}`);
  assert.equal(new Set(wrongs.map(({ id }) => id)).size, wrongs.length);
  for (const { id, what } of wrongs) assert.ok(what.includes(' '), id);
});

test('each wrong server names cases that there are, at versions at which they are tried', () => {
  for (const wrong of wrongs) assert.doesNotThrow(() => trialsOf(wrong));
});

test('each case notices a wrong server, or it is said why not', () => {
  const busy = new Set(wrongs.flatMap(trialsOf).map(({ one }) => one.id));
  const idle = cases.map(({ id }) => id).filter((id) => !busy.has(id));
  assert.deepEqual(idle, Object.keys(IDLE));
});
