/** Real clients of OpenStack and of Huawei Cloud get from the service what they expect. Needs Python, Go and Debian's python3-keystone. */

import assert from 'node:assert/strict';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { installGo, installPython } from './install.ts';
import { pageOf } from './page.ts';
import { runProgram, type Step } from './program.ts';
import type { Target } from './target.ts';
import { tempestTarget } from './tempest.ts';
import { startWorlds } from './worlds.ts';

const PAGE = path.join(import.meta.dirname, '../../docs/clients.md');

/** Where something changes, and the newest that the client knows, if that is not the newest of the service. */
const VERSIONS = ['2.1', '2.13', '2.15', '2.64', '2.75', '2.102'] as const;
const BY_PYTHON = ['default', ...VERSIONS, '2.103'] as const;
const FEW = ['default', '2.1', '2.64'] as const;
const LEGACY = ['default'] as const;

type Worlds = Awaited<ReturnType<typeof startWorlds>>;
type WorldName = Exclude<keyof Worlds, 'close' | 'keystone'>;

/** The microversions that a client is driven at in each world. */
type Plan = readonly (readonly [WorldName, Target['microversions']])[];

const everywhere = (microversions: readonly string[], few = microversions): Plan => [
  ['token', microversions],
  ['noauth', few],
  ['legacy', LEGACY],
  ['catalogue', microversions],
  ['override', few],
];

const READS_ON: Plan = [
  ['many', ['default', '2.1']],
  ['deletions', ['default']],
];
const ONE_PAGE: Plan = [['many', ['2.1', '2.64']]];

const FAMILY: Plan = [
  ['family', LEGACY],
  ['familyNoauth', LEGACY],
  ['familyKeystone', LEGACY],
];

// novaclient refuses what is newer than itself.
const BY_NOVACLIENT = ['default', '2.1', '2.13', '2.15', '2.64', '2.75', '2.96'] as const;

type Program = readonly [string, ...string[]];

const python = (file: string): (() => Promise<Program>) => {
  return async () => [await installPython(), path.join(import.meta.dirname, file)];
};

const CLIENTS: readonly [name: string, program: () => Promise<Program>, plan: Plan][] = [
  ['python-openstackclient', python('drive_cli.py'), [...everywhere(BY_PYTHON, FEW), ...READS_ON]],
  ['openstacksdk', python('drive_sdk.py'), [...everywhere(BY_PYTHON), ...READS_ON]],
  ['python-novaclient', python('drive_nova.py'), [...everywhere(BY_NOVACLIENT), ...ONE_PAGE]],
  ['gophercloud', async () => [await installGo()], [...everywhere(BY_PYTHON), ...ONE_PAGE]],
  ['huaweicloudsdkecs', python('drive_huawei.py'), FAMILY],
];

let worlds: Worlds;
const driven: Step[] = [];

before(async () => {
  worlds = await startWorlds();
});
after(() => worlds?.close());

const drive = async (program: Program, target: object): Promise<void> => {
  const steps = await runProgram(program, target);
  driven.push(...steps);
  assert.deepEqual(
    steps.filter(({ ok }) => !ok),
    [],
  );
};

for (const [name, program, plan] of CLIENTS) {
  test(`${name} gets what it expects`, async (t) => {
    const command = await program();
    for (const [world, microversions] of plan) {
      const { mode, scenario } = worlds[world];
      await t.test(`${mode} (${scenario})`, () => drive(command, { ...worlds[world], microversions }));
    }
  });
}

test("Tempest's tests of server groups pass", async (t) => {
  const command = await python('drive_tempest.py')();
  for (const microversion of ['2.1', '2.13', '2.15', '2.64', '2.103'])
    await t.test(microversion, () => drive(command, tempestTarget(worlds.keystone, microversion)));
});

test('the page says what came out', (t) => {
  t.assert.fileSnapshot(pageOf(driven), PAGE, { serializers: [String] });
});
