/** `npm run check`: shows that `generated/` is what the spec says. */

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { command, Failure, ROOT } from './command.ts';
import { hasJava } from './generate/generator.ts';
import { make } from './generate/make.ts';
import { isUntouched, readManifest, sourceChecksum } from './generate/manifest.ts';

const HELP = `
npm run check [-- --no-java --spec FOLDER --generated FOLDER]

Makes generated/ again in memory and compares: a line for each file, the difference where there is one, and the command
that mends it. Without Java the generated code cannot be made again; then its checksums, and those of all that it is made
from, tell whether it is stale.

  --no-java           do not run OpenAPI Generator, even where there is a Java
  --spec FOLDER       the spec to read             (default: spec)
  --generated FOLDER  the folder to compare with   (default: generated)

Exit status: 0 all fresh; 4 stale, "npm run generate" mends it; 100 it cannot be mended automatically.
`;

type Verdict = 'Fresh' | 'Stale' | 'Failed';

const say = (verdict: Verdict, file: string, why = '') =>
  console.log(`${verdict.padStart(8)}  ${file}${why && `: ${why}`}`);

const textOf = (file: string): Promise<string | undefined> => readFile(file, 'utf8').catch(() => undefined);

/** The unified difference of two texts, by git, which every checkout has. */
const difference = async (name: string, is: string, shallBe: string): Promise<string> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-check-'));
  try {
    await writeFile(path.join(folder, 'is'), is);
    await writeFile(path.join(folder, 'shall-be'), shallBe);
    const arguments_ = ['diff', '--no-index', '--no-color', '-U2', 'is', 'shall-be'];
    const { stdout } = await promisify(execFile)('git', arguments_, { cwd: folder }).catch((error) => error);
    const lines = String(stdout).split('\n').slice(4);
    const cut = lines.length > 60 ? [...lines.slice(0, 60), `… and ${lines.length - 60} more lines`] : lines;
    return [`--- ${name} (as it is)`, `+++ ${name} (as the spec says)`, ...cut].join('\n');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

await command(
  HELP,
  { spec: { type: 'string' }, generated: { type: 'string' }, 'no-java': { type: 'boolean' } },
  async (values) => {
    const spec = path.resolve(ROOT, values.spec ?? 'spec');
    const generated = path.resolve(ROOT, values.generated ?? 'generated');
    const java = !values['no-java'] && (await hasJava());
    const made = await make(path.join(spec, 'openapi.yaml'), { java }).catch((error: Error) => {
      say('Failed', 'spec/openapi.yaml');
      throw new Failure(
        `The spec must be mended by hand: ${error.message}\nRun "npm run lint" for more.`,
        100,
      );
    });

    let stale = 0;
    const report = (fresh: boolean, file: string, why?: string) => {
      say(fresh ? 'Fresh' : 'Stale', `generated/${file}`, why);
      if (!fresh) stale++;
    };
    for (const [file, shallBe] of made) {
      const is = await textOf(path.join(generated, file));
      report(is === shallBe, file, is === undefined ? 'missing' : undefined);
      if (is !== undefined && is !== shallBe) console.log(await difference(`generated/${file}`, is, shallBe));
    }

    const manifest = await readManifest(generated);
    const isOfSource = manifest?.source === (await sourceChecksum(ROOT, spec));
    report(isOfSource, 'manifest.json', manifest ? '' : 'missing');
    for (const file of Object.keys(manifest?.files ?? {}).filter((name) => !made.has(name))) {
      if (java) report(false, file, 'no longer made');
      else {
        const untouched = manifest && isUntouched(manifest, file, await textOf(path.join(generated, file)));
        report(isOfSource && untouched === true, file, untouched ? undefined : 'not as it was generated');
      }
    }
    if (stale > 0) throw new Failure(`\n${stale} files are stale. Mend it with: npm run generate`, 4);
    console.log(
      `\nAll fresh${java ? '' : ' (generated code by its checksums, since OpenAPI Generator was not run)'}.`,
    );
  },
);
