/** The mock of the package, with Prism in it: as dependencies that would be 157 packages of 69 MB, some of them old. */

import { builtinModules } from 'node:module';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { Failure, ROOT } from '../command.ts';

/** What packages of CommonJS find around them. */
const SURROUNDINGS = `
import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url), { dirname: __dirname, filename: __filename } = import.meta;
`;

/** What Prism's packages try to load for proxies and old encodings, which the mock has nothing to do with. */
const DISPENSABLE: readonly string[] = ['encoding', 'kerberos'];

/** Made-up data in one language rather than in 70: the spec asks for none of these, so the mock makes none up. */
const oneLanguage: Plugin = {
  name: 'one-language',
  setup: ({ onResolve, resolve }) => {
    onResolve({ filter: /^@faker-js\/faker$/ }, ({ resolveDir, kind }) =>
      resolve('@faker-js/faker/locale/en', { resolveDir, kind }),
    );
  },
};

/** The code of the service stays where it is; it is two folders up from where the mock is, and from where it goes. */
const serviceOutside: Plugin = {
  name: 'service-outside',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\.\.\/\.\.\/(?:src|generated)\// }, ({ path: name }) => ({
      path: name,
      external: true,
    }));
  },
};

/**
 * Bundles the compiled mock with the packages that it needs.
 *
 * @param from the compiled mock, two folders deep in the package
 * @param to the file to write, two folders deep too
 * @returns the files that went into it
 * @throws {Failure} if it would need a package beside Node
 */
export const bundleMock = async (from: string, to: string): Promise<string[]> => {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [from],
    outfile: to,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    mainFields: ['main', 'module'],
    // Its first choice hides from bundlers what it requires.
    alias: { 'jsonc-parser': path.join(ROOT, 'node_modules/jsonc-parser/lib/esm/main.js') },
    banner: { js: SURROUNDINGS.trim() },
    plugins: [serviceOutside, oneLanguage],
    minifySyntax: true,
    minifyWhitespace: true,
    // Names make a stack readable.
    keepNames: true,
    metafile: true,
    logLevel: 'warning',
  });
  const known = new Set([...builtinModules, ...DISPENSABLE]);
  const needs = Object.values(metafile.outputs)
    .flatMap(({ imports }) => imports)
    .map(({ path: name }) => name.replace(/^node:/, ''))
    .filter((name) => !name.startsWith('../../') && !known.has(name));
  if (needs.length > 0) {
    throw new Failure(
      `The mock of the package would need ${[...new Set(needs)].join(', ')} beside Node. Have them bundled: esbuild sees only imports that stand as text. What is really not needed goes into DISPENSABLE of scripts/package/bundle.ts.`,
    );
  }
  return Object.keys(metafile.inputs).map((file) => path.resolve(ROOT, file));
};
