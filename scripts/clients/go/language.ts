/** The client for Go. */

import { execFile } from 'node:child_process';
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Installed, Language } from '../language.ts';

const MODULE = 'github.com/os-server-groups/os-server-groups-go';
const PACK = path.join(import.meta.dirname, 'pack');

/**
 * Types that only the operations use, behind the client. The generator has no way to leave a type unexported, so gofmt does it. It
 * changes whatever has the name: `Limits` is a field and a method too, so the type gets another name first.
 */
const UNEXPORTED = [
  ...[
    'LimitsEnvelope',
    'ProjectLimits',
    'MemberClaim',
    'MemberClaimAttributes',
    'MemberEnvelope',
    'MemberList',
    'NextLink',
  ],
  ...['PolicyState', 'QuotaSetChange', 'QuotaSetChanged', 'QuotaSetEnvelope', 'ServerGroupAttributes'],
  ...['ServerGroupCreation', 'ServerGroupEnvelope', 'ServerGroupList'],
];

const unexported = (name: string) => `${name.charAt(0).toLowerCase()}${name.slice(1)}`;

/** From the packed module alone: nothing of the machine, and nothing that was packed before under the same version. */
const environment = (client: string, folder: string): NodeJS.ProcessEnv => ({
  ...process.env,
  GOPROXY: pathToFileURL(path.join(client, 'proxy')).href,
  GOSUMDB: 'off',
  GOTOOLCHAIN: 'local',
  GOWORK: 'off',
  GOMODCACHE: path.join(folder, 'modules'),
  // Modules are made writable, so that they can be removed.
  GOFLAGS: '-modcacherw -buildvcs=false',
});

const install = async (client: string, folder: string): Promise<Installed> => {
  const go = (...args: string[]) =>
    promisify(execFile)('go', args, { cwd: folder, env: environment(client, folder) });
  for (const program of ['driver', 'example']) {
    await mkdir(path.join(folder, program), { recursive: true });
    await copyFile(path.join(import.meta.dirname, `${program}.go`), path.join(folder, program, 'main.go'));
  }
  await go('mod', 'init', 'example.com/project');
  await go('get', `${MODULE}@latest`);
  await go('vet', './driver', './example');
  await go('build', '-o', 'bin/', './driver', './example');
  const program = (name: string) => [path.join(folder, 'bin', name)];
  return { driver: program('driver'), example: program('example') };
};

export const go: Language = {
  name: 'go',
  extension: 'go',
  generator: {
    generatorName: 'go',
    packageName: 'servergroups',
    withGoMod: false,
    // Go people write initials in capitals, and say Policy where the spec says PolicyName.
    modelNameMappings: { PolicyName: 'Policy', Limits: 'ProjectLimits' },
    nameMappings: { id: 'ID', project_id: 'ProjectID', user_id: 'UserID', server_id: 'ServerID' },
    parameterNameMappings: {
      project_id: 'projectID',
      quota_project_id: 'quotaProjectID',
      server_group_id: 'serverGroupID',
      server_id: 'serverID',
      tenant_id: 'tenantID',
    },
    typeMappings: { integer: 'int' },
    globalProperties: {
      ...{ models: '', apis: '' },
      ...{ modelDocs: 'false', apiDocs: 'false', modelTests: 'false', apiTests: 'false' },
    },
  },
  sources: '.',
  templates: {
    // Ours make plain structs and calls of the client. Upstream's come with accessors, constructors, a request builder for each
    // operation and code for all that an API might have; they refuse what they do not know, and need another module for it.
    'go/api.mustache': '728c0a71fbc0aa4f9701cf02d9a8f1975b523668227abacd4160045d14b2ea61',
    'go/model.mustache': '0f199ac3355b6dd51c2efc5fba921df072b5350626db164f20c51ce3783503e3',
    'go/model_enum.mustache': 'd49895dde574a2c7fc0d00f96c58588951b56f15417caba063a52b76464030b3',
    'go/model_simple.mustache': '03cb79d0f03fd1ac67cd9c0ab0ae71a00e0596d68b633efb5a3834408d1852d5',
    'go/partial_header.mustache': 'ebb5a351a44234f617acb55a14e79ec93b0bce258b2c557ab2ab9d2d9dd2cb40',
  },
  build: [
    // Before anything is formatted here, which would hide that what is written by hand is not.
    ['gofmt', '-d', import.meta.dirname],
    ...UNEXPORTED.map((name) => ['gofmt', '-w', '-r', `${name} -> ${unexported(name)}`, '.']),
    ['gofmt', '-w', '-r', 'interface{} -> any', '.'],
    ['gofmt', '-w', '.'],
    ['go', 'vet', './...'],
    ['go', 'test', '-race', './...'],
    ['go', 'run', `-modfile=${path.join(PACK, 'go.mod')}`, path.join(PACK, 'main.go'), '.'],
  ],
  packed: [`proxy/${MODULE}/@v/*`],
  install,
};
