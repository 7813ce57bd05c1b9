import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import test, { after, before } from 'node:test';
import { routes } from '../../generated/routes.ts';
import index from '../../generated/views/index.json' with { type: 'json' };
import { startMock } from './mock.ts';

let mock: Awaited<ReturnType<typeof startMock>>;
before(async () => {
  mock = await startMock({ port: 0, log: () => {} });
});
after(() => mock.close());

const PROJECT = '9c53a566cb3443ab910cf0daebca90c4';
const GROUP = '5bbcc3c4-1da2-4437-a48a-66f15b1b13f9';
const SERVER = '7f0f0d9a-3c6e-4c43-8a0e-6c1f2a9b5d10';
const PARAMETERS: Readonly<Record<string, string>> = {
  project_id: PROJECT,
  quota_project_id: PROJECT,
  server_group_id: GROUP,
  server_id: SERVER,
};
const WITH_TOKEN = { 'X-Auth-Token': 'any' };

type Json = Readonly<Record<string, unknown>>;
const at = (document: Json, pointer: readonly string[]): Json =>
  pointer.reduce((value, key) => {
    const next = value[key] as Json;
    return typeof next.$ref === 'string' ? at(document, next.$ref.slice(2).split('/')) : next;
  }, document);

/** The value of the first example at a place of a view. */
const exampleAt = (document: Json, ...pointer: string[]): unknown => {
  const examples = at(document, [...pointer, 'content', 'application/json', 'examples']);
  return at(document, [...pointer, 'content', 'application/json', 'examples', Object.keys(examples)[0] ?? ''])
    .value;
};

/** The documented success of an operation, and whether it has a body. */
const successOf = (document: Json, operation: readonly string[]): readonly [string, boolean] => {
  const responses = at(document, [...operation, 'responses']);
  const status = Object.keys(responses).find((each) => each.startsWith('2')) ?? '';
  return [status, 'content' in at(document, [...operation, 'responses', status])];
};

const readView = async (first: string): Promise<Json> =>
  (await import(`../../generated/views/${first}.json`, { with: { type: 'json' } })).default;

for (const { first, last } of index) {
  for (const version of new Set([first, last])) {
    test(`each operation answers with the example of its view at ${version}`, async () => {
      const view = await readView(first);
      const paths = view.paths as Record<string, Record<string, unknown>>;
      const some = routes.filter(({ path, method }) => paths[path]?.[method.toLowerCase()]);
      assert.ok(some.length > 0);
      for (const { method, path } of some) {
        const operation = ['paths', path, method.toLowerCase()];
        const [status = '', hasContent] = successOf(view, operation);
        const url = path.replaceAll(/\{(\w+)\}/g, (_, name) => PARAMETERS[name] ?? '');
        const response = await fetch(mock.url + url, {
          method,
          headers: { ...WITH_TOKEN, 'OpenStack-API-Version': `compute ${version}` },
          body:
            'requestBody' in at(view, operation)
              ? JSON.stringify(exampleAt(view, ...operation, 'requestBody'))
              : null,
        });
        const text = (await response.text()).replaceAll(mock.url, 'http://127.0.0.1:8774');
        assert.equal(response.status, Number(status), `${method} ${url}`);
        if (!hasContent) assert.equal(text, '');
        else assert.deepEqual(JSON.parse(text), exampleAt(view, ...operation, 'responses', status));
        const isVersioned = version !== '2.0' && path !== '/';
        assert.equal(
          response.headers.get('OpenStack-API-Version'),
          isVersioned ? `compute ${version}` : null,
        );
        assert.equal(response.headers.get('X-OpenStack-Nova-API-Version'), isVersioned ? version : null);
        assert.match(response.headers.get('x-openstack-request-id') ?? '', /^req-[\da-f-]{36}$/);
      }
    });
  }
}

test('links of the version documents lead to the mock, so that a client that follows them stays there', async () => {
  const response = await fetch(`${mock.url}/v2.1`);
  const { version } = (await response.json()) as { version: { links: { href: string }[] } };
  assert.equal(version.links[0]?.href, `${mock.url}/v2.1/`);
});

const run = (...options: string[]) => {
  const cli = path.join(import.meta.dirname, '../../src/cli.ts');
  const child = spawn(process.execPath, [cli, 'mock', ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  return { child, exit: once(child, 'exit'), errors: child.stderr.toArray() };
};

test('the command says where it answers, and ends when it is interrupted', async () => {
  const { child, exit } = run('--port', '0');
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const { value: first } = await lines.next();
  const [url] = /http:\S+/.exec(first ?? '') ?? [];
  assert.equal((await fetch(`${url}/v2.1`)).status, 200);
  child.kill('SIGINT');
  assert.deepEqual(await exit, [0, null]);
});

test('the command refuses a taken port in one line', async () => {
  const { port } = new URL(mock.url);
  const { exit, errors } = run('--port', port);
  assert.deepEqual(await exit, [1, null]);
  const text = Buffer.concat(await errors).toString();
  assert.match(text, new RegExp(`^The port ${port} is taken by another process\\. [^\\n]+\\n$`));
});

test('the command refuses an address that is not one of this machine in one line', async () => {
  // Of a net that is set aside for documentation (RFC 5737).
  const { exit, errors } = run('--port', '0', '--host', '192.0.2.1');
  assert.deepEqual(await exit, [1, null]);
  const text = Buffer.concat(await errors).toString();
  assert.match(text, /^The address 192\.0\.2\.1 is not one of this machine\. [^\n]+ --host [^\n]+\n$/);
});
