/** What `npm run clients` refuses before it does anything. Needs no Java. */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';

const refused: readonly (readonly [words: string, args: readonly string[], message: RegExp])[] = [
  [
    'a language without a client',
    ['--language', 'cobol'],
    /--language cobol: .*typescript, python, go, java/,
  ],
  ['a view that there is none of', ['--view', '2.14'], /--view 2\.14: .*2\.13, 2\.64, 2\.75, 2\.102/],
  ['a view of older clouds than there are', ['--view', '2.1'], /--view 2\.1: /],
  ['cases without a build', ['--cases', '--no-build'], /--cases needs the clients built/],
  [
    'cases with the clients of another view',
    ['--cases', '--view', '2.13'],
    /--cases needs the clients built/,
  ],
  ['an option that it does not know', ['--lang', 'go'], /Unknown option '--lang'/],
];

for (const [words, args, message] of refused) {
  test(`npm run clients refuses ${words}, with what there is instead`, async () => {
    const command = path.join(import.meta.dirname, 'clients.ts');
    const [code, text] = await new Promise<[unknown, string]>((resolve) => {
      execFile(process.execPath, [command, ...args], (error, _, stderr) => resolve([error?.code, stderr]));
    });
    assert.equal(code, 64);
    assert.match(text, message);
  });
}
