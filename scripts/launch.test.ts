/** The launcher: what it runs ends with it. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { test } from 'node:test';
import { ROOT } from './command.ts';

test('"npm start" that is told to end leaves no process behind, and the service ends in order', {
  timeout: 60_000,
}, async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-launch-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const env = {
    ...process.env,
    OSG_PORT: '0',
    OSG_STORE: `sqlite:${folder}/store.db`,
    OSG_TOKENS_FILE: `${folder}/tokens.json`,
  };
  const npm = spawn('npm', ['start'], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'ignore'] });
  let log = '';
  const ready = new Promise<void>((resolve) => {
    npm.stdout.on('data', (chunk) => {
      log += chunk;
      if (log.includes('"ready"')) resolve();
    });
  });
  await ready;
  npm.kill('SIGTERM');
  // The pipe closes when the last process that could write to it has ended.
  await once(npm.stdout, 'close');
  assert.match(log, /"msg":"ended"/);
});
