/** `npm run generate`: makes all files in `generated/` anew. */

import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { command, Failure, ROOT } from './command.ts';
import { hasJava } from './generate/generator.ts';
import { make } from './generate/make.ts';
import { MANIFEST, manifestOf, readManifest, sourceChecksum } from './generate/manifest.ts';

const HELP = `
npm run generate [-- --spec FOLDER --generated FOLDER]

Makes all files in generated/ from spec/: the bundle, a view for each version at which the API changes, and (with OpenAPI
Generator, which needs Java 11 or later) types, handler interface, routes, stubs and faults. Files that are no longer
made are removed.

  --spec FOLDER       the spec to read            (default: spec)
  --generated FOLDER  the folder to write into    (default: generated)
`;

await command(HELP, { spec: { type: 'string' }, generated: { type: 'string' } }, async (values) => {
  const spec = path.resolve(ROOT, values.spec ?? 'spec');
  const generated = path.resolve(ROOT, values.generated ?? 'generated');
  if (!(await hasJava())) {
    throw new Failure(
      'OpenAPI Generator needs Java, and the command "java" is not there. Install a JRE of version 11 or later (on Debian: apt-get install default-jre-headless), then run this again.\n' +
        'Only a change of the spec needs it: the service and its tests run with the files that are committed.',
      69,
    );
  }
  console.log('Reading the spec and running OpenAPI Generator …');
  const files = await make(path.join(spec, 'openapi.yaml'), { java: true }).catch((error: Error) => {
    throw new Failure(
      `Nothing was written, since ${error.message}\nRun "npm run lint" for what is wrong in the spec.`,
      100,
    );
  });

  const before = await readManifest(generated);
  const manifest = manifestOf(await sourceChecksum(ROOT, spec), files);
  for (const file of Object.keys(before?.files ?? {})) {
    if (!files.has(file)) await rm(path.join(generated, file), { force: true });
  }
  for (const [file, text] of [...files, [MANIFEST, `${JSON.stringify(manifest, null, 2)}\n`] as const]) {
    await mkdir(path.dirname(path.join(generated, file)), { recursive: true });
    await writeFile(path.join(generated, file), text);
  }
  console.log(`Wrote ${files.size + 1} files to ${path.relative(ROOT, generated)}/.`);
});
