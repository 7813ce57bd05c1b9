/** What a store tells of its work, tested alike for each kind. */
import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { StoreObserver } from './observer.ts';
import { type Store, StoreUnavailable } from './store.ts';
import { atOnce, create, newGroup, PROJECT } from './suite-common.ts';

export interface Observed {
  readonly store: Store;
  /** Keeps the store from writing, without an end; returns the end of it. */
  readonly block: () => Promise<() => Promise<unknown>>;
}

/** In milliseconds: how long a call tries, and what is slow to it. */
export const PATIENCE = 300;
const SLOW = 20;

const watch = (slowFrom: number) => {
  const told: { statement: string; ms: number }[] = [];
  const batches: number[] = [];
  const observer: StoreObserver = {
    slowFrom,
    slow: (statement, ms) => void told.push({ statement, ms }),
    committed: (writes) => void batches.push(writes),
  };
  return { observer, told, batches };
};

/**
 * @param open opens an empty store that tries for `PATIENCE`
 * @param names what its statements are called that a creation, and then a look at the group, need
 * @param blocked the statement that waits for the block
 */
export const observerSuite = (
  kind: string,
  open: (t: TestContext, observer: StoreObserver) => Promise<Observed>,
  { names, blocked }: { readonly names: readonly string[]; readonly blocked: string },
): void => {
  test(`${kind}: slow statements are told by their names, and nothing that was in them`, async (t) => {
    const { observer, told } = watch(0);
    const { store } = await open(t, observer);
    told.length = 0;
    const group = await create(store, { name: 'secret' });
    await store.get(group.id, PROJECT);
    assert.deepEqual(
      told.map(({ statement }) => statement),
      names,
    );
    assert.ok(told.every(({ ms }) => ms >= 0));
  });

  test(`${kind}: a statement is slow that waits for a lock, and it is told also where it gives up`, async (t) => {
    const { observer, told } = watch(SLOW);
    const { store, block } = await open(t, observer);
    told.length = 0;
    const release = await block();
    await assert.rejects(store.create(newGroup(), -1), StoreUnavailable);
    await release();
    assert.ok(told.length > 0);
    for (const { statement, ms } of told) {
      assert.equal(statement, blocked);
      assert.ok(ms >= SLOW, `${ms}`);
    }
  });

  test(`${kind}: what waits is counted, and no longer when it is done`, async (t) => {
    const { observer, batches } = watch(Number.POSITIVE_INFINITY);
    const { store } = await open(t, observer);
    assert.equal(store.load().waiting, 0);
    const all = atOnce(20, () => create(store));
    const { waiting, connections } = store.load();
    assert.equal(waiting + (connections?.busy ?? 0), 20);
    await all;
    const after = store.load();
    assert.equal(after.waiting, 0);
    if (after.connections !== undefined) {
      assert.equal(after.connections.busy, 0);
      assert.ok(after.connections.idle > 0);
      assert.deepEqual(batches, []);
    } else {
      assert.equal(
        batches.reduce((sum, writes) => sum + writes, 0),
        20,
      );
      assert.ok(batches.length < 20, 'some came to the disk together');
    }
  });
};
