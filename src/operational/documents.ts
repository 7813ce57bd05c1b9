/** The API description: the bundle, in both of its forms. */

import { readFileSync } from 'node:fs';
import type { OperationalRoute } from './routes.ts';

const FOLDER = new URL('../../generated/', import.meta.url);

const documents: Readonly<Record<string, { readonly file: string; readonly type: string }>> = {
  '/openapi.json': { file: 'openapi.json', type: 'application/json' },
  '/openapi.yaml': { file: 'openapi.yaml', type: 'application/yaml' },
};

/** A file is read when it is first asked for. */
export const documentRoutes = (): OperationalRoute[] =>
  Object.entries(documents).map(([path, { file, type }]) => {
    let body: Buffer | undefined;
    return {
      path,
      answer: () => {
        body ??= readFileSync(new URL(file, FOLDER));
        return { status: 200, headers: { 'Content-Type': type }, body };
      },
    };
  });
