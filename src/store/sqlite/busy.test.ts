import assert from 'node:assert/strict';
import test from 'node:test';
import { whenFree, whenFreeBlocking } from './busy.ts';

const sqliteError = (errcode: number) => Object.assign(new Error('from SQLite'), { errcode });

/** Fails so many times, then returns the number of its calls. */
const failing = (times: number, errcode: number) => {
  let calls = 0;
  return () => {
    calls += 1;
    if (calls <= times) throw sqliteError(errcode);
    return calls;
  };
};

const LONG = 60_000;
const locks = { SQLITE_BUSY: 5, SQLITE_LOCKED: 6, SQLITE_PROTOCOL: 15, SQLITE_BUSY_RECOVERY: 261 };
for (const [name, errcode] of Object.entries(locks)) {
  test(`${name} is tried again until it works`, async () => {
    assert.equal(await whenFree(failing(3, errcode), LONG), 4);
    assert.equal(whenFreeBlocking(failing(3, errcode), LONG), 4);
  });
}

test('any other error is not tried again, nor any when the patience is used up', async () => {
  const cases = [
    { errcode: 19, patience: LONG },
    { errcode: 5, patience: 0 },
  ];
  for (const { errcode, patience } of cases) {
    await assert.rejects(whenFree(failing(1, errcode), patience), { errcode });
    assert.throws(() => whenFreeBlocking(failing(1, errcode), patience), { errcode });
  }
});

test('the event loop goes on while a read is tried again', async () => {
  let isFree = false;
  setImmediate(() => {
    isFree = true;
  });
  const attempt = () => {
    if (!isFree) throw sqliteError(5);
    return 'read';
  };
  assert.equal(await whenFree(attempt, LONG), 'read');
});
