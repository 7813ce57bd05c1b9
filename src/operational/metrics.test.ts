/** What Prometheus reads. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import test, { type TestContext } from 'node:test';
import { routes } from '../../generated/routes.ts';
import { PROJECT, startApp, tokens } from '../app.fixture.ts';
import { setUp } from '../identity/keystone-standin.fixture.ts';
import { StoreUnavailable } from '../store/store.ts';
import { createMetrics } from './metrics.ts';

const LIST = '/v2.1/os-server-groups';
const ID = '5bbcc3c4-1da2-4437-a48a-66f15b1b13f9';

const start = async (t: TestContext, options: Parameters<typeof startApp>[0] = {}) => {
  const running = await startApp(options);
  t.after(running.close);
  const get = (path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') =>
    fetch(`${running.url}${path}`, { method, headers: { 'X-Auth-Token': tokens.member, ...headers } });
  const scrape = async () => (await get('/metrics')).text();
  return { ...running, get, scrape };
};

/** The lines of one metric, without its name. */
const linesOf = (text: string, name: string): string[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
    .map((line) => line.slice(name.length))
    .sort();

const series = (operation: string, status: number | string, microversion: string, count: number) =>
  `{operation="${operation}",status="${status}",microversion="${microversion}"} ${count}`;

test('requests are counted by operation, status and microversion', async (t) => {
  const { get, scrape } = await start(t);
  const compute = (version: string) => ({ 'OpenStack-API-Version': `compute ${version}` });
  await get(LIST);
  await get(LIST, compute('2.64'));
  await get(LIST, compute('2.64'), 'HEAD');
  await get(`${LIST}?limit=x`, compute('latest'));
  await get(LIST, { 'X-Auth-Token': 'unknown' });
  await get(`/v2.1/${PROJECT}/os-server-groups/${ID}`);
  await get('/v2/os-server-groups', compute('2.64'));
  await get('/v2.1');
  await get('/healthz');
  assert.deepEqual(
    linesOf(await scrape(), 'osg_http_requests_total'),
    [
      series('listServerGroupsUnscoped', 200, '2.1', 1),
      series('listServerGroupsUnscoped', 200, '2.64', 2),
      series('listServerGroupsUnscoped', 400, '2.103', 1),
      series('listServerGroupsUnscoped', 401, 'none', 1),
      series('showServerGroup', 404, '2.1', 1),
      series('listServerGroupsLegacyUnscoped', 200, '2.0', 1),
      series('showVersion', 200, '2.1', 1),
      series('operational', 200, 'none', 1),
    ].sort(),
  );
});

test('what a client makes up becomes no label, so that nobody can fill the memory with it', async (t) => {
  const { get, scrape } = await start(t);
  for (const text of ['a', 'b', 'c']) {
    await get(`/${text}`);
    await get(`/v2.1/${text}`);
    await get(`${LIST}/${text}`, { 'X-Secret': text }, 'PUT');
  }
  for (const version of ['2.999', '2.998', '3.0']) {
    await get(LIST, { 'OpenStack-API-Version': `compute ${version}` });
  }
  const text = await scrape();
  assert.deepEqual(
    linesOf(text, 'osg_http_requests_total'),
    [
      series('none', 404, 'none', 6),
      series('none', 405, 'none', 3),
      series('listServerGroupsUnscoped', 406, 'none', 3),
    ].sort(),
  );
});

test('durations are in seconds, by operation, and the last bucket holds all', async () => {
  const { began, ended, routes: operational } = createMetrics(true);
  const row = routes.find(({ operationId }) => operationId === 'listServerGroups');
  for (const ms of [0.25, 2, 9000]) {
    began();
    ended({ row, version: '2.1' }, 200, ms);
  }
  const answer = await operational[0]?.answer({} as never);
  const text = String(answer?.body);
  const name = 'osg_http_request_duration_seconds';
  const labels = 'operation="listServerGroups"';
  assert.deepEqual(linesOf(text, `${name}_sum`), [`{${labels}} 9.00225`]);
  assert.deepEqual(linesOf(text, `${name}_count`), [`{${labels}} 3`]);
  const buckets = linesOf(text, `${name}_bucket`);
  for (const [bound, count] of [
    ['0.0005', 1],
    ['0.0025', 2],
    ['5', 2],
    ['+Inf', 3],
  ]) {
    assert.ok(buckets.includes(`{le="${bound}",${labels}} ${count}`), `${bound}: ${buckets}`);
  }
});

/** A list that answers when it is told to. */
const slowList = () => {
  const asked = Promise.withResolvers<void>();
  const told = Promise.withResolvers<void>();
  const listServerGroups = async () => {
    asked.resolve();
    await told.promise;
    return { status: 200 as const, body: { server_groups: [] } };
  };
  return { handlers: { listServerGroups }, asked: asked.promise, tell: told.resolve };
};

const CALLS = 'osg_store_call_duration_seconds_count';
const call = (name: string, outcome: string, count: number) =>
  `{call="${name}",outcome="${outcome}"} ${count}`;

test('calls of the store are counted by what became of them, and so are the writes of each commit', async (t) => {
  const failures = [new StoreUnavailable('locked'), new Error('a bug')];
  const { url, get, scrape } = await start(t, { store: { list: () => Promise.reject(failures.shift()) } });
  const post = () =>
    fetch(`${url}${LIST}`, {
      method: 'POST',
      headers: { 'X-Auth-Token': tokens.member, 'Content-Type': 'application/json' },
      body: JSON.stringify({ server_group: { name: 'a', policies: ['affinity'] } }),
    });
  assert.deepEqual(
    (await Promise.all([post(), post()])).map(({ status }) => status),
    [200, 200],
  );
  assert.equal((await get(`${LIST}/${ID}`)).status, 404);
  assert.equal((await get(LIST)).status, 503);
  assert.equal((await get(LIST)).status, 500);
  const text = await scrape();
  assert.deepEqual(
    linesOf(text, CALLS),
    [
      call('create', 'done', 2),
      call('get', 'done', 1),
      call('list', 'failed', 1),
      call('list', 'unavailable', 1),
    ].sort(),
  );
  assert.deepEqual(linesOf(text, 'osg_store_batch_size_sum'), [' 2']);
});

test('what waits for the store, and its connections, are as they are at the scrape', async (t) => {
  const loads = [
    { waiting: 3, connections: { busy: 2, idle: 1 } },
    { waiting: 0, connections: { busy: 0, idle: 3 } },
  ];
  let load = loads[0] ?? assert.fail();
  const { scrape } = await start(t, { store: { load: () => load } });
  for (load of loads) {
    const text = await scrape();
    assert.deepEqual(linesOf(text, 'osg_store_waiting'), [` ${load.waiting}`]);
    assert.deepEqual(linesOf(text, 'osg_store_connections'), [
      `{state="busy"} ${load.connections.busy}`,
      `{state="idle"} ${load.connections.idle}`,
    ]);
  }
});

test('requests to Keystone are counted by status, also those that have none, and so are those that wait', async (t) => {
  const metrics = createMetrics(true);
  const { keystone, identity, who } = await setUp(t, {}, { observer: metrics.keystone });
  const { scrape } = await start(t, { identity, metrics });
  assert.equal(await who('gAAAAAunknown'), null);
  await who();
  const gate = Promise.withResolvers<void>();
  keystone.control.gate = gate.promise;
  // More than there are connections.
  const held = Array.from({ length: 40 }, (_, index) => who(`gAAAAA${index}`));
  assert.deepEqual(linesOf(await scrape(), 'osg_keystone_requests_waiting'), [' 8']);
  gate.resolve();
  await Promise.all(held);
  await keystone.stop();
  await assert.rejects(who('gAAAAAother'));
  const text = await scrape();
  assert.deepEqual(
    linesOf(text, 'osg_keystone_request_duration_seconds_count'),
    [
      '{request="authenticate",status="201"} 1',
      '{request="validate",status="200"} 1',
      '{request="validate",status="404"} 41',
      '{request="validate",status="none"} 1',
    ].sort(),
  );
  assert.deepEqual(linesOf(text, 'osg_keystone_requests_waiting'), [' 0']);
});

test('what is under way can be seen, and is no longer there when it is answered', async (t) => {
  const { handlers, asked, tell } = slowList();
  const { get, scrape } = await start(t, { handlers });
  const answer = get(LIST);
  await asked;
  // The scrape itself is one.
  assert.deepEqual(linesOf(await scrape(), 'osg_http_requests_in_flight'), [' 2']);
  tell();
  await answer;
  assert.deepEqual(linesOf(await scrape(), 'osg_http_requests_in_flight'), [' 1']);
});

test('a request whose client has gone has no status, and is no longer under way', async (t) => {
  const { handlers, asked, tell } = slowList();
  const { url, server, scrape } = await start(t, { handlers });
  const accepted = once(server, 'connection');
  const client = net.connect(Number(new URL(url).port), '127.0.0.1');
  client.write(`GET ${LIST} HTTP/1.1\r\nHost: h\r\nX-Auth-Token: ${tokens.member}\r\n\r\n`);
  const [socket] = await accepted;
  await asked;
  const closed = once(socket, 'close');
  client.destroy();
  await closed;
  tell();
  const text = await scrape();
  assert.deepEqual(linesOf(text, 'osg_http_requests_total'), [
    series('listServerGroupsUnscoped', 'none', '2.1', 1),
  ]);
  assert.deepEqual(linesOf(text, 'osg_http_requests_in_flight'), [' 1']);
});

test('each app counts its own requests, and tells about the process with its event loop', async (t) => {
  const [busy, idle] = [await start(t), await start(t)];
  await busy.get(LIST);
  const text = await idle.scrape();
  assert.deepEqual(linesOf(text, 'osg_http_requests_total'), []);
  for (const name of ['nodejs_eventloop_lag_p99_seconds', 'process_resident_memory_bytes']) {
    assert.equal(linesOf(text, name).length, 1, name);
  }
});

test('the text is in the format of Prometheus, and tells no path, id, project or token', async (t) => {
  const { get, url } = await start(t);
  await get(`/v2.1/${PROJECT}/os-server-groups/${ID}`);
  const answer = await fetch(`${url}/metrics`);
  assert.equal(answer.status, 200);
  assert.match(String(answer.headers.get('content-type')), /^text\/plain; version=0\.0\.4/);
  const text = await answer.text();
  for (const line of text.split('\n')) {
    assert.match(line, /^(?:# (?:HELP|TYPE) \w+ .*|\w+(?:\{\w+="[^"]*"(?:,\w+="[^"]*")*\})? [-+\w.]+|)$/);
  }
  for (const secret of [PROJECT, ID, LIST, tokens.member]) assert.ok(!text.includes(secret), secret);
});

test('with OSG_METRICS=off nothing is there', async (t) => {
  const { get } = await start(t, { metrics: createMetrics(false) });
  assert.equal((await get('/metrics')).status, 404);
  assert.equal((await get(LIST)).status, 200);
});

test('the documentation names each metric of our own', async (t) => {
  const { scrape } = await start(t);
  const page = readFileSync(new URL('../../docs/site/running.md', import.meta.url), 'utf8');
  const names = [...(await scrape()).matchAll(/^# TYPE (osg_\w+)/gm)].map(([, name]) => String(name));
  assert.deepEqual(
    [...page.matchAll(/^\| `(osg_\w+)` \|/gm)].map(([, name]) => name),
    names,
  );
});
