import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { readConfig } from '../config.ts';
import { createLogger } from '../logger.ts';
import { openIdentity } from './open.ts';

const log = createLogger({ level: 'silent', format: 'json' });

const freshFile = (t: TestContext): string => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'identity-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return path.join(folder, 'tokens.json');
};

test('token mode: the first start tells where its token is, that token works, and a later start makes none', async (t) => {
  const tokensFile = freshFile(t);
  const first = await openIdentity(readConfig({ OSG_TOKENS_FILE: tokensFile }), log);
  assert.ok(first.firstTokenFile);
  const token = readFileSync(first.firstTokenFile, 'utf8').trim();

  const later = await openIdentity(readConfig({ OSG_TOKENS_FILE: tokensFile }), log);
  assert.equal(later.firstTokenFile, undefined);
  for (const { identity } of [first, later]) {
    assert.equal(identity.mode, 'token');
    assert.partialDeepStrictEqual(await identity.authenticate(token, undefined), { roles: ['admin'] });
    await identity.check();
    await identity.close();
  }
});

test('token mode: a broken file stops the start', async (t) => {
  const tokensFile = freshFile(t);
  writeFileSync(tokensFile, '{');
  await assert.rejects(openIdentity(readConfig({ OSG_TOKENS_FILE: tokensFile }), log), {
    name: 'StartupError',
    exitCode: 78,
  });
});

test('noauth mode needs no file and makes none', async (t) => {
  const tokensFile = freshFile(t);
  const { identity } = await openIdentity(
    readConfig({ OSG_AUTH: 'noauth', OSG_TOKENS_FILE: tokensFile }),
    log,
  );
  assert.equal(identity.mode, 'noauth');
  assert.equal(existsSync(tokensFile), false);
});
