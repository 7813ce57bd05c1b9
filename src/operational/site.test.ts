/** The documentation site as the service serves it: its files, and nothing else. */

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import test, { type TestContext } from 'node:test';
import request from 'supertest';
import { createApp } from '../app.ts';
import { readConfig } from '../config.ts';
import { createService } from '../http/server.ts';
import { noauthIdentity } from '../identity/noauth.ts';
import { createLogger } from '../logger.ts';
import { openStore } from '../store/open.ts';
import { createViews } from '../views/views.ts';

const FILES = {
  'index.html': '<title>Start</title>',
  'try.html': 'the copy without a service',
  'style.css': 'body {}',
  'openapi.json': '{}',
  'openapi.yaml': 'a: 1',
  'deeper/page.html': 'deeper',
};

/** An app with a small site, beside which lies a file that is nobody's business. */
const appOf = async (t: TestContext, env: Readonly<Record<string, string>> = {}) => {
  const around = await mkdtemp(path.join(tmpdir(), 'os-server-groups-test-'));
  t.after(() => rm(around, { recursive: true, force: true }));
  const site = path.join(around, 'docs');
  await mkdir(path.join(site, 'deeper'), { recursive: true });
  await writeFile(path.join(around, 'secret'), 'secret');
  for (const [file, content] of Object.entries(FILES)) await writeFile(path.join(site, file), content);
  const store = await openStore('sqlite::memory:');
  t.after(() => store.close());
  return createApp({
    store,
    identity: noauthIdentity,
    views: createViews(),
    log: createLogger({ level: 'silent', format: 'json' }),
    settings: { ...readConfig(env), site },
  });
};

const served = [
  { address: '/docs/', file: 'index.html', type: 'text/html; charset=utf-8' },
  { address: '/docs/index.html', file: 'index.html', type: 'text/html; charset=utf-8' },
  { address: '/docs/deeper/page.html', file: 'deeper/page.html', type: 'text/html; charset=utf-8' },
  { address: '/docs/style.css', file: 'style.css', type: 'text/css; charset=utf-8' },
  { address: '/docs/openapi.json', file: 'openapi.json', type: 'application/json' },
  { address: '/docs/openapi.yaml', file: 'openapi.yaml', type: 'application/yaml' },
] as const;

test('each file is served with its type, and may load nothing from elsewhere', async (t) => {
  const client = request(await appOf(t));
  for (const { address, file, type } of served) {
    const { status, headers, body } = await client.get(address).responseType('blob');
    assert.deepEqual(
      [address, status, headers['content-type'], String(body)],
      [address, 200, type, FILES[file]],
    );
    assert.match(String(headers['content-security-policy']), /^default-src 'none'; style-src 'self';/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
  }
});

test('/docs leads to the site by a relative address, so that a path that a proxy puts before it stays', async (t) => {
  const { status, headers } = await request(await appOf(t)).get('/docs');
  assert.deepEqual([status, headers.location], [302, 'docs/']);
});

test('the page for trying takes the place of its copy, and leads back to the site and to the API', async (t) => {
  const page = (
    await request(await appOf(t))
      .get('/docs/try.html')
      .expect(200)
  ).text;
  const markup = page.replaceAll(/<script\b.*?<\/script>/gs, '');
  assert.deepEqual(
    [...markup.matchAll(/<a href="([^"]+)"/g)].map(([, address]) => address),
    ['index.html', '../openapi.json', '../openapi.yaml'],
  );
  assert.match(page, /new URL\('\.\.\/\.', location\.href\)/);
});

test('with OSG_DOCS=off nothing of it is there', async (t) => {
  const client = request(await appOf(t, { OSG_DOCS: 'off' }));
  for (const address of ['/docs', '/docs/try.html', ...served.map((each) => each.address)]) {
    await client.get(address).expect(404);
  }
});

const elsewhere = [
  '/docs/../secret',
  '/docs/deeper/../../secret',
  '/docs/%2e%2e/secret',
  '/docs/..%2fsecret',
  '/docs/..%5csecret',
  '/docs/%2e%2e%2f%2e%2e%2fetc/passwd',
  '/docs//etc/passwd',
  '/docs/deeper',
  '/docs/deeper/',
  '/docs/index.html/',
  '/docs/index.html%00.css',
  '/docs/INDEX.HTML',
];

/** The status of a request whose path no client library has tidied up. */
const statusOf = async (port: number, address: string): Promise<string> => {
  const socket = connect(port, '127.0.0.1');
  socket.end(`GET ${address} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  return (await text(socket)).slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length);
};

test('no path leads out of the folder, or to what is no file', async (t) => {
  const service = createService(await appOf(t));
  const port = Number(new URL(await service.listen('127.0.0.1', 0)).port);
  t.after(() => service.drain(0));
  assert.equal(await statusOf(port, '/docs/index.html'), '200');
  for (const address of elsewhere) {
    assert.deepEqual([address, await statusOf(port, address)], [address, '404']);
  }
});
