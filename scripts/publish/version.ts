/** Versions of the document, such as "0.1.0". */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { objectAt } from '../generate/document.ts';

export const VERSION = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/;

type Numbers = readonly [major: number, minor: number, patch: number];

/** @throws {Error} when it is no version */
const numbersOf = (version: string): Numbers => {
  const [, ...numbers] = VERSION.exec(version) ?? [];
  const [major, minor, patch] = numbers.map(Number);
  if (major === undefined || minor === undefined || patch === undefined) {
    throw new Error(`"${version}" is no version: write three numbers, such as 1.4.0`);
  }
  return [major, minor, patch];
};

/** Negative when the first is the older one. */
export const compareVersions = (a: string, b: string): number => {
  const [majorA, minorA, patchA] = numbersOf(a);
  const [majorB, minorB, patchB] = numbersOf(b);
  return majorA - majorB || minorA - minorB || patchA - patchB;
};

/** The least version after `base` that may break what is published; before 1.0.0 the second number counts as the first. */
export const nextBreaking = (base: string): string => {
  const [major, minor] = numbersOf(base);
  return major === 0 ? `0.${minor + 1}.0` : `${major + 1}.0.0`;
};

/** Where a version is written down beside the spec: file → version. */
export const writtenVersions = async (root: string): Promise<Map<string, string>> => {
  const read = async (file: string) => JSON.parse(await readFile(path.join(root, file), 'utf8'));
  const lock = await read('package-lock.json');
  const packages = objectAt(lock, 'packages');
  return new Map([
    ['package.json', (await read('package.json')).version],
    ['contract-tests/package.json', (await read('contract-tests/package.json')).version],
    ['package-lock.json', lock.version],
    ['package-lock.json, of the root', objectAt(packages, '').version],
    ['package-lock.json, of contract-tests', objectAt(packages, 'contract-tests').version],
  ] as [string, string][]);
};
