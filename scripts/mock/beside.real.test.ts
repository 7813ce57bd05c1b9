/** A server beside the mock that is reached by TLS; its certificate is made by openssl. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import test from 'node:test';
import tls from 'node:tls';
import { emptyFolder } from '../../src/process.fixture.ts';
import { ask } from './beside.fixture.ts';
import { startMock } from './mock.ts';

test('a server is asked by TLS once its certificate is trusted, and not before', async (t) => {
  const folder = await emptyFolder(t);
  const file = (name: string) => path.join(folder, name);
  execFileSync('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
    ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'],
    ...['-keyout', file('key.pem'), '-out', file('cert.pem')],
  ]);
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => readFileSync(file(name), 'utf8'));
  const server = https.createServer({ key, cert }, (request, response) => response.end(request.url));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const log: string[] = [];
  const beside = `https://localhost:${(server.address() as AddressInfo).port}`;
  const mock = await startMock({ port: 0, beside, log: (line) => void log.push(line) });
  t.after(() => mock.close());

  const headers = { Host: 'api.example' };
  assert.equal((await ask(mock.url, { headers })).status, 503);
  assert.match(log[0] ?? '', /^No answer of https:\S+ \(DEPTH_ZERO_SELF_SIGNED_CERT\)\. /);

  const usual = tls.getCACertificates('default');
  t.after(() => tls.setDefaultCACertificates(usual));
  tls.setDefaultCACertificates([...usual, cert ?? '']);
  const { status, bytes } = await ask(mock.url, { path: '/a?b=1', headers });
  assert.deepEqual([status, String(bytes)], [200, '/a?b=1']);
});
