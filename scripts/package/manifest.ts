/** What the published packages of the service and of the spec say of themselves. */

import { Failure } from '../command.ts';

/** What is read of the package.json of the checkout. */
export interface RootManifest {
  readonly name: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** Packages of which only some files are needed, which the package brings along. */
export const CARRIED: readonly string[] = ['swagger-ui-dist'];

const REPOSITORY = 'https://github.com/os-server-groups/os-server-groups';

/**
 * The names of the packages that compiled code imports: `from 'x'`, `import('x')` and `createRequire(…)('x')`, and of
 * `x/y` the package alone.
 */
export const importedPackages = (code: string): string[] =>
  [
    ...code.matchAll(
      /(?:\bfrom |\bimport |\bimport\(|\bcreateRequire\(import\.meta\.url\)\()['"]([^'"./#][^'"]*)['"]/g,
    ),
  ]
    .map(([, name = '']) => name)
    .filter((name) => !name.startsWith('node:'))
    .map((name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name);

/**
 * What the published code needs, in the versions of the checkout. They are exact: the service reaches into
 * express-openapi-validator, and what was tested is what runs.
 *
 * @throws {Failure} when the code imports what is no dependency, or does without one that there is
 */
export const dependenciesOf = (
  { dependencies }: RootManifest,
  imported: ReadonlySet<string>,
): Record<string, string> => {
  const needed = Object.entries(dependencies).filter(([name]) => !CARRIED.includes(name));
  const missing = [...imported].filter((name) => !(name in dependencies));
  const idle = needed.map(([name]) => name).filter((name) => !imported.has(name));
  if (missing.length === 0 && idle.length === 0) return Object.fromEntries(needed);
  const problems = [
    ...missing.map((name) => `the code imports ${name}: move it to "dependencies"`),
    ...idle.map((name) => `nothing imports ${name}: move it to "devDependencies", or take it out`),
  ];
  throw new Failure(
    `The dependencies of package.json are not those of the code:\n  ${problems.join('\n  ')}`,
  );
};

const KEYWORDS = [
  'openstack',
  'nova',
  'huawei-cloud',
  'open-telekom-cloud',
  'server-group',
  'anti-affinity',
  'openapi',
];

/** What both packages say. */
const commonOf = ({ license }: RootManifest, version: string, keywords: readonly string[]) => ({
  version,
  keywords: [...KEYWORDS, ...keywords],
  homepage: `${REPOSITORY}#readme`,
  bugs: `${REPOSITORY}/issues`,
  repository: { type: 'git', url: `git+${REPOSITORY}.git` },
  license,
  type: 'module',
});

export const manifestOf = (root: RootManifest, version: string, dependencies: Record<string, string>) => ({
  name: root.name,
  description:
    'The server group API of OpenStack and Huawei Cloud: a service, a mock, the OpenAPI documents and their types',
  ...commonOf(root, version, ['mock-server']),
  // As scripts/launch.mjs: below 24.7 the database of Node fails, below 24.18 it warns; and Prism asks for that.
  engines: { node: '>=24.18' },
  bin: { [root.name]: 'bin/os-server-groups.mjs' },
  // No ".": the parts of the service are put together anew as it grows, so they are no API that others could rely on.
  exports: {
    './openapi.json': './generated/openapi.json',
    './openapi.yaml': './generated/openapi.yaml',
    './views/*.json': './generated/views/*.json',
    './types': { types: './generated/types.d.ts', default: './generated/types.js' },
    './types/*': { types: './generated/views/*.d.ts', default: './generated/views/*.js' },
    './package.json': './package.json',
  },
  imports: {
    '#mock': './src/mock/mock.js',
    '#swagger-ui/*': './swagger-ui/*',
  },
  dependencies,
});

/** It has no code, so it needs no package and no certain Node. The names of exports are those of the other package. */
export const specManifestOf = (root: RootManifest, version: string) => ({
  name: `${root.name}-openapi`,
  description:
    'The server group API of OpenStack and Huawei Cloud as OpenAPI documents, JSON Schemas and types',
  ...commonOf(root, version, ['json-schema', 'types']),
  exports: {
    './openapi.json': './openapi.json',
    './openapi.yaml': './openapi.yaml',
    './views/*.json': './views/*.json',
    './views/*.yaml': './views/*.yaml',
    './schemas/*.json': './schemas/*.json',
    './postman.json': './postman.json',
    './types': { types: './types.d.ts', default: './types.js' },
    './types/*': { types: './views/*.d.ts', default: './views/*.js' },
    './package.json': './package.json',
  },
});
