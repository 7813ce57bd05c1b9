/** Servers that are reached by TLS; their certificates are made by openssl. */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { promisify } from 'node:util';
import { type RunningService, startService } from '../service.ts';
import { runCommand } from './cli.fixture.ts';
import { passTo } from './target.fixture.ts';

let folder: string;
let service: RunningService;
const fileOf = (name: string) => path.join(folder, name);

/** Makes a certificate that is signed by itself. */
const certify = async (name: string, address: string): Promise<void> => {
  await promisify(execFile)('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
    ...['-days', '2'],
    ...['-subj', `/CN=${address}`, '-addext', `subjectAltName=IP:${address}`],
    ...['-keyout', fileOf(`${name}.key`), '-out', fileOf(`${name}.pem`)],
  ]);
};

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-verify-'));
  service = await startService();
  await certify('right', '127.0.0.1');
  await certify('other', '127.0.0.2');
});
after(async () => {
  await service?.close();
  await rm(folder, { recursive: true, force: true });
});

const startSecure = async (t: { after(stop: () => void): void }, name: string): Promise<string> => {
  const [key, cert] = await Promise.all([readFile(fileOf(`${name}.key`)), readFile(fileOf(`${name}.pem`))]);
  const server = https.createServer({ key, cert }, passTo(service.url)).listen(0, '127.0.0.1');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server, 'listening');
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const refusals: readonly (readonly [what: string, name: string, isTrusted: boolean, message: RegExp])[] = [
  [
    'that nobody has signed',
    'right',
    false,
    /is not reached: there is no answer \(self-signed certificate.*\)\. .* NODE_EXTRA_CA_CERTS\.\n$/,
  ],
  [
    'of another server',
    'other',
    true,
    /is not reached: .*Name the server in --url as its certificate does\.\n$/,
  ],
];

for (const [what, name, isTrusted, message] of refusals) {
  test(`a server with a certificate ${what} is not judged, and the message says what to do`, async (t) => {
    const url = await startSecure(t, name);
    const env = isTrusted ? { NODE_EXTRA_CA_CERTS: fileOf(`${name}.pem`) } : {};
    const { status, stderr } = await runCommand(t, { args: [`--url=${url}`], tokens: service.tokens, env });
    assert.equal(status, 2);
    assert.match(stderr, message);
  });
}

test('http:// where the server wants TLS is told', async (t) => {
  const url = (await startSecure(t, 'right')).replace('https:', 'http:');
  const { status, stderr } = await runCommand(t, { args: [`--url=${url}`], tokens: service.tokens });
  assert.equal(status, 2);
  assert.match(stderr, / If it wants TLS, --url begins with https:\/\/\.\n$/);
});

test('https:// where the server wants no TLS is told', async (t) => {
  const url = service.url.replace('http:', 'https:');
  const { status, stderr } = await runCommand(t, { args: [`--url=${url}`], tokens: service.tokens });
  assert.equal(status, 2);
  assert.match(stderr, /try https:\/\/ instead of http:\/\/, or the other way round/);
});

test('both lanes verify a server whose certificate is known', async (t) => {
  const url = await startSecure(t, 'right');
  const args = [`--url=${url}`, '--operations=showServerGroup,createServerGroup', '--microversions=2.64'];
  const env = { NODE_EXTRA_CA_CERTS: fileOf('right.pem') };
  const { status, stdout, stderr } = await runCommand(t, { args, tokens: service.tokens, env });
  assert.equal(status, 0, `${stdout}${stderr}`);
  assert.doesNotMatch(stderr, /Warning/);
});
