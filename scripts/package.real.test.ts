/** The package of the service as npm publishes it: what is in it, and that it does its work where there is nothing else. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { ROOT } from './command.ts';
import { installPackage, isDone, oldNode, type Project, run, said } from './package/package.fixture.ts';
import { compiledAndRun, RESOLUTIONS } from './package/strict.fixture.ts';

let project: Project;
before(async () => {
  project = await installPackage();
});
after(() => project?.remove());

const generated = (name: string) => readFile(path.join(ROOT, 'generated', name), 'utf8');

test('only what its users need is in it, in less than 20 MB; the command may be run', () => {
  const expected = [
    /^(?:LICENSE|README\.md|THIRD-PARTY-LICENSES\.txt|package\.json)$/,
    /^bin\/os-server-groups\.mjs$/,
    /^generated\/openapi\.(?:json|yaml)$/,
    /^generated\/(?:faults|routes|types)\.js$/,
    /^generated\/types\.d\.ts$/,
    /^generated\/views\/(?:index\.json|2\.\d+\.(?:json|js|d\.ts))$/,
    /^src\/(?:[\w-]+\/)*[\w.-]+(?<!test|fixture|\.d)\.js$/,
    /^src\/operational\/docs\.html$/,
    /^dist\/docs\/(?:[\w.-]+\.(?:html|css)|openapi\.(?:json|yaml))$/,
    /^swagger-ui\/swagger-ui(?:\.css|-bundle\.js|-bundle\.js\.LICENSE\.txt)$/,
  ];
  const { files, unpackedSize } = project.packed;
  const names = files.map((file) => file.path);
  assert.deepEqual(
    names.filter((name) => !expected.some((pattern) => pattern.test(name))),
    [],
  );
  for (const pattern of expected)
    assert.ok(
      names.some((name) => pattern.test(name)),
      String(pattern),
    );
  assert.ok(unpackedSize < 20_000_000, `it has ${unpackedSize} bytes`);
  assert.equal((files.find(({ path: name }) => name.startsWith('bin/'))?.mode ?? 0) & 0o111, 0o111);
});

test('its version is that of the spec, and it names no scripts and no packages of development', async () => {
  const manifest = JSON.parse(await readFile(path.join(ROOT, 'dist/package/package.json'), 'utf8'));
  assert.equal(manifest.version, JSON.parse(await generated('openapi.json')).info.version);
  assert.deepEqual(
    ['scripts', 'private', 'devDependencies', 'optionalDependencies'].filter((key) => key in manifest),
    [],
  );
});

test('the service makes a group by the command that it prints, shows the spec and the documentation, and ends', async () => {
  const { child, folder } = await project.start('serve');
  const exit = once(child, 'exit');
  // Both at once, since each drops what comes before it is asked.
  const [[, url], [, request = '', body]] = await Promise.all([
    said(child.stdout, /"url":"(http:[^"]+)".*"msg":"ready"/),
    said(child.stderr, /curl -s (\S+) .*-d '([^']+)'/s),
  ]);
  assert.ok(request.startsWith(`${url}/v2.1/`));
  const token = (await readFile(path.join(folder, 'data/token'), 'utf8')).trim();
  const headers = { 'X-Auth-Token': token, 'Content-Type': 'application/json', Connection: 'close' };
  const made = await fetch(request, { method: 'POST', headers, body: String(body) });
  const { server_group: group } = (await made.json()) as { server_group: Record<string, unknown> };
  assert.equal(made.status, 200);
  assert.deepEqual([group.name, group.policies], ['test', ['anti-affinity']]);

  const textOf = async (place: string) => {
    const response = await fetch(`${url}${place}`, { headers: { Connection: 'close' } });
    assert.equal(response.status, 200, place);
    return response.text();
  };
  assert.equal(await textOf('/healthz'), '{"status":"ok"}');
  assert.equal(await textOf('/openapi.json'), await generated('openapi.json'));
  assert.equal(await textOf('/openapi.yaml'), await generated('openapi.yaml'));
  assert.match(await textOf('/docs'), /<h2 id="sixty-seconds-to-the-first-group"/);
  assert.match(await textOf('/docs/guide.html'), /max_server_per_host/);
  assert.match(await textOf('/docs/try.html'), /href="index\.html".*SwaggerUIBundle=/s);
  child.kill('SIGTERM');
  assert.deepEqual(await exit, [0, null]);
});

test('the service ends in order when npx is told to end, which passes nothing on', {
  timeout: 60_000,
}, async () => {
  const { child } = await project.startNpx('serve');
  const ended = said(child.stdout, /"msg":"ended"/);
  await said(child.stdout, /"msg":"ready"/);
  child.kill('SIGTERM');
  await ended;
});

test('npx makes a token', async () => {
  const args = ['--project', '9c53a566cb3443ab910cf0daebca90c4', '--user', 'ci', '--role', 'member'];
  const { stdout } = isDone(await project.npx('token', 'create', ...args));
  assert.match(stdout, /^osg_[\w-]{43}\n$/);
  assert.match(isDone(await project.npx('token', 'list')).stdout, / ci /);
});

test('the mock answers with the examples of the spec, in the version that is asked for, and ends', async () => {
  const { child } = await project.start('mock', '--port', '0');
  const exit = once(child, 'exit');
  const [, url] = await said(child.stdout, /answers at (http:\S+)/);
  const ask = async (headers: Record<string, string>, place = '') => {
    const response = await fetch(`${url}/v2.1/os-server-groups${place}`, {
      headers: { 'X-Auth-Token': 'any', Connection: 'close', ...headers },
    });
    return [response.status, await response.text()] as const;
  };
  const [status, list] = await ask({ 'OpenStack-API-Version': 'compute 2.64' });
  assert.equal(status, 200);
  assert.match(list, /"policy":"anti-affinity"/);
  // What makes data up is bundled with it.
  const madeUp = await ask({ Prefer: 'dynamic=true, seed=1' }, '/1');
  assert.equal(madeUp[0], 200);
  assert.deepEqual(await ask({ Prefer: 'dynamic=true, seed=1' }, '/1'), madeUp);
  const [missing, fault] = await ask({ Prefer: 'code=404' }, '/1');
  assert.equal(missing, 404);
  assert.match(fault, /"itemNotFound"/);
  child.kill('SIGTERM');
  assert.deepEqual(await exit, [0, null]);
});

test('npx prints the spec', async () => {
  assert.equal(isDone(await project.npx('spec', '--format', 'yaml')).stdout, await generated('openapi.yaml'));
  assert.equal(
    isDone(await project.npx('spec', '--view', '2.64')).stdout,
    await generated('views/2.64.json'),
  );
});

const USE = `
import spec from 'os-server-groups/openapi.json' with { type: 'json' };
import view from 'os-server-groups/views/2.64.json' with { type: 'json' };
import { type Handlers, type ServerGroup } from 'os-server-groups/types';
import type { ServerGroup as Old } from 'os-server-groups/types/2.13';

export type Show = Handlers<Request>['showServerGroup'];
export const isSoft = (group: ServerGroup): boolean => group.policy.startsWith('soft-');
export const first = (group: Old): string | undefined => group.policies[0];
// @ts-expect-error There is none from 2.64 on.
export const none = (group: ServerGroup) => group.policies;
console.log(spec.info.version, view.openapi);
`;

for (const resolution of RESOLUTIONS) {
  test(`a strict program with moduleResolution "${resolution[1]}" compiles with its types, and runs with its spec`, async () => {
    const { stdout } = await compiledAndRun(project.folder, USE, resolution);
    assert.equal(stdout, `${project.packed.version} 3.0.3\n`);
  });
}

test('a Node that is too old is told what is needed and how to get it, with the status for a wrong configuration', async () => {
  const [program, ...args] = await oldNode();
  const command = path.join(project.folder, 'node_modules/.bin/os-server-groups');
  const { status, stdout, stderr } = await run(project.folder, program, [...args, command, 'serve']);
  assert.deepEqual([status, stdout], [78, '']);
  assert.match(
    stderr,
    /^os-server-groups needs Node 24\.18 or later.* this is Node 2\d\.[\d.]+\.\nInstall .*npx /s,
  );
});
