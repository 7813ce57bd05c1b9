import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { provocationFor, provocations } from './hooks/provoke.ts';
import { alterations } from './lane-a/alterations.ts';
import { failureLines } from './lane-a/contract.ts';
import { runDredd } from './lane-a/dredd.ts';
import { type Cell, runLane } from './lane-a/lane.ts';
import { startWrongServer } from './lane-a/wrong-server.ts';
import { type RunningService, startService } from './service.ts';
import { readViews, type View } from './views.ts';
import type { World } from './world.ts';

const views = readViews();
const view = views.find(({ first }) => first === '2.64') as View;
/** That of the paths without microversions. */
const plain = views.find(({ first }) => first === '2.0') as View;

let service: RunningService;
before(async () => {
  service = await startService();
});
after(() => service.close());

const nameOf = ({ method, path: template, status }: Cell): string => `${method} ${template} ${status}`;
const targetAt = (url: string) => ({
  name: 'service',
  isMock: false,
  url,
  token: service.tokens.member,
  noRoleToken: service.tokens.noRole,
  adminToken: service.tokens.admin,
});

/** The cells of a right server that are empty, and not for want of a failure of the server itself, or of its limit. */
const emptyCells = (cells: readonly Cell[]): string[] =>
  [
    ...new Set(
      cells.filter(({ outcome }) => outcome === 'not provoked' || outcome === 'not judged').map(nameOf),
    ),
  ].filter((name) => !/ (429|500|503)$/.test(name));

const rightCases: readonly [View, versions: readonly string[], empty: readonly string[]][] = [
  [view, ['2.64', '2.74'], ['GET / 400']],
  [
    plain,
    ['2.0'],
    [
      'GET / 400',
      'GET /v2 400',
      'GET /v2/ 400',
      'GET /v2/os-server-groups/{server_group_id} 400',
      'DELETE /v2/os-server-groups/{server_group_id} 400',
      'GET /v2/os-quota-sets/{quota_project_id} 400',
      'DELETE /v2/os-quota-sets/{quota_project_id} 400',
      'GET /v2/os-quota-sets/{quota_project_id}/defaults 400',
      'GET /v2/limits 400',
    ],
  ],
];

for (const [right, versions, empty] of rightCases) {
  test(`a right server passes at both ends of the view ${right.first}, and no group is left behind`, async () => {
    const cells = await runLane(targetAt(service.url), right);
    assert.deepEqual(
      cells.filter(({ outcome }) => outcome === 'failed'),
      [],
    );
    assert.deepEqual([...new Set(cells.map(({ version }) => version))], versions);
    assert.deepEqual(emptyCells(cells), empty);
    const statuses = right.operations.flatMap((operation) => operation.statuses);
    assert.equal(cells.length, versions.length * statuses.length);
    const headers = { 'X-Auth-Token': service.tokens.member };
    const left = await fetch(`${service.url}/v2.1/os-server-groups`, { headers });
    assert.deepEqual(await left.json(), { server_groups: [] });
  });
}

test('of a wrong server exactly what is wrong is refused, with its place and its field', async (t) => {
  const invented = {
    method: 'PUT',
    path: '/v2.1',
    operationId: 'invented',
    statuses: ['200'],
    isPublic: true,
    isVersioned: true,
  };
  const wrong = await startWrongServer(service);
  t.after(wrong.close);
  const target = targetAt(wrong.url);
  const cells = [
    ...(await runLane(target, { ...view, operations: [...view.operations, invented] })),
    ...(await runLane(target, plain)),
  ];
  const failed = cells.filter(({ outcome }) => outcome === 'failed');

  for (const { what, cell, says } of alterations) {
    await t.test(what, () => {
      const some = failed.filter((each) => nameOf(each) === cell);
      assert.deepEqual(
        some.map(({ version }) => version),
        cell.includes(' /v1/') ? ['2.0'] : ['2.64', '2.74'],
      );
      for (const each of some) {
        const [head = '', ...lines] = failureLines(each, 'service');
        assert.ok(head.includes(each.version) && head.includes(each.path) && head.includes(each.status));
        assert.match(lines.join('\n'), says);
      }
    });
  }
  await t.test('an operation for which nothing ran', () => {
    const some = failed.filter((each) => nameOf(each) === 'PUT /v2.1 200');
    assert.match(String(some[0]?.lines), /ran no transaction/);
  });
  await t.test('nothing else', () => {
    const expected = new Set([...alterations.map(({ cell }) => cell), 'PUT /v2.1 200']);
    assert.deepEqual(
      failed.filter((each) => !expected.has(nameOf(each))),
      [],
    );
  });
});

test('hooks that do not load stop the run', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-hooks-'));
  t.after(() => rm(folder, { recursive: true }));
  const hookFile = path.join(folder, 'broken.cjs');
  await writeFile(hookFile, 'throw new Error("broken");');
  const server = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
  t.after(() => server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const hooks = { beforeEach: () => {}, beforeEachValidation: () => {}, afterEach: () => {} };
  const options = { hookFile, timeout: 1000 };
  await assert.rejects(runDredd(view.file, `http://127.0.0.1:${port}`, hooks, options), /without the hooks/);
});

test('each status of each operation has a row, and each row has a status', () => {
  const used = new Set();
  for (const token of [undefined, 'a']) {
    for (const { operations } of views) {
      for (const operation of operations) {
        for (const status of operation.statuses) {
          const row = provocationFor(operation, status, { noRoleToken: token, adminToken: token } as World);
          assert.ok(row, `${operation.method} ${operation.path} ${status}`);
          used.add(row);
        }
      }
    }
  }
  assert.deepEqual(
    provocations.filter((row) => !used.has(row)),
    [],
  );
});
