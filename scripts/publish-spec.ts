/** `npm run publish:spec`: makes the files that are published of the spec. */

import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { command, Failure, ROOT } from './command.ts';
import { namesBelow, readSums, SUMS } from './publish/checksums.ts';
import { readDocuments } from './publish/documents.ts';
import { publishedFiles } from './publish/files.ts';
import { freeze } from './publish/published.ts';
import { soundVersion } from './publish/sound.ts';

const HELP = `
npm run publish:spec [-- --out FOLDER --freeze]

Makes dist/spec/ from generated/: the bundle in JSON and YAML, the same for each view, copies without any $ref, JSON Schemas,
a Postman collection, an index for people and programs, and SHA256SUMS. The same spec gives the same bytes. What an earlier
run made there and this one does not is removed.

  --out FOLDER        the folder to write into             (default: dist/spec)
  --freeze            for a release: keep the bundle and the views in spec/published/ too, for ever; a version that is
                      there already is refused
  --generated FOLDER  the documents to publish             (default: generated)
  --published FOLDER  where published versions are kept    (default: spec/published)

Exit status: 0 all is written; 1 it cannot be published, and the message says what to mend.
`;

const OPTIONS = {
  out: { type: 'string' },
  freeze: { type: 'boolean' },
  generated: { type: 'string' },
  published: { type: 'string' },
} as const;

await command(HELP, OPTIONS, async (values) => {
  const generated = path.resolve(ROOT, values.generated ?? 'generated');
  const out = path.resolve(values.out ?? path.join(ROOT, 'dist/spec'));
  await soundVersion(generated);
  const files = publishedFiles(await readDocuments(generated));

  if (values.freeze) {
    const published = path.resolve(ROOT, values.published ?? 'spec/published');
    const folder = await freeze(generated, published).catch((error: Error) => {
      throw new Failure(error.message);
    });
    console.log(`Published for ever in ${path.relative(ROOT, folder)}/. Commit it.`);
  }
  const before = await readSums(out);
  for (const name of await namesBelow(out)) {
    if (before.has(name) && !files.has(name)) await rm(path.join(out, name));
  }
  for (const [name, text] of files) {
    await mkdir(path.dirname(path.join(out, name)), { recursive: true });
    await writeFile(path.join(out, name), text);
  }
  console.log(`Wrote ${files.size} files to ${path.relative(process.cwd(), out) || '.'}/, with ${SUMS}.`);
});
