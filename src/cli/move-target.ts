/** The PostgreSQL database that a store moves to. */

import type { Client } from 'pg';
import { readSettingFile } from '../setting-file.ts';
import { StartupError } from '../startup-error.ts';
import { shownStore } from '../store/settings.ts';
import { StoreUnavailable } from '../store/store.ts';
import { misuse, Refusal, type Values } from './command.ts';

export const TARGET_FILE = 'target-file';
export const NOTHING = 'Nothing was moved, and nothing changed';

const FORM = 'postgres://USER@HOST/DATABASE';

export interface Target {
  readonly url: string;
  /** The URL without what is secret. */
  readonly shown: string;
  /** How the service is told to use it. */
  readonly setting: string;
}

const given = ({ [TARGET_FILE]: file }: Values, [target, ...others]: readonly string[]): Target => {
  if (others[0] !== undefined) throw misuse(`"${others[0]}" is one word too many.`);
  if (target !== undefined && file !== undefined) {
    throw misuse('The target and --target-file both say where to move: leave one out.');
  }
  if (file !== undefined) {
    const url = readSettingFile(String(file), '--target-file', `the URL of the target, ${FORM},`);
    return { url, shown: shownStore(url), setting: `OSG_STORE_FILE to ${file}` };
  }
  if (target === undefined) {
    throw misuse(`The target is missing: the URL of an empty PostgreSQL database, such as ${FORM}.`);
  }
  return { url: target, shown: shownStore(target), setting: 'OSG_STORE to the URL of the target' };
};

/** @throws {Refusal} where what is given is not such a URL */
export const targetOf = async (values: Values, positionals: readonly string[]): Promise<Target> => {
  const target = given(values, positionals);
  // Only here, as below, so that the other commands do not load the client of PostgreSQL.
  const { addressesOf } = await import('../store/postgres/address.ts');
  try {
    addressesOf(target.url, 'The target');
    return target;
  } catch (error) {
    throw error instanceof StartupError ? misuse(error.message) : error;
  }
};

export const connect = async ({ url, shown }: Target): Promise<Client> => {
  const { connectToPrimary } = await import('../store/postgres/primary.ts');
  const client = await connectToPrimary(url, 'The target');
  if (typeof client !== 'string') return client;
  throw new Refusal(
    `${NOTHING}: the target ${shown} cannot be used (${client}). See that PostgreSQL runs and can be reached from here, that the database ` +
      'exists, and that the user may sign in and make a schema in it.',
    1,
  );
};

export const unknownOutcome = ({ shown }: Target): string =>
  `Move again: if it is refused, since ${shown} has server groups already, all was moved.`;

/** By SQLSTATE (PostgreSQL's manual, appendix A) or what it begins with; the first that fits. */
const MENDS: readonly (readonly [state: string, mend: string])[] = [
  [
    '42501',
    'Let the user of the URL own the schema osg, or make it: GRANT CREATE ON DATABASE … TO …, and move again',
  ],
  [
    '42',
    'The schema osg there is not of this service: name another database, or, if nobody needs what is in it, remove it there with: DROP SCHEMA osg CASCADE',
  ],
  [
    '55P03',
    'Another session holds the tables there: end what uses them, such as a service or a backup, and move again',
  ],
  ['53100', 'Make room on the disk of PostgreSQL, and move again'],
  ['', 'Mend that, and move again'],
];

/** Errors of PostgreSQL are for people; any other is a failure of ours. */
export const refusalOfPostgres = (error: unknown, target: Target): unknown => {
  if (error instanceof StoreUnavailable) {
    return new Refusal(`${error.message} ${unknownOutcome(target)}`, 1);
  }
  if (error instanceof StartupError) {
    // What it says after that is for who starts a service.
    const [problem] = error.message.split('. ');
    return new Refusal(`${NOTHING}. Of the target ${target.shown}: ${problem}. Name another database.`, 1);
  }
  if (!(error instanceof Error)) return error;
  const code = 'code' in error ? String(error.code) : undefined;
  if (code === undefined && !error.message.startsWith('Connection terminated')) return error;
  const [, mend] = MENDS.find(([state]) => code?.startsWith(state) ?? state === '') ?? [];
  return new Refusal(`${NOTHING}: PostgreSQL refused it (${error.message}). ${mend}.`, 1);
};
