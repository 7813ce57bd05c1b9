/** Watches over templates of the generator that ours replace: when the generator's own change, ours may have to follow. */

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Failure, ROOT } from '../command.ts';
import { runGenerator } from '../generate/generator.ts';
import { handwritten } from './folders.ts';
import type { Language } from './language.ts';

/** The arguments that make the generator write out its own templates for a language. */
const templatesOf = ({ generator: { generatorName, library } }: Language, folder: string) => [
  ...['author', 'template', '--generator-name', String(generatorName), '--output', folder],
  ...(library === undefined ? [] : ['--library', String(library)]),
];

/**
 * @param folder an empty one for the generator's own templates
 * @throws {Failure} when a template is not what ours was made of
 */
export const checkTemplates = async (language: Language, folder: string): Promise<void> => {
  const { name, templates } = language;
  if (Object.keys(templates).length === 0) return;
  await runGenerator(templatesOf(language, folder));
  for (const [template, expected] of Object.entries(templates)) {
    const [, ...parts] = template.split('/');
    const text = await readFile(path.join(folder, ...parts)).catch(() => '');
    const sum = createHash('sha256').update(text).digest('hex');
    if (sum === expected) continue;
    const own = path.relative(ROOT, path.join(handwritten(language), 'templates', ...parts));
    throw new Failure(
      `${name}: OpenAPI Generator's own template ${template} ${text === '' ? 'is gone' : 'has changed'} since ${own} was made of it.\n` +
        `Look at what is new in it ("npx openapi-generator-cli author template -g ${language.generator.generatorName}" writes it out), take over\n` +
        `what matters into ours, and write its checksum into scripts/clients/${name}/language.ts: ${sum}`,
    );
  }
};
