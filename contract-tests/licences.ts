/** The licences of the packages that our published packages carry in themselves. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Licences that let anyone pass the code on as part of something else, on no more terms than to name whose it is. */
const PERMISSIVE: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'Unlicense',
  'WTFPL',
  'public domain',
]);

/** Packages whose package.json says nothing, or not what their files say. */
const SAID_IN_THEIR_FILES: Readonly<Record<string, string>> = {
  'cycle@1.0.3': 'public domain',
  'html@1.0.0': 'MIT',
};

/** What is read of a package.json; licences had other forms before there was one. */
interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string | { readonly type?: string };
  readonly licenses?: readonly { readonly type?: string }[];
  readonly author?: string | { readonly name?: string };
}

export interface Licensed {
  /** `name@version`. */
  readonly id: string;
  /** As SPDX writes it; empty where the package names none. */
  readonly licence: string;
  /** What the package brings along: licence, notices. */
  readonly text: string;
}

/** The folder of the package that a file belongs to; undefined for a file of this checkout. */
export const packageOf = (file: string): string | undefined =>
  /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file.replaceAll('\\', '/'))?.[1];

/** Whether a licence, or one of those that can be chosen (`MIT OR GPL-2.0-only`), is permissive. */
export const isPermissive = (licence: string): boolean =>
  licence
    .replace(/^\((.*)\)$/, '$1')
    .split(' OR ')
    .some((each) => PERMISSIVE.has(each));

const licenceOf = ({ license, licenses }: Manifest): string => {
  if (typeof license === 'string') return license;
  return license?.type ?? licenses?.map(({ type = '' }) => type).join(' OR ') ?? '';
};

const textOf = (folder: string, { author }: Manifest): string => {
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  const texts = files.sort().map((file) => readFileSync(path.join(folder, file), 'utf8'));
  if (texts.length > 0) return texts.join('\n\n').replaceAll('\r\n', '\n').trim();
  const name = typeof author === 'string' ? author : author?.name;
  return `The package brings no text of its licence.${name ? ` Its author is ${name}.` : ''}`;
};

/** The packages of some files, by name. */
export const licencesOf = (files: readonly string[]): Licensed[] => {
  const folders = new Set(files.map(packageOf).filter((folder) => folder !== undefined));
  const all = [...folders].map((folder): [string, Licensed] => {
    const manifest: Manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const id = `${manifest.name}@${manifest.version}`;
    const licence = SAID_IN_THEIR_FILES[id] ?? licenceOf(manifest);
    return [id, { id, licence, text: textOf(folder, manifest) }];
  });
  // The same version may lie in several folders.
  return [...new Map(all).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
};

/** The file that goes with the packages that `carrier`, one of ours, carries. */
export const licencesText = (carrier: string, all: readonly Licensed[]): string =>
  [
    `${carrier} carries the following packages in itself, each under its own licence.\n`,
    ...all.map(({ id, licence, text }) => `${'─'.repeat(80)}\n${id}\nLicence: ${licence}\n\n${text}\n`),
  ].join('\n');
