/** `npm start` in a checkout: the command, after a look at whether `generated/` is there and fits the spec. */

import path from 'node:path';
import process from 'node:process';
import { ROOT } from './command.ts';
import { readManifest, sourceChecksum } from './generate/manifest.ts';

const manifest = await readManifest(path.join(ROOT, 'generated'));
if (manifest === undefined) {
  console.error(
    'The folder generated/ is missing or incomplete, and the service is made from it. It is part of the repository: ' +
      'get it back with "git checkout generated", or make it with "npm run generate" (needs Java).',
  );
  process.exit(78);
}
if (manifest.source !== (await sourceChecksum(ROOT, path.join(ROOT, 'spec')))) {
  console.error(
    'The spec or the generator has changed since generated/ was made, so the service is not what the spec says. ' +
      '"npm run check" shows where, "npm run generate" mends it.',
  );
}
await import('../src/cli.ts');
