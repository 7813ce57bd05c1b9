/** Races for places and for quotas: what three services on one store answer, against what the store holds. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { createRandom } from '../../contract-tests/fuzz/random.ts';
import { fault } from '../faults.ts';
import { PROJECT } from '../process.fixture.ts';
import { arrived, type Services, startServices } from '../race.fixture.ts';
import type { StoreKind } from '../store/stores.fixture.ts';
import { type Actor, claim, createActor, release, serverId } from './actor.fixture.ts';
import { findGroundless, findOverfull } from './history.fixture.ts';

/** Whoever puts a printed one here gets the same operations again. */
const SEED = Date.now() % 1e9;

const SERVERS = 50;
/** How many servers share the operations of each round: first few, for whom there is room, then far too many. */
const ROUNDS = [10, 10, SERVERS, SERVERS, SERVERS, SERVERS, SERVERS, SERVERS, SERVERS, SERVERS];

/** The store holds exactly what the answers said, and its counters say what its rows do. */
const checkRows = async ({ read }: Services, actors: readonly Actor[], most: ReadonlyMap<string, number>) => {
  const rows = await read('SELECT group_id, host, server_id FROM server_group_members ORDER BY server_id');
  const told = actors.flatMap(({ server, history }) => {
    const place = history.at(-1)?.place;
    return place ? [[place.group, place.host, server]] : [];
  });
  assert.deepEqual(rows, told);
  const perHost = await read(
    'SELECT group_id, host, count(*) FROM server_group_members GROUP BY group_id, host ORDER BY 1, 2',
  );
  for (const [group, host, count] of perHost) {
    assert.ok(Number(count) <= Number(most.get(String(group))), `${host} holds ${count} members of ${group}`);
  }
  const hostCounters = await read(
    'SELECT group_id, host, member_count FROM server_group_hosts ORDER BY 1, 2',
  );
  assert.deepEqual(hostCounters, perHost);
  const perGroup = await read(
    'SELECT id, (SELECT count(*) FROM server_group_members WHERE group_id = id) FROM server_groups ORDER BY id',
  );
  assert.deepEqual(await read('SELECT id, member_count FROM server_groups ORDER BY id'), perGroup);
};

/** So many claims, moves and releases of many servers on few hosts in each round; the answer names what happened. */
const raceForPlaces = async (services: Services, operations: number) => {
  const random = createRandom(SEED, SERVERS);
  const most = new Map([
    [await services.make({ policy: 'anti-affinity' }, random), 1],
    [await services.make({ policy: 'anti-affinity', rules: { max_server_per_host: 3 } }, random), 3],
  ]);
  const actors = Array.from({ length: SERVERS }, (_, index) =>
    createActor(services, serverId(index), [...most.keys()], createRandom(SEED, index)),
  );
  for (const servers of ROUNDS) {
    const act = async ({ once }: Actor) => {
      for (let count = 0; count < operations / servers; count++) await once();
    };
    await Promise.all(actors.slice(0, servers).map(act));
    await checkRows(services, actors, most);
  }
  const history = actors.flatMap((actor) => actor.history);
  const mostPerHost = (group: string) => Number(most.get(group));
  assert.deepEqual(findOverfull(history, mostPerHost), []);
  assert.deepEqual(findGroundless(history, mostPerHost), []);
  return Map.groupBy(
    actors.flatMap(({ names }) => names),
    (name) => name,
  );
};

const QUOTA = 10;
const NEW_SERVERS = 100;

/** New servers claim at once, each a host of its own. */
const raceForQuota = async ({ send, make, read }: Services, rounds: number) => {
  const random = createRandom(SEED, 0);
  const body = { quota_set: { server_group_members: QUOTA } };
  const set = await send({ method: 'PUT', path: `/os-quota-sets/${PROJECT}`, body }, random);
  assert.equal(set.status, 200);
  const group = await make({ policy: 'anti-affinity' }, random);
  const servers = Array.from({ length: NEW_SERVERS }, (_, index) => serverId(SERVERS + index));
  const over = arrived(fault.overMemberQuota());
  for (let round = 0; round < rounds; round++) {
    const answers = await Promise.all(
      servers.map((server, index) => send(claim({ group, host: `host-${index}` }, server), random)),
    );
    const granted = servers.filter((_, index) => answers[index]?.status === 200);
    const others = answers.filter(({ status }) => status !== 200);
    assert.deepEqual(others, Array(NEW_SERVERS - QUOTA).fill(over));
    const where = `WHERE group_id = '${group}' ORDER BY server_id`;
    const members = await read(`SELECT server_id FROM server_group_members ${where}`);
    assert.deepEqual(members.flat(), granted);
    const counters = await read(`SELECT member_count FROM server_groups WHERE id = '${group}'`);
    assert.deepEqual(counters, [[QUOTA]]);
    // A release makes room at once, also for the other services.
    const released = await Promise.all(granted.map((server) => send(release(group, server), random)));
    assert.deepEqual(released, Array(QUOTA).fill({ status: 204, body: undefined }));
  }
};

interface Extent {
  /** How many claims, moves and releases each round has. */
  readonly operations: number;
  readonly quotaRounds: number;
}

/** Defines the races for one kind of store. */
export const testRaces = (kind: StoreKind, { operations, quotaRounds }: Extent): void => {
  test(`through three services on ${kind}`, async (t) => {
    t.diagnostic(`The seed is ${SEED}.`);
    const services = await startServices(t, kind, { OSG_QUOTA_SERVER_GROUP_MEMBERS: '-1' });

    await t.test(
      `of ${operations * ROUNDS.length} claims, moves and releases none is lost, and no host ever holds more than it may`,
      async (t) => {
        const happened = await raceForPlaces(services, operations);
        t.diagnostic([...happened].map(([name, { length }]) => `${length} × ${name}`).join(', '));
        // It was a race only if all of it happened.
        assert.deepEqual([...happened.keys()].toSorted(), [
          'claimed',
          'elsewhere',
          'full',
          'moved',
          'no member',
          'released',
          'repeated',
        ]);
      },
    );

    await t.test('of 100 new servers that claim at once exactly as many join as the quota allows', () =>
      raceForQuota(services, quotaRounds),
    );
  });
};
