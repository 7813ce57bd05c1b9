/** `npm run compat`: whether the documents would break clients of what was published. */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { command, Failure, ROOT } from './command.ts';
import { type Approval, readApprovals } from './compat/approved.ts';
import { changelogOf } from './compat/changelog.ts';
import { compareDocuments, compareSets, newMicroversions } from './compat/compare.ts';
import { installOasdiff } from './compat/oasdiff.ts';
import { verdictOn } from './compat/verdict.ts';
import type { JsonObject } from './generate/document.ts';
import { type DocumentSet, readDocuments } from './publish/documents.ts';
import { publishedProblems, publishedVersions } from './publish/published.ts';
import { compareVersions, nextBreaking } from './publish/version.ts';

const HELP = `
npm run compat [-- --base FILE --revision FILE]

Compares the documents in generated/ with the newest version in spec/published/ before theirs, view by view, and writes what
has changed, by operation, to dist/spec/CHANGELOG.md. A change that would break clients fails, unless it is approved in
spec/published/approved-changes.yaml; so does a published document that was altered, and a change without a new version.
It needs Go 1.26 or later, for oasdiff, which the first run builds.

  --base FILE         compare this document …
  --revision FILE     … with this one, both in JSON or YAML, instead
  --approved FILE     the approved changes        (default: spec/published/approved-changes.yaml; none with --base)
  --changelog FILE    the changelog to write      (default: dist/spec/CHANGELOG.md; with --base it is printed)
  --generated FOLDER  the documents to judge      (default: generated)
  --published FOLDER  the published versions      (default: spec/published)

Exit status: 0 nothing breaks; 1 something does, or is to be mended; 69 there is no Go that can build oasdiff.
`;

const OPTIONS = {
  base: { type: 'string' },
  revision: { type: 'string' },
  approved: { type: 'string' },
  changelog: { type: 'string' },
  generated: { type: 'string' },
  published: { type: 'string' },
} as const;

const write = async (file: string, text: string) => {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
  console.log(`Wrote the changelog to ${path.relative(ROOT, file)}.`);
};

const readDocument = async (file: string): Promise<JsonObject> =>
  parse(
    await readFile(file, 'utf8').catch((error: Error) => {
      throw new Failure(`${file} cannot be read: ${error.message}`);
    }),
  );

/** Two documents of one's own. */
const judgeDocuments = async (base: string, revision: string, approvals: readonly Approval[]) => {
  const documents = [await readDocument(base), await readDocument(revision)] as const;
  const findings = await compareDocuments(await installOasdiff(), ...documents);
  const changelog = changelogOf({ from: base, to: revision, findings, approvals });
  return { ...verdictOn(findings, approvals), changelog };
};

/** The spec, and the version of it that was published before. */
const judgeSpec = async (base: DocumentSet, current: DocumentSet, approvals: readonly Approval[]) => {
  const program = await installOasdiff();
  const findings = await compareSets(program, base, current);
  const news = await newMicroversions(program, base, current);
  const [from, to] = [base.version, current.version];
  const { problems, ...verdict } = verdictOn(findings, approvals);
  const needed = nextBreaking(from);
  const tooLow =
    verdict.breaks && compareVersions(to, needed) < 0
      ? [
          `What breaks clients, though approved, needs version ${needed} or later. Raise info.version in spec/openapi.yaml.`,
        ]
      : [];
  const changelog = changelogOf({ from, to, findings, approvals, news });
  return { ...verdict, problems: [...problems, ...tooLow], changelog };
};

const first = (version: string, approvals: readonly Approval[]) => ({
  lines: ['Nothing was published before this version, so there is nothing to compare with.'],
  problems: approvals.length > 0 ? ['approved-changes.yaml approves changes of nothing. Empty it.'] : [],
  changelog: `# Changes of the API: ${version}\n\nThe first version.\n`,
});

await command(HELP, OPTIONS, async ({ base, revision, ...values }) => {
  if ((base === undefined) !== (revision === undefined)) {
    throw new Failure('--base and --revision go together: name the document before and the one after.', 64);
  }
  const published = path.resolve(ROOT, values.published ?? 'spec/published');
  const approved = values.approved ?? (base ? undefined : path.join(published, 'approved-changes.yaml'));
  const approvals = approved ? await readApprovals(approved) : [];

  let judged: { lines: readonly string[]; problems: readonly string[]; changelog: string };
  if (base !== undefined && revision !== undefined) {
    judged = await judgeDocuments(base, revision, approvals);
  } else {
    const current = await readDocuments(path.resolve(ROOT, values.generated ?? 'generated'));
    const problems = await publishedProblems(published, current);
    if (problems.length > 0) throw new Failure(problems.join('\n'));
    const before = (await publishedVersions(published)).filter(
      (version) => compareVersions(version, current.version) < 0,
    );
    const newest = before.at(-1);
    judged =
      newest === undefined
        ? first(current.version, approvals)
        : await judgeSpec(await readDocuments(path.join(published, newest)), current, approvals);
  }

  for (const line of judged.lines) console.log(line);
  if (base !== undefined && values.changelog === undefined) console.log(judged.changelog);
  else
    await write(
      path.resolve(values.changelog ?? path.join(ROOT, 'dist/spec/CHANGELOG.md')),
      judged.changelog,
    );
  if (judged.problems.length > 0) throw new Failure(`\n${judged.problems.join('\n')}`);
  console.log('Nothing breaks clients.');
});
