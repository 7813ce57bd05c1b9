/** The service is killed under load, again and again on the same data. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import http, { Agent, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import test from 'node:test';
import { createRandom } from '../../contract-tests/fuzz/random.ts';
import { emptyFolder, killedStart, startProcess } from '../process.fixture.ts';
import { type Read, type StoreKind, sharedStores } from '../store/stores.fixture.ts';
import { type Client, createClient, type Project, type Send } from './client.fixture.ts';

/** Whoever puts a printed one here gets the same requests again, though not the same moments. */
const SEED = Date.now() % 1e9;
const CLIENTS = 8;
/** The service is killed after so many answers at most. */
const MOST_ANSWERS = 80;

const COUNTERS = [
  `SELECT id FROM projects WHERE server_groups <>
     (SELECT count(*) FROM server_groups WHERE project_id = projects.id)`,
  `SELECT id FROM server_groups WHERE member_count <>
     (SELECT count(*) FROM server_group_members AS m WHERE m.group_id = server_groups.id)`,
  `SELECT 1 FROM server_group_members AS m WHERE NOT EXISTS
     (SELECT 1 FROM server_group_hosts AS h WHERE h.group_id = m.group_id AND h.host = m.host)`,
  `SELECT 1 FROM server_group_hosts AS h WHERE member_count <>
     (SELECT count(*) FROM server_group_members AS m WHERE m.group_id = h.group_id AND m.host = h.host)`,
];

/** What the tables hold of each project; the counters are what the rows say. */
const readProjects = async (read: Read): Promise<Map<string, Project>> => {
  for (const sql of COUNTERS) assert.deepEqual(await read(sql), [], sql);
  const projects = await read('SELECT id, quota_server_groups FROM projects');
  const groups = await read(
    'SELECT project_id, id, name, max_server_per_host FROM server_groups ORDER BY id',
  );
  const members = await read('SELECT group_id, server_id, host FROM server_group_members ORDER BY position');
  const placesOf = (id: unknown) =>
    members.flatMap(([group, server, host]) =>
      group === id ? [[String(server), String(host)] as const] : [],
    );
  const groupsOf = (project: unknown) =>
    groups.flatMap(([owner, id, name, most]) =>
      owner === project
        ? [{ id: String(id), name: String(name), most: Number(most), places: placesOf(id) }]
        : [],
    );
  return new Map(
    projects.map(([id, quota]) => [
      String(id),
      { quota: quota === null ? null : Number(quota), groups: groupsOf(id) },
    ]),
  );
};

const sendTo =
  (agent: Agent, address: { url: string }): Send =>
  async (project, { method, path, body, key }) => {
    const request = http.request(`${address.url}/v2.1${path}`, {
      agent,
      method,
      headers: {
        'X-Auth-Token': `admin:${project}`,
        'OpenStack-API-Version': 'compute 2.64',
        'Content-Type': 'application/json',
        ...(key === undefined ? {} : { 'Idempotency-Key': key.replaceAll(' ', '-') }),
      },
    });
    request.end(body === undefined ? undefined : JSON.stringify(body));
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    const said = await text(response);
    return { status: Number(response.statusCode), body: said === '' ? undefined : JSON.parse(said) };
  };

/** Lets the clients work until so many answers have come, then ends the service while they go on. */
const workUntil = async (answers: number, clients: readonly Client[], end: () => void): Promise<void> => {
  let left = answers;
  const work = async ({ once: act }: Client) => {
    while (await act()) if (--left === 0) end();
  };
  await Promise.all(clients.map(work));
};

const EMPTY: Project = { quota: null, groups: [] };

/** Defines the test for one kind of store. */
export const testKills = (kind: StoreKind, times: number): void => {
  test(`${kind}: the service is killed ${times} times under load: all that was answered is there, and the rest wholly or not at all`, async (t) => {
    t.diagnostic(`The seed is ${SEED}.`);
    const random = createRandom(SEED, CLIENTS);
    const folder = await emptyFolder(t);
    const store = await sharedStores[kind](t, folder);
    const settings = { OSG_STORE: store.url, OSG_AUTH: 'noauth', OSG_CHECK_RESPONSES: 'off' };
    const agent = new Agent({ keepAlive: true });
    t.after(() => agent.destroy());
    const address = { url: '' };
    const clients = Array.from({ length: CLIENTS }, (_, index) =>
      createClient(`a${index}`, sendTo(agent, address), createRandom(SEED, index)),
    );

    let startTakes = 500;
    let startsKilled = 0;
    for (let kill = 0; ; kill++) {
      if (random.once(3)) {
        await killedStart(folder, settings, random.int(startTakes));
        startsKilled += 1;
      }
      await store.settle();
      const began = performance.now();
      const { url, end } = await startProcess(t, folder, { settings });
      startTakes = performance.now() - began;
      await store.examine();
      const projects = await readProjects(store.read);
      for (const { compare, name } of clients) compare(projects.get(name) ?? EMPTY);
      address.url = url;
      await Promise.all(clients.map(({ retry }) => retry()));
      if (kill === times) break;
      let killed: ReturnType<typeof end> | undefined;
      await workUntil(1 + random.int(MOST_ANSWERS), clients, () => {
        killed = end('SIGKILL');
      });
      assert.deepEqual(await killed, [null, 'SIGKILL']);
    }
    const sum = (which: 'done' | 'undone') => clients.reduce((total, { found }) => total + found[which], 0);
    t.diagnostic(
      `${startsKilled} starts killed as well; without an answer: ${sum('done')} done, ${sum('undone')} not`,
    );
    // The kills hit what they shall hit only if both happened.
    assert.ok(sum('done') > 0 && sum('undone') > 0);
  });
};
