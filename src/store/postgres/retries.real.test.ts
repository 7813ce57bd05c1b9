/** Transactions that PostgreSQL gives up to let another one pass: they are done again, once each, and nobody notices. */

import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { StoreUnavailable } from '../store.ts';
import { everything, newGroup, PROJECT } from '../suite-common.ts';
import { openPostgresStore } from './postgres.ts';
import { type PostgresServer, startPostgres } from './server.fixture.ts';

let server: PostgresServer;
before(async () => {
  server = await startPostgres();
});
after(() => server.remove());

/** Has so many inserts of a group fail. A sequence counts them, since it goes on when a transaction is rolled back. */
const fail = (state: string, times: number, isAtCommit: boolean) =>
  server.run(`
    CREATE SEQUENCE tries;
    CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF nextval('tries') <= ${times} THEN RAISE EXCEPTION 'give way' USING ERRCODE = '${state}'; END IF;
        RETURN NULL;
      END $$;
    CREATE ${isAtCommit ? 'CONSTRAINT' : ''} TRIGGER fail AFTER INSERT ON osg.server_groups
      ${isAtCommit ? 'DEFERRABLE INITIALLY DEFERRED' : ''} FOR EACH ROW EXECUTE FUNCTION fail()`);

const MEND = 'DROP TRIGGER fail ON osg.server_groups; DROP FUNCTION fail; DROP SEQUENCE tries';
const TRIES = 'SELECT last_value::integer AS tries FROM tries';
const COUNTED = 'SELECT server_groups FROM osg.projects';
const EMPTY = 'DELETE FROM osg.server_groups; DELETE FROM osg.projects';

const states: readonly [state: string, what: string][] = [
  ['40001', 'a serialization failure'],
  ['40P01', 'a deadlock'],
  ['55P03', 'a lock that is not to be had'],
];
for (const [state, what] of states) {
  for (const isAtCommit of [false, true]) {
    // Where the commit says 55P03 it is not known what came of it.
    if (isAtCommit && !state.startsWith('40')) continue;
    const when = isAtCommit ? ' at the commit' : '';
    test(`${what}${when} is tried again until it is done, and makes one group`, async (t) => {
      const store = await openPostgresStore(server.url('postgres'));
      t.after(() => store.close());
      await fail(state, 3, isAtCommit);
      t.after(() => server.run(`${MEND}; ${EMPTY}`));
      const group = await store.create(newGroup(), -1);
      assert.deepEqual(await everything(store, PROJECT), [group]);
      assert.deepEqual(await server.run(COUNTED), [{ server_groups: 1 }]);
      assert.deepEqual(await server.run(TRIES), [{ tries: 4 }]);
    });
  }

  test(`${what} that does not end is a clear error, and changes nothing`, async (t) => {
    const store = await openPostgresStore(server.url('postgres'), { patience: 300 });
    t.after(() => store.close());
    await fail(state, 1_000_000, false);
    t.after(() => server.run(`${MEND}; ${EMPTY}`));
    await assert.rejects(store.create(newGroup(), -1), (error) => {
      assert.ok(error instanceof StoreUnavailable);
      assert.match(error.message, /^The database cannot be used now \(give way\)/);
      return true;
    });
    const [row] = await server.run(TRIES);
    assert.ok(Number(row?.tries) > 2, 'it was tried again');
    assert.deepEqual(await everything(store, PROJECT), []);
  });
}
