/** The Dockerfile, as far as it can be judged without an engine: what it copies is there, and what it runs is right. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';
import { readConfig } from '../src/config.ts';
import { ROOT } from './command.ts';
import { manifestOf } from './package/manifest.ts';

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

/** Its instructions, each on one line: name and the rest. */
const instructions = read('Dockerfile')
  .replaceAll(/^#.*\n/gm, '')
  .replaceAll(/\\\n\s*/g, ' ')
  .split('\n')
  .filter((line) => line !== '')
  .map((line): readonly [string, string] => {
    const space = line.indexOf(' ');
    return [line.slice(0, space), line.slice(space + 1)];
  });

const all = (name: string) => instructions.filter(([each]) => each === name).map(([, rest]) => rest);
const last = (name: string) => all(name).at(-1) ?? '';

/** The parts of a command in the form that needs no shell. */
const exec = (text: string): string[] => JSON.parse(text.slice(text.indexOf('[')));

const settings = Object.fromEntries(
  last('ENV')
    .split(/\s+/)
    .map((each) => each.split(/=(.*)/).slice(0, 2)),
);

const manifest = manifestOf({ name: 'os-server-groups', license: 'x', dependencies: {} }, '1.0.0', {});
const { scripts } = JSON.parse(read('package.json'));

test('what it copies from the checkout is there, and is not ignored', () => {
  const sources = all('COPY')
    .filter((rest) => !rest.startsWith('--from='))
    .flatMap((rest) => rest.split(/\s+/).slice(0, -1));
  assert.ok(sources.includes('.') && sources.includes('package-lock.json'));
  const ignored = read('.dockerignore').split('\n');
  for (const source of sources) {
    assert.ok(existsSync(path.join(ROOT, source)), source);
    assert.ok(!ignored.includes(source), source);
  }
});

test('what it copies from another stage is made in that stage', () => {
  const stages = all('FROM').map((rest) => rest.split(' AS ')[1]);
  const copied = all('COPY').filter((rest) => rest.startsWith('--from='));
  assert.deepEqual(copied, [
    '--from=packages /packages/node_modules ./node_modules',
    '--from=build /build/dist/package ./',
  ]);
  assert.deepEqual(stages, ['build', 'packages', undefined]);
  assert.ok(all('RUN').includes('npm run build -- --only service') && 'build' in scripts);
});

test('its Node is the one that the package asks for', () => {
  const [, major] = /^>=(\d+)/.exec(manifest.engines.node) ?? [];
  for (const from of all('FROM')) assert.match(from, new RegExp(`^node:${major}-`));
});

test('it runs the command of the package in the folder that the package is in, as a user who is not root', () => {
  const [program, bin, ...rest] = exec(last('ENTRYPOINT'));
  assert.deepEqual([program, bin, rest], ['node', `/app/${manifest.bin['os-server-groups']}`, []]);
  assert.equal(last('WORKDIR'), '/app');
  assert.deepEqual(exec(last('CMD')), ['serve']);
  assert.equal(last('USER'), 'node');
});

test('its settings are those of the service: all that lasts is in the volume, and the port is the one that it exposes', () => {
  const { host, port, store, tokensFile } = readConfig(settings);
  assert.equal(host, '0.0.0.0');
  assert.equal(String(port), last('EXPOSE'));
  const volume = last('VOLUME');
  assert.ok(store.startsWith(`sqlite:${volume}/`) && tokensFile.startsWith(`${volume}/`));
  assert.throws(() => readConfig({ ...settings, OSG_AUTH: 'noauth' }), /OSG_AUTH=noauth/);
});

for (const [what, status, expected] of [
  ['answers', 200, 0],
  ['answers that it cannot', 503, 1],
  ['is not there', undefined, 1],
] as const) {
  test(`a container is ${expected === 0 ? '' : 'not '}healthy when its service ${what}`, async (t) => {
    const asked: unknown[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url);
      response.writeHead(status ?? 500, { Connection: 'close' }).end();
    }).listen(0, '127.0.0.1');
    t.after(() => server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    if (status === undefined) await new Promise((resolve) => server.close(resolve));
    const [program, ...args] = exec(last('HEALTHCHECK'));
    assert.equal(program, 'node');
    const child = spawn(process.execPath, args, { env: { OSG_PORT: String(port) }, stdio: 'ignore' });
    assert.deepEqual(await once(child, 'exit'), [expected, null]);
    assert.deepEqual(asked, status === undefined ? [] : ['/healthz']);
  });
}
