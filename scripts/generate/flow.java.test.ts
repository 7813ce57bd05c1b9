/**
 * How a change of the spec flows into code, in a copy of the checkout: it needs Java, and so is not among the tests that
 * run everywhere.
 */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import test, { type TestContext } from 'node:test';
import { parse, stringify } from 'yaml';
import { ROOT } from '../command.ts';

const COPIED = ['package.json', 'openapitools.json', 'src', 'scripts', 'spec', 'generated'];

/** A copy of what the service is made of. `tsc` sees the service there, and nothing else. */
const copyCheckout = async (t: TestContext): Promise<string> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-flow-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const name of COPIED) await cp(path.join(ROOT, name), path.join(folder, name), { recursive: true });
  await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  const { compilerOptions } = JSON.parse(await readFile(path.join(ROOT, 'tsconfig.json'), 'utf8'));
  const tsconfig = { compilerOptions, include: ['src/main.ts', 'generated'] };
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
  return folder;
};

const workIn = (folder: string) => {
  const run = (script: string, ...arguments_: string[]) =>
    spawnSync(process.execPath, [path.join(folder, script), ...arguments_], {
      cwd: folder,
      encoding: 'utf8',
    });
  return {
    succeed: (script: string, ...arguments_: string[]) => {
      const { status, stdout, stderr } = run(script, ...arguments_);
      assert.equal(status, 0, `${script}: ${stdout}${stderr}`);
    },
    /** What the compiler says; nothing when it is content. */
    compile: (): string => run('node_modules/typescript/bin/tsc', '--pretty', 'false').stdout,
    edit: async (file: string, changes: readonly (readonly [text: string | RegExp, by: string])[]) => {
      let text = await readFile(path.join(folder, file), 'utf8');
      for (const [from, by] of changes) {
        const edited = text.replace(from, by);
        assert.notEqual(edited, text, `${file} holds no ${from}`);
        text = edited;
      }
      await writeFile(path.join(folder, file), text);
    },
  };
};

/** Starts the service of the copy, and gives it one request after another. */
const serve = async (t: TestContext, folder: string) => {
  const fixture: typeof import('../../src/process.fixture.ts') = await import(
    path.join(folder, 'src/process.fixture.ts')
  );
  const home = await fixture.emptyFolder(t);
  const { url } = await fixture.startProcess(t, home);
  const headers = await fixture.firstToken(home);
  return {
    create: async (): Promise<string> =>
      ((await (await fixture.create(url, headers)).json()) as { server_group: { id: string } }).server_group
        .id,
    claim: async (prefix: string, id: string) => {
      const target = `${url}${prefix.replace('{project_id}', fixture.PROJECT)}/os-server-groups/${id}/claim`;
      const response = await fetch(target, { method: 'POST', headers: { ...headers, Connection: 'close' } });
      return { status: response.status, body: await response.text() };
    },
  };
};

const PREFIXES = ['/v2.1/{project_id}', '/v2.1', '/v2/{project_id}', '/v2'];

/** Where the handlers are put together, and the line after which one more can stand. */
const APP = 'src/app.ts';
const HANDLERS = '      ...discoveryHandlers({ newest, baseUrl }),\n';
const IMPORTS = "import { routes } from '../generated/routes.ts';\n";

test('a new operation flows from the spec into the service', async (t) => {
  const folder = await copyCheckout(t);
  const { succeed, compile, edit } = workIn(folder);
  assert.equal(compile(), '', 'the copy compiles before it is changed');

  await t.test('it is written into the spec, which lint accepts, and generated', async () => {
    const group = parse(await readFile(path.join(folder, 'spec/paths/server-group.yaml'), 'utf8'));
    const { operationId: _, summary: __, ...rest } = group.delete;
    const post = { operationId: 'claimServerGroup', summary: 'Claim a server group', ...rest };
    const pathItem = { 'x-openstack': group['x-openstack'], parameters: group.parameters, post };
    await writeFile(path.join(folder, 'spec/paths/claim.yaml'), stringify(pathItem));
    const served =
      '  /v2.1/{project_id}/os-server-groups/{server_group_id}/claim:\n    $ref: paths/claim.yaml\n';
    await edit('spec/openapi.yaml', [[/\npaths:\n/, `\npaths:\n${served}`]]);
    succeed('scripts/lint.ts', '--spec-only');
    succeed('scripts/generate.ts');
    succeed('scripts/check.ts');
  });

  await t.test('the service does not compile without a handler for it', () => {
    assert.match(compile(), /^src\/app\.ts.*'claimServerGroup' is (missing|optional)/ms);
  });

  await t.test(
    'a stub that is bound to it by name compiles, and answers 501 below all prefixes',
    async () => {
      await edit(APP, [
        [
          IMPORTS,
          `${IMPORTS}import { stubs } from '../generated/stubs.ts';\nimport { notImplemented } from './http/not-implemented.ts';\n`,
        ],
        [HANDLERS, `${HANDLERS}      claimServerGroup: stubs(notImplemented).claimServerGroup,\n`],
      ]);
      assert.equal(compile(), '');
      const { claim } = await serve(t, folder);
      for (const prefix of PREFIXES) {
        const { status, body } = await claim(prefix, 'any');
        assert.deepEqual(
          [status, JSON.parse(body)],
          [
            501,
            { notImplemented: { code: 501, message: 'The operation claimServerGroup is not implemented.' } },
          ],
          prefix,
        );
      }
    },
  );

  const implementation = (
    status: number,
  ) => `      claimServerGroup: async ({ path: { server_group_id: id } }) =>
        (await store.get(id, null)) ? { status: ${status}, body: undefined } : fault.groupNotFound(id),
`;

  await t.test('an implementation with a status that is not in the spec does not compile', async () => {
    await edit(APP, [
      [/.*claimServerGroup: stubs.*\n/, implementation(202)],
      [/.*generated\/stubs.*\n.*\n/, "import { fault } from './faults.ts';\n"],
    ]);
    assert.match(compile(), /^src\/app\.ts.*202/m);
  });

  await t.test('one that is as the spec says compiles, and works below all prefixes', async () => {
    await edit(APP, [[implementation(202), implementation(204)]]);
    assert.equal(compile(), '');
    const { create, claim } = await serve(t, folder);
    const id = await create();
    for (const prefix of PREFIXES) {
      assert.deepEqual(await claim(prefix, id), { status: 204, body: '' }, prefix);
      assert.equal((await claim(prefix, '5bbcc3c4-1da2-4437-a48a-66f15b1b13f9')).status, 404, prefix);
    }
  });
});

test('a property that is renamed in the spec breaks the code that uses it', async (t) => {
  const folder = await copyCheckout(t);
  const { succeed, compile, edit } = workIn(folder);
  await edit('spec/components/schemas/ServerGroup.yaml', [
    ['rules, members,', 'rules, servers,'],
    ['\n  members:', '\n  servers:'],
  ]);
  succeed('scripts/generate.ts');
  const errors = compile();
  assert.match(errors, /^src\/microversions\/2\.64\.ts.*'members'/m);
  assert.match(errors, /^src\/(server-groups|store)\//m);
});
