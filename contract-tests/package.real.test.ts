/** The package as npm publishes it, installed where there is nothing else. */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { buffer } from 'node:stream/consumers';
import test, { after, before } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { startService } from './service.ts';

interface Packed {
  readonly filename: string;
  readonly version: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Tests may run inside of npm, whose settings for this checkout come by the environment. */
const OWN = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(?:npm_|OSG_|NODE_OPTIONS|NODE_PATH)/i.test(name)),
);

/** Runs a program to its end, whatever that is, while this process goes on. */
const run = (cwd: string, program: string, args: readonly string[], env: object = {}): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(program, args, { cwd, env: { ...OWN, ...env } }, (error, stdout, stderr) => {
      resolve({ status: error === null ? 0 : Number(error.code ?? -1), stdout, stderr });
    });
  });

const isDone = (ended: Ended): Ended => {
  assert.equal(ended.status, 0, `${ended.stdout}${ended.stderr}`);
  return ended;
};

let folder: string;
let project: string;
let packed: Packed;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-package-'));
  project = await mkdtemp(path.join(folder, 'project-'));
  await writeFile(path.join(project, 'package.json'), '{"private": true}');
  isDone(await run(import.meta.dirname, 'npm', ['run', 'build']));
  const { stdout } = isDone(
    await run(import.meta.dirname, 'npm', ['pack', '--json', '--pack-destination', folder]),
  );
  [packed] = JSON.parse(stdout) as [Packed];
  isDone(await npm('install', '--offline', path.join(folder, packed.filename)));
});
after(() => rm(folder, { recursive: true, force: true }));

const npm = (...args: string[]): Promise<Ended> =>
  run(project, 'npm', args, { npm_config_cache: path.join(folder, 'cache') });

const verifier = (args: readonly string[], env: object = {}): Promise<Ended> =>
  run(project, 'npx', ['--offline', '--no', '--', 'os-server-groups-verify', ...args], {
    npm_config_cache: path.join(folder, 'cache'),
    ...env,
  });

test('only what the verifier needs at run time is in it, in less than 5 MB', () => {
  const expected = [
    /^(?:LICENSE|README\.md|package\.json|bin\/os-server-groups-verify\.mjs|dist\/THIRD-PARTY-LICENSES\.txt)$/,
    /^dist\/generated\/views\/(?:index|2\.[0-9]+)\.json$/,
    /^dist\/lib\/hooks\/hooks\.cjs$/,
    /^dist\/lib\/verify\/(?:[\w-]+\.js|\w+\.css|page\.html)$/,
  ];
  const files = packed.files.map((file) => file.path);
  assert.deepEqual(
    files.filter((file) => !expected.some((pattern) => pattern.test(file))),
    [],
  );
  for (const pattern of expected) assert.ok(files.some((file) => pattern.test(file)));
  assert.ok(packed.size < 5_000_000, `it has ${packed.size} bytes`);
});

test('npm installs nothing beside it', async () => {
  const { stdout } = isDone(await npm('ls', '--all', '--json'));
  const { dependencies } = JSON.parse(stdout);
  assert.deepEqual(Object.keys(dependencies), ['os-server-groups-verify']);
  assert.equal(dependencies['os-server-groups-verify'].dependencies, undefined);
});

test('npm audit asks about it alone, and reports 0 vulnerabilities', async (t) => {
  const asked: string[] = [];
  const registry = createServer(async (request, response) => {
    const bytes = await buffer(request);
    const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
    asked.push(...Object.keys(JSON.parse(String(body))));
    response.setHeader('Content-Type', 'application/json').end('{}');
  }).listen(0, '127.0.0.1');
  t.after(() => registry.close());
  await once(registry, 'listening');
  const { port } = registry.address() as AddressInfo;
  const { stdout } = isDone(await npm('audit', `--registry=http://127.0.0.1:${port}/`));
  assert.match(stdout, /found 0 vulnerabilities/);
  assert.deepEqual(asked, ['os-server-groups-verify']);
});

test('it says what it does, and which release it is', async () => {
  assert.match(isDone(await verifier(['--help'])).stdout, /^os-server-groups-verify --url URL \[options\]/);
  assert.equal(isDone(await verifier(['--version'])).stdout, `${packed.version}\n`);
});

test('it verifies a server by both lanes, and writes its reports', async (t) => {
  const service = await startService();
  t.after(() => service.close());
  const args = ['--operations', 'showServerGroup', '--microversions', '2.64', '--legacy', 'off'];
  const reports = ['--junit', 'junit.xml', '--json', 'report.json', '--html', 'report.html'];
  const ended = isDone(
    await verifier(['--url', service.url, ...args, ...reports], {
      OSG_VERIFY_TOKEN: service.tokens.member,
      OSG_VERIFY_ADMIN_TOKEN: service.tokens.admin,
    }),
  );
  assert.match(ended.stdout, /The contract is kept\. .*$/m);
  assert.doesNotMatch(ended.stderr, /Warning/);
  const written = (file: string) => readFile(path.join(project, file), 'utf8');
  const { checks } = JSON.parse(await written('report.json'));
  const lanes = checks.map(({ lane, outcome }: Record<string, string>) => `${lane} ${outcome}`);
  assert.ok(lanes.includes('A kept') && lanes.includes('B kept'));
  assert.match(await written('junit.xml'), /<testcase /);
  assert.match(await written('report.html'), /<style>[^<]+<\/style>/);
});

test('a server that is not reached is not judged', async () => {
  const { status, stderr } = await verifier(['--url', 'http://127.0.0.1:1'], { OSG_VERIFY_TOKEN: 'any' });
  assert.equal(status, 2);
  assert.match(stderr, /The server http:\/\/127\.0\.0\.1:1 is not reached/);
});
