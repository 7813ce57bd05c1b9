/** The package of the spec alone, as npm publishes it, in an empty project: what is in it, and that strict users get along with it. */

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { ROOT } from './command.ts';
import { installIn, isDone, type Packed, run } from './package/package.fixture.ts';
import { compiledAndRun, RESOLUTIONS } from './package/strict.fixture.ts';

let folder: string;
let packed: Packed;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-openapi-'));
  packed = await installIn(folder, 'openapi');
});
after(() => rm(folder, { recursive: true, force: true }));

const NAME = 'os-server-groups-openapi';
const inPackage = (name: string) => readFile(path.join(folder, 'node_modules', NAME, name), 'utf8');
const generated = (name: string) => readFile(path.join(ROOT, 'generated', name), 'utf8');

test('documents, schemas, the collection and types are in it, and nothing else', () => {
  const expected = [
    /^(?:LICENSE|README\.md|package\.json)$/,
    /^openapi\.(?:json|yaml)$/,
    /^postman\.json$/,
    /^types\.(?:d\.ts|js)$/,
    /^views\/(?:index\.json|2\.\d+\.(?:json|yaml|js|d\.ts))$/,
    /^schemas\/2\.\d+\/\w+\.json$/,
  ];
  const names = packed.files.map((file) => file.path);
  assert.deepEqual(
    names.filter((name) => !expected.some((pattern) => pattern.test(name))),
    [],
  );
  for (const pattern of expected) assert.ok(names.some((name) => pattern.test(name)));
});

test('npm installs nothing beside it', async () => {
  const { stdout } = isDone(await run(folder, 'npm', ['ls', '--all', '--json']));
  const { dependencies } = JSON.parse(stdout);
  assert.deepEqual(Object.keys(dependencies), [NAME]);
  assert.equal(dependencies[NAME].dependencies, undefined);
});

test('its version is that of the documents, which are those of generated/, and the same in YAML', async () => {
  const spec = await inPackage('openapi.json');
  assert.equal(spec, await generated('openapi.json'));
  assert.equal(packed.version, JSON.parse(spec).info.version);
  assert.equal(await inPackage('openapi.yaml'), await generated('openapi.yaml'));
  for (const { first } of JSON.parse(await inPackage('views/index.json'))) {
    const view = JSON.parse(await generated(`views/${first}.json`));
    assert.deepEqual(JSON.parse(await inPackage(`views/${first}.json`)), view);
    assert.deepEqual(parse(await inPackage(`views/${first}.yaml`)), view);
  }
});

const USE = `
import spec from '${NAME}/openapi.json' with { type: 'json' };
import view from '${NAME}/views/2.64.json' with { type: 'json' };
import schema from '${NAME}/schemas/2.64/ServerGroup.json' with { type: 'json' };
import postman from '${NAME}/postman.json' with { type: 'json' };
import { type Handlers, type ServerGroup } from '${NAME}/types';
import type { ServerGroup as Old } from '${NAME}/types/2.13';

export type Show = Handlers<Request>['showServerGroup'];
export const isSoft = (group: ServerGroup): boolean => group.policy.startsWith('soft-');
export const first = (group: Old): string | undefined => group.policies[0];
// @ts-expect-error There is none from 2.64 on.
export const none = (group: ServerGroup) => group.policies;
console.log(JSON.stringify({
  version: spec.info.version,
  openapi: view.openapi,
  title: schema.title,
  requests: postman.item.length,
  yaml: import.meta.resolve('${NAME}/openapi.yaml'),
}));
`;

for (const resolution of RESOLUTIONS) {
  test(`a strict program with moduleResolution "${resolution[1]}" imports JSON and types, and finds the YAML`, async () => {
    const { stdout } = await compiledAndRun(folder, USE, resolution);
    const { yaml, requests, ...rest } = JSON.parse(stdout);
    assert.deepEqual(rest, { version: packed.version, openapi: '3.0.3', title: 'ServerGroup' });
    assert.ok(requests > 0);
    assert.equal(parse(await readFile(fileURLToPath(yaml), 'utf8')).info.version, packed.version);
  });
}

test('a validator of JSON Schema takes the schemas of a view, and judges by them', async () => {
  const ajv = new Ajv2020();
  addFormats.default(ajv);
  const files = packed.files.map((file) => file.path).filter((name) => name.startsWith('schemas/2.64/'));
  for (const name of files) ajv.addSchema(JSON.parse(await inPackage(name)));
  const { $id } = JSON.parse(await inPackage('schemas/2.64/ServerGroup.json'));
  const group = {
    id: '5bbcc3c4-1da2-4437-a48a-66f15b1b13f9',
    name: 'test',
    policy: 'anti-affinity',
    rules: {},
    members: [],
    project_id: '9c53a566cb3443ab910cf0daebca90c4',
    user_id: '7d1c9b0ae9fb4a3c8e8a2f8d0e0c6a11',
  };
  assert.equal(ajv.validate($id, group), true);
  assert.equal(ajv.validate($id, { ...group, policy: 'spread' }), false);
});
