/** Reads the spec: its many files become one document. */

import { bundle, createConfig } from '@redocly/openapi-core';
import type { JsonObject } from './document.ts';

/** The whole source in one document, in which every `$ref` is a local one. Rejects when a file is missing or broken. */
export const readSource = async (file: string): Promise<JsonObject> => {
  const { bundle: document, problems } = await bundle({ ref: file, config: await createConfig({}) });
  const [problem] = problems.filter(({ severity }) => severity === 'error');
  if (problem !== undefined) {
    const [place] = problem.location;
    const where = `${place?.source.absoluteRef ?? file}${place?.pointer ?? ''}`;
    throw new Error(`the spec cannot be read: ${problem.message} (in ${where})`);
  }
  // YAML anchors and the bundler may share objects; a copy by value has none.
  return structuredClone(JSON.parse(JSON.stringify(document.parsed)));
};
