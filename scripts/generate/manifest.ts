/** `generated/manifest.json`: what was made from what, so that staleness shows even where there is no Java. */

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

export interface Manifest {
  /** The checksum of all that the output depends on: the spec, the generator and its templates. */
  readonly source: string;
  /** Path below `generated/` → checksum. */
  readonly files: Readonly<Record<string, string>>;
}

export const MANIFEST = 'manifest.json';

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');

const filesBelow = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !/\.(md|(test|fixture)\.ts)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));

/** The checksum over the names and contents of all inputs. `root` is the checkout; `spec` the folder of the spec. */
export const sourceChecksum = async (root: string, spec: string): Promise<string> => {
  // What was published is not made into anything.
  const isSource = (file: string) => !path.relative(spec, file).startsWith('published');
  const inputs = [
    ...(await filesBelow(spec))
      .filter(isSource)
      .map((file) => ['spec', path.relative(spec, file), file] as const),
    ...(await filesBelow(path.join(root, 'scripts/generate'))).map(
      (file) => ['', path.relative(root, file), file] as const,
    ),
    ['', 'openapitools.json', path.join(root, 'openapitools.json')] as const,
  ];
  const lines = inputs.map(async ([kind, name, file]) => `${kind}:${name}:${sha256(await readFile(file))}`);
  return sha256((await Promise.all(lines)).sort().join('\n'));
};

export const manifestOf = (source: string, files: ReadonlyMap<string, string>): Manifest => ({
  source,
  files: Object.fromEntries([...files].sort().map(([file, text]) => [file, sha256(text)])),
});

/** The manifest of a `generated/` folder; undefined when there is none that can be read. */
export const readManifest = async (generated: string): Promise<Manifest | undefined> => {
  try {
    return JSON.parse(await readFile(path.join(generated, MANIFEST), 'utf8'));
  } catch {
    return undefined;
  }
};

export const isUntouched = (manifest: Manifest, file: string, text: string | undefined): boolean =>
  text !== undefined && manifest.files[file] === sha256(text);
