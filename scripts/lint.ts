/** `npm run lint`: whether the spec, the types and the form of everything are as they should be. */

import { execFile } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { command, Failure, ROOT } from './command.ts';
import { lintDocuments, lintSource } from './lint/spec.ts';

const HELP = `
npm run lint [-- --spec-only --spec FOLDER]

Checks, with a line for each: the source of the spec by our own rules; the bundle and each view that are made from it, by
Redocly's rules and our own; the types, with tsc; form and habits of all code, with Biome. A problem of the spec is shown
once, at the file to mend:

  spec/components/schemas/ServerGroup.yaml:12  rule  what is wrong (what to do)

  --spec-only         the spec alone, without tsc and Biome
  --spec FOLDER       the spec to check  (default: spec)

Exit status: 0 all is well; 1 something is not.
`;

/** What a program has to say when it is not content; nothing when it is. */
const outputOf = async (script: string, ...arguments_: string[]): Promise<string[]> => {
  const options = { cwd: ROOT, maxBuffer: 16 * 1024 * 1024 };
  try {
    await promisify(execFile)(process.execPath, [path.join(ROOT, script), ...arguments_], options);
    return [];
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    return [`${stdout}${stderr}`.trim() || String(error)];
  }
};

interface Step {
  readonly name: string;
  /** Gives the problems; rejects when it cannot even look for them. */
  readonly run: () => Promise<string[]>;
}

const specSteps = (folder: string, shown: string): Step[] => [
  { name: 'the source of the spec', run: () => lintSource(folder, shown) },
  { name: 'the bundle and the views', run: () => lintDocuments(folder, shown) },
];

const CODE_STEPS: readonly Step[] = [
  { name: 'tsc', run: () => outputOf('node_modules/typescript/bin/tsc', '--pretty', 'false') },
  {
    name: 'biome check',
    run: () => outputOf('node_modules/@biomejs/biome/bin/biome', 'check', '--colors=off'),
  },
];

await command(HELP, { spec: { type: 'string' }, 'spec-only': { type: 'boolean' } }, async (values) => {
  const folder = path.resolve(ROOT, values.spec ?? 'spec');
  const steps = [...specSteps(folder, values.spec ?? 'spec'), ...(values['spec-only'] ? [] : CODE_STEPS)];
  const failed: string[] = [];
  const shown = new Set<string>();
  for (const { name, run } of steps) {
    const problems = await run().catch((error: Error) => [error.message]);
    console.log(`${(problems.length > 0 ? 'Failed' : 'Clean').padStart(8)}  ${name}`);
    for (const problem of problems.filter((each) => !shown.has(each))) console.log(problem);
    for (const problem of problems) shown.add(problem);
    if (problems.length > 0) failed.push(name);
  }
  if (failed.length > 0) throw new Failure(`\nTo be mended: ${failed.join(', ')}.`);
});
