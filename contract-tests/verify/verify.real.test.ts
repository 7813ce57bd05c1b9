/** The whole of a verification, as often as it takes to trust its verdict. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import test, { type TestContext } from 'node:test';
import { type RunningService, startService } from '../service.ts';
import { runCommand } from './cli.fixture.ts';
import { groupsOf, makeGroup } from './target.fixture.ts';

const TIMES = Number(process.env.OSG_VERIFY_TIMES ?? 5);

const start = async (t: TestContext, env: Readonly<Record<string, string>> = {}): Promise<RunningService> => {
  const service = await startService(env);
  t.after(() => service.close());
  return service;
};

/** A process that wants a processor for itself, until the test is over. */
const keepBusy = (t: TestContext): void => {
  const child = spawn(process.execPath, ['--eval', 'for (;;);'], { stdio: 'ignore' });
  t.after(() => child.kill('SIGKILL'));
};

test(`the service of this project keeps the contract, ${TIMES} times in a row, the last time on a machine that is busy`, async (t) => {
  const service = await start(t);
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-verify-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const report = path.join(folder, 'report.json');
  for (let time = 1; time <= TIMES; time++) {
    if (time === TIMES) keepBusy(t);
    const args = [`--url=${service.url}`, '--strict', `--json=${report}`];
    const { status, stdout, stderr } = await runCommand(t, { args, tokens: service.tokens });
    assert.equal(status, 0, `time ${time}\n${stdout}${stderr}`);
    const { took, counts } = JSON.parse(await readFile(report, 'utf8'));
    t.diagnostic(`${time}: ${(took / 1000).toFixed(1)} s, ${counts.kept} kept`);
    assert.deepEqual(await groupsOf(service), []);
  }
});

test('room for two groups is enough beside those of others, which stay as they are; nothing else is left', async (t) => {
  const small = await start(t, { OSG_QUOTA_SERVER_GROUPS: '4' });
  const others = ['web', 'db'];
  for (const name of others) await makeGroup(small, name);
  const shown = async () => {
    const headers = { 'X-Auth-Token': small.tokens.member, 'OpenStack-API-Version': 'compute 2.64' };
    return (await fetch(`${small.url}/v2.1/os-server-groups`, { headers })).text();
  };
  const before = await shown();
  const args = [`--url=${small.url}`, '--strict'];
  const { status, stdout, stderr } = await runCommand(t, { args, tokens: small.tokens });
  assert.equal(status, 0, `${stdout}${stderr}`);
  assert.equal(await shown(), before);
  assert.deepEqual((await groupsOf(small)).sort(), others.sort());
});

test('the token of a member or of an administrator, alone, gives no wrong verdict: what depends on roles is not judged', async (t) => {
  const service = await start(t);
  for (const role of ['member', 'admin'] as const) {
    const args = [`--url=${service.url}`, '--microversions=2.64', '--legacy=off'];
    const tokens = { member: service.tokens[role] };
    const { status, stdout, stderr } = await runCommand(t, { args, tokens });
    assert.equal(status, 0, `${role}\n${stdout}${stderr}`);
    assert.match(stdout, / 0 broken, [1-9]\d* not judged/);
  }
});
