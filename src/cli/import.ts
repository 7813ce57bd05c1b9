/** `os-server-groups import`: server groups, members and quotas of a Nova. */

import process from 'node:process';
import { DumpError } from '../nova-import/dump-error.ts';
import { importStaged, noTotals } from '../nova-import/import.ts';
import { nameOf, openPresentStore } from '../nova-import/present-store.ts';
import { progressOn } from '../nova-import/progress.ts';
import { hasLoss, jsonOf, type Report, textOf } from '../nova-import/report.ts';
import { stage } from '../nova-import/stage.ts';
import { openStaging, type Staging } from '../nova-import/staging.ts';
import { StartupError } from '../startup-error.ts';
import { StoreUnavailable } from '../store/store.ts';
import { type Command, misuse, Refusal, type Values } from './command.ts';
import { interruptible } from './interruptible.ts';
import { STORE, STORE_HELP, storeUrl } from './store-option.ts';

/** The exit status where something that is alive in Nova was left out. */
const LEFT_OUT = 2;

/** Prints a text in parts, at the pace of who reads it; who reads only the beginning closes the pipe, which is no failure. */
const print = async (parts: Iterable<string>): Promise<void> => {
  let isOpen = true;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    isOpen = false;
  });
  for (const part of parts) {
    if (!isOpen) return;
    await new Promise<void>((resolve) => process.stdout.write(part, () => resolve()));
  }
};

function* lines(texts: Iterable<string>): Generator<string> {
  for (const text of texts) yield `${text}\n`;
}

/** How far an import came that did not come to its end; a write may have come in beside those that are known. */
const cameIn = ({ store, totals: { groups, members, quotas } }: Report): string =>
  `at least ${groups.imported} server groups, ${members.imported} members and ${quotas.imported} quotas have come into ${store}, each group ` +
  'with all its members. The same import goes on from there.';

/** What a person must know of an error, in the words of the command. */
const explained = (error: unknown, { store }: Values, reached: string): unknown => {
  if (error instanceof DumpError) return new Refusal(error.message, 1);
  if (error instanceof StoreUnavailable) return new Refusal(`${error.message} Until then ${reached}`, 1);
  if (error instanceof StartupError && store !== undefined) {
    error.message = error.message.replaceAll('OSG_STORE', '--store');
  }
  return error;
};

const importFile = async (report: Report, url: string, values: Values, staging: Staging): Promise<void> => {
  const { file, applied, totals } = report;
  const database = typeof values.database === 'string' ? values.database : undefined;
  const tell = progressOn(process.stderr);
  let writes = false;
  const reached = () => {
    tell('');
    return writes ? cameIn(report) : 'nothing was imported.';
  };
  try {
    await interruptible(reached, async () => {
      const store = await openPresentStore(url, values.store === undefined ? 'OSG_STORE' : '--store');
      try {
        await stage(file, staging, database, tell);
        writes = applied;
        await importStaged(staging, store, applied, totals, () =>
          tell(`${totals.groups.imported} server groups ${applied ? 'have come in' : 'would come in'}`),
        );
      } finally {
        await store.close();
      }
    });
    tell('');
  } catch (error) {
    throw explained(error, values, reached());
  }
};

const run = async (file: string, values: Values): Promise<void> => {
  const url = storeUrl(values);
  const report: Report = { file, store: nameOf(url), applied: values.apply === true, totals: noTotals() };
  const staging = openStaging();
  try {
    await importFile(report, url, values, staging);
    await print(values.json === true ? jsonOf(report, staging) : lines(textOf(report, staging)));
    if (hasLoss(staging)) process.exitCode = LEFT_OUT;
  } finally {
    staging.close();
  }
};

export const importCommand: Command = {
  words: 'import',
  summary: "Brings in server groups, members and quotas from a dump of Nova's API database.",
  usage: 'FILE [--apply] [--json] [--database NAME] [--store URL]',
  details: `
  FILE             the dump of mysqldump, mariadb-dump or pg_dump, in SQL, also compressed by gzip; - is standard input
  --apply          imports; without it nothing is written, and only told what would be. Make a backup before
  --json           tells as a JSON object for programs, with all that is not imported
  --database NAME  reads this database, where the dump has several
${STORE_HELP}

Groups keep their ids, names, projects, users, policies, rules, and their members in order. What is here already, or was imported
before and deleted here, stays as it is, and is listed where it differs: an import can be repeated, also with a newer dump, and
while the service runs. Quotas do not stop it. The store must be there, and up to date.

Exit status:
  0   all that is alive in Nova is here as it is there, or was deleted here since
  2   some of that is not: it was left out, or differs here
  1   nothing could be imported, or not all (75: another process had the store locked)
  64  wrong use
  78  a setting is wrong, also the URL of the store, or the store is of a newer version
  130, 143  Ctrl-C or SIGTERM ended it; the same import goes on from there`,
  options: {
    apply: { type: 'boolean' },
    json: { type: 'boolean' },
    database: { type: 'string' },
    ...STORE,
  },
  run: async (values, [file, ...others]) => {
    if (file === undefined || file === '')
      throw misuse('The dump is missing: a file, or - for standard input.');
    if (others[0] !== undefined)
      throw misuse(`"${others[0]}" is one word too many. A path with spaces needs quotes.`);
    await run(file, values);
  },
};
