/** `npm run build`: the verifier as it is published, with all that it needs in `dist/`, so that it depends on Node alone. */

import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { command, Failure, ROOT } from '../scripts/command.ts';
import { isPermissive, licencesOf, licencesText } from './licences.ts';

const HELP = `
npm run build -w contract-tests

Makes what "npm pack" and "npm publish" take: the verifier and all packages that it needs, in contract-tests/dist/, and the
licences of these packages beside it. Fails when one of them may not be passed on, or when the result would need a package.
`;

const DIST = path.join(import.meta.dirname, 'dist');

/** Two folders deep, as the sources are that name files relative to themselves: their names hold there too. */
const CODE = 'lib/verify';

/** What is read while the verifier runs → its folder in `dist/`. */
const FILES: readonly { readonly from: string; readonly only: RegExp; readonly to: string }[] = [
  { from: 'generated/views', only: /\.json$/, to: 'generated/views' }, // src/views/view.ts
  { from: 'contract-tests/hooks', only: /\.cjs$/, to: 'lib/hooks' }, // contract-tests/lane-a/dredd.ts
  { from: 'contract-tests/verify/report', only: /\.(?:css|html|js)$/, to: CODE }, // contract-tests/verify/report/html.ts
];

/** Packages that old ones try to load and do well without. */
const DISPENSABLE: readonly string[] = ['encoding', 'kerberos', 'protagonist'];

/** What packages of CommonJS find around them. */
const SURROUNDINGS = `
import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url), { dirname: __dirname, filename: __filename } = import.meta;
`;

/** Dredd loads hooks by proxyquire, which asks for the module that has loaded it; in a bundle there is none. */
const parentOfProxyquire: Plugin = {
  name: 'parent-of-proxyquire',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]node_modules[\\/]proxyquire[\\/]index\.js$/ }, () => ({
      contents: `
        const { Module } = require('node:module');
        const Proxyquire = require('./lib/proxyquire');
        module.exports = new Proxyquire(new Module(__filename));
      `,
    }));
  },
};

const bundle = async (): Promise<Metafile> => {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['contract-tests/verify/cli.ts'],
    outdir: path.join(DIST, CODE),
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    mainFields: ['main', 'module'],
    // Its first choice hides from bundlers what it requires.
    alias: { 'jsonc-parser': path.join(ROOT, 'node_modules/jsonc-parser/lib/esm/main.js') },
    banner: { js: SURROUNDINGS.trim() },
    plugins: [parentOfProxyquire],
    minifySyntax: true,
    minifyWhitespace: true,
    // Some functions are looked up by their names, and names make a stack readable.
    keepNames: true,
    metafile: true,
    logLevel: 'warning',
  });
  return metafile;
};

const needsOf = ({ outputs }: Metafile): string[] => {
  const known = new Set([...builtinModules, ...DISPENSABLE]);
  const needed = Object.values(outputs)
    .flatMap(({ imports }) => imports)
    .filter(({ external, path: name }) => external && !known.has(name.replace(/^node:/, '')));
  return [...new Set(needed.map(({ path: name }) => name))];
};

await command(HELP, {}, async () => {
  await rm(DIST, { recursive: true, force: true });
  const metafile = await bundle();
  const needs = needsOf(metafile);
  if (needs.length > 0) {
    throw new Failure(
      `The verifier would need ${needs.join(', ')} beside Node. Have them bundled: esbuild sees only imports that stand as text. What is really not needed goes into DISPENSABLE of contract-tests/build.ts.`,
    );
  }
  const licences = licencesOf(Object.keys(metafile.inputs).map((file) => path.resolve(ROOT, file)));
  const refused = licences.filter(({ licence }) => !isPermissive(licence));
  if (refused.length > 0) {
    const names = refused.map(({ id, licence }) => `${id} (${licence || 'no licence'})`).join(', ');
    throw new Failure(
      `These packages may not be part of the published one: ${names}. Do without them; or, if the licence lets anyone pass the code on, name it in contract-tests/licences.ts.`,
    );
  }
  await writeFile(
    path.join(DIST, 'THIRD-PARTY-LICENSES.txt'),
    licencesText('os-server-groups-verify', licences),
  );
  await cp(path.join(ROOT, 'LICENSE'), path.join(import.meta.dirname, 'LICENSE'));
  for (const { from, only, to } of FILES) {
    await mkdir(path.join(DIST, to), { recursive: true });
    const folder = path.join(ROOT, from);
    await cp(folder, path.join(DIST, to), {
      recursive: true,
      filter: (file) => file === folder || only.test(file),
    });
  }
  console.log(
    `contract-tests/dist/ holds the verifier and ${licences.length} packages, all of permissive licences.`,
  );
});
