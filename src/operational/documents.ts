/** The API description: the bundle, in both of its forms. */

import { readFileSync } from 'node:fs';
import type { OperationalRoute } from './routes.ts';

const FOLDER = new URL('../../generated/', import.meta.url);

export type Format = 'json' | 'yaml';

const documents: Readonly<Record<string, { readonly format: Format; readonly type: string }>> = {
  '/openapi.json': { format: 'json', type: 'application/json' },
  '/openapi.yaml': { format: 'yaml', type: 'application/yaml' },
};

/** The text of the bundle. */
export const readBundle = (format: Format): Buffer => readFileSync(new URL(`openapi.${format}`, FOLDER));

/** A file is read when it is first asked for. */
export const documentRoutes = (): OperationalRoute[] =>
  Object.entries(documents).map(([path, { format, type }]) => {
    let body: Buffer | undefined;
    return {
      path,
      answer: () => {
        body ??= readBundle(format);
        return { status: 200, headers: { 'Content-Type': type }, body };
      },
    };
  });
