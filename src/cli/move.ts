/** `os-server-groups move`: from SQLite to PostgreSQL. */

import type { DatabaseSync } from 'node:sqlite';
import type { Moved, Outcome } from '../store/postgres/move.ts';
import { whileAlone } from '../store/sqlite/alone.ts';
import { examine } from '../store/sqlite/examine.ts';
import { problemOf } from '../store/sqlite/problem.ts';
import { type Command, Refusal, say } from './command.ts';
import { noDatabase, statOf } from './files.ts';
import { hearSignals, interruptible } from './interruptible.ts';
import { MENDS_OF_STORE, refusalOf } from './mends.ts';
import {
  connect,
  NOTHING,
  refusalOfPostgres,
  TARGET_FILE,
  type Target,
  targetOf,
  unknownOutcome,
} from './move-target.ts';
import { LOST_STORE, STORE, STORE_HELP, storeFileOf } from './store-option.ts';
import { textTable } from './table.ts';

const SHOWN_OF_CHECKSUM = 16;

const MENDS = {
  ...MENDS_OF_STORE,
  damaged: 'Put a backup in its place with "os-server-groups restore", and move again',
  newer: 'Move it with that version of the service, or a later one',
} as const;

const tableOf = (moved: readonly Moved[]): string =>
  textTable([
    ['table', 'rows in SQLite', 'in PostgreSQL', 'checksum in SQLite', 'in PostgreSQL'],
    ...moved.map(({ table, from, to }) => [
      table,
      String(from.rows),
      String(to.rows),
      from.checksum.slice(0, SHOWN_OF_CHECKSUM),
      to.checksum.slice(0, SHOWN_OF_CHECKSUM),
    ]),
  ]);

const report = (outcome: Outcome, store: string, { shown, setting }: Target): void => {
  if (outcome.outcome === 'not empty') {
    throw new Refusal(
      `${NOTHING}: the target ${shown} has data of this service already (in osg.${outcome.table}). Name an empty database, or, if nobody needs what is in ` +
        'it, remove it there with: DROP SCHEMA osg CASCADE',
      1,
    );
  }
  console.log(tableOf(outcome.tables));
  if (outcome.outcome === 'different') {
    throw new Refusal(
      `${NOTHING}: what was written to ${shown} was not what was read from ${store}, as the table shows. See whether the database has triggers or rules of ` +
        'its own on the tables of the schema osg; if not, report it.',
      1,
    );
  }
  say(
    outcome.outcome === 'moved'
      ? `All of ${store} is in ${shown}, and was compared. Set ${setting}, and start the service. ` +
          'Keep the SQLite file as a backup, and start no service with it any more.'
      : `All of ${store} could be moved to ${shown}: it was written there, compared, and taken back. Without --dry-run it stays.`,
  );
};

const copyAndCompare = async (
  db: DatabaseSync,
  target: Target,
  dryRun: boolean,
  committing: () => void,
): Promise<Outcome> => {
  const client = await connect(target);
  try {
    const { moveAll } = await import('../store/postgres/move.ts');
    return await moveAll(db, client, { dryRun, committing });
  } catch (error) {
    throw refusalOfPostgres(error, target);
  } finally {
    await client.end().catch(() => {});
  }
};

const moveFrom = (db: DatabaseSync, store: string, target: Target, dryRun: boolean): Promise<Outcome> => {
  let said = 'nothing was moved, and nothing changed.';
  const giveUp = () => {
    // So that SQLite leaves no journal beside it.
    db.close();
    return said;
  };
  return interruptible(giveUp, async () => {
    const examined = examine(db);
    if ('problem' in examined) throw refusalOf(NOTHING, `the store ${store}`, examined, MENDS);
    await hearSignals();
    return copyAndCompare(db, target, dryRun, () => {
      said = `all was being committed. ${unknownOutcome(target)}`;
    });
  });
};

const checkStore = async (store: string): Promise<void> => {
  const stats = await statOf(store, LOST_STORE);
  if (stats === undefined) {
    throw new Refusal(`There is no store ${store}. Name the one to move with --store sqlite:FILE.`, 1);
  }
  const problem = await noDatabase(store, stats);
  if (problem !== undefined) throw refusalOf(NOTHING, `the store ${store}`, problem, MENDS);
};

const move = async (store: string, target: Target, dryRun: boolean): Promise<void> => {
  const moved = await whileAlone(store, (db) => moveFrom(db, store, target, dryRun)).catch((error) => {
    throw error instanceof Refusal
      ? error
      : refusalOf(NOTHING, `the store ${store}`, problemOf(error), MENDS);
  });
  if (moved === undefined) {
    throw new Refusal(
      `${NOTHING}: another process has the store ${store} open, and what it wrote from now on would be missing in the target. Stop the service, and move again` +
        (dryRun ? '; or try with a backup meanwhile: --store sqlite:BACKUP.' : '.'),
      1,
    );
  }
  report(moved.result, store, target);
};

export const moveCommand: Command = {
  words: 'move',
  summary: 'Copies all of a SQLite store into an empty PostgreSQL database, and compares the two.',
  usage: 'TARGET [--dry-run] [--store URL] | --target-file FILE …',
  details: `
  TARGET           the database, as in OSG_STORE: postgres://USER@HOST/DATABASE
  --target-file FILE
                   a file with TARGET, for one with a password: others can see the arguments of a command
  --dry-run        does all of it, and takes it back at the end
${STORE_HELP}

Stop the service first: no other process may have the store open meanwhile. (To try it while the service runs, make a backup, and
use that: --dry-run --store sqlite:BACKUP.) All is written in one transaction, which is committed when rows and checksums of each
table are the same on both sides. The SQLite file stays as it is.

Exit status:
  0   all is moved
  1   nothing was moved, and the message says why
  64  the command is not understood, or the target is no URL
  78  a setting is wrong
  130, 143  Ctrl-C or SIGTERM ended it, and nothing has changed, unless it says that all was being committed`,
  options: { ...STORE, [TARGET_FILE]: { type: 'string' }, 'dry-run': { type: 'boolean' } },
  run: async (values, positionals) => {
    const target = await targetOf(values, positionals);
    const store = storeFileOf(
      values,
      'What is to be moved must be in SQLite: name it with --store sqlite:FILE.',
    );
    await checkStore(store);
    await move(store, target, values['dry-run'] === true);
  },
};
