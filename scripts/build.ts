/** `npm run build`: makes the packages as npm publishes them. */

import { spawnSync } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { command, Failure, ROOT } from './command.ts';
import type { RootManifest } from './package/manifest.ts';
import { makeOpenapi } from './package/openapi.ts';
import { makeService } from './package/service.ts';
import { soundVersion } from './publish/sound.ts';

const HELP = `
npm run build [-- --only NAME]

Makes the three packages anew, as "npm pack" and "npm publish" take them, from generated/ and the code:

  service   dist/package/          os-server-groups: the service and the mock as JavaScript, for Node 24.18, the documents
                                   of the spec, the types of the API, and the documentation
  openapi   dist/openapi-package/  os-server-groups-openapi: documents, JSON Schemas and types alone, for client teams
  verifier  contract-tests/        os-server-groups-verify: the contract tests, for any server

  --only NAME  this package alone; may be there more than once

Exit status: 0 they are made; 1 one cannot be made, and the message says what to mend.
`;

/** Writes a package into an empty folder. */
type Make = (folder: string, root: RootManifest, version: string) => Promise<void>;

const packages: Readonly<Record<string, { readonly folder: string; readonly make: Make }>> = {
  service: { folder: 'dist/package', make: makeService },
  openapi: { folder: 'dist/openapi-package', make: makeOpenapi },
};

/** Its own command makes it where its sources are, since it is a workspace of npm. */
const makeVerifier = (): void => {
  const { status } = spawnSync(process.execPath, ['contract-tests/build.ts'], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Failure('The package of the verifier was not made.');
};

const NAMES = [...Object.keys(packages), 'verifier'];

await command(HELP, { only: { type: 'string', multiple: true } }, async ({ only = NAMES }) => {
  const strange = only.find((name) => !NAMES.includes(name));
  if (strange !== undefined) throw new Failure(`--only ${strange}: expected one of ${NAMES.join(', ')}.`, 64);
  const version = await soundVersion(path.join(ROOT, 'generated'));
  const root = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8'));
  for (const [name, { folder, make }] of Object.entries(packages)) {
    if (!only.includes(name)) continue;
    await rm(path.join(ROOT, folder), { recursive: true, force: true });
    await make(path.join(ROOT, folder), root, version);
    console.log(`${folder}/ holds the package ${name}, ${version}. "npm publish ./${folder}" publishes it.`);
  }
  if (only.includes('verifier')) makeVerifier();
});
