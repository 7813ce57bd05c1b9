/** Makes the sources of the clients: what OpenAPI Generator makes of the document, with the shell written by hand over it. */

import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT } from '../command.ts';
import { runGenerator } from '../generate/generator.ts';
import type { View } from '../publish/documents.ts';
import { clientDocument } from './document.ts';
import { handwritten } from './folders.ts';
import type { Language } from './language.ts';
import { copyShell } from './shell.ts';
import { checkTemplates } from './templates.ts';

/** What the generator notes for itself. */
const NOTES = ['.openapi-generator', '.openapi-generator-ignore'];

const configOf = (language: Language, document: string, out: string) => ({
  ...language.generator,
  inputSpec: document,
  outputDir: path.join(out, language.name, language.sources),
  ...(Object.keys(language.templates).length > 0 && {
    templateDir: path.join(handwritten(language), 'templates'),
  }),
});

/**
 * Makes `<out>/<language>` anew for each language.
 *
 * @param version that of the clients
 * @throws {Failure} when a template of the generator has changed
 */
export const generateClients = async (
  languages: readonly Language[],
  { range, document }: View,
  version: string,
  out: string,
): Promise<void> => {
  const work = await mkdtemp(path.join(tmpdir(), 'os-server-groups-clients-'));
  try {
    const input = path.join(work, 'document.json');
    await writeFile(input, JSON.stringify(clientDocument(document)));
    for (const language of languages) {
      await checkTemplates(language, path.join(work, `templates-${language.name}`));
      await rm(path.join(out, language.name), { recursive: true, force: true });
      const config = configOf(language, input, out);
      await writeFile(path.join(work, `${language.name}.json`), JSON.stringify(config));
    }
    const configs = languages.map(({ name }) => path.join(work, `${name}.json`));
    await runGenerator(['batch', '--fail-fast', ...configs]);
    for (const language of languages) {
      const client = path.join(out, language.name);
      for (const name of NOTES)
        await rm(path.join(client, language.sources, name), { recursive: true, force: true });
      await copyShell(language, client, version, range);
      await cp(path.join(ROOT, 'LICENSE'), path.join(client, 'LICENSE'));
    }
  } finally {
    await rm(work, { recursive: true, force: true });
  }
};
