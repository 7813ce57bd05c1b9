/** What goes wrong with PostgreSQL: whether it may help to try again, and whether another server of the cluster may do better. */

import { OutcomeUnknown, StoreUnavailable } from '../store.ts';

/** Answers of PostgreSQL (its manual, appendix A), by SQLSTATE or by the class that it begins with. */
const TRY_AGAIN: readonly string[] = [
  '40001', // serialization_failure
  '40P01', // deadlock_detected
  '55P03', // lock_not_available
];
const TRY_ANOTHER: readonly string[] = [
  '08', // connection exceptions
  '25006', // read_only_sql_transaction: this server is a standby now
  '53300', // too_many_connections
  '57P', // the server is shutting down, has crashed or is starting
];
/** Causes outside of the program that do not go away while a request waits. */
const OUTSIDE: readonly string[] = [
  '26000', // prepared statements of another session, or
  '42P05', // of this one: a pooler in between pools by transaction
  '28', // the password or the certificate is refused, since it was changed
  '3D000', // the database is gone
  '3F000', // the schema is gone
  '25P', // the transaction took longer than the server allows
  '42501', // the rights are gone
  '42P01', // the tables are gone
  '53', // no memory, no disk
  '57', // cancelled, such as by the statement timeout
  '58', // an error of the machine
  'XX', // PostgreSQL itself failed, or its data are damaged
];

/** The server that answered is a standby, which takes no writes. */
export class IsStandby extends Error {
  override readonly name = 'IsStandby';
}

const SQLSTATE = /^[0-9A-Z]{5}$/;

/** The SQLSTATE of an answer of PostgreSQL; undefined for any other error. */
const stateOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && SQLSTATE.test(error.code)
    ? error.code
    : undefined;

const isOneOf = (classes: readonly string[], error: unknown): boolean => {
  const state = stateOf(error);
  return state !== undefined && classes.some((each) => state.startsWith(each));
};

/** Of errors of the system, and of Node's TLS, which name no call of the system. */
const CODES_OF_CONNECTION: readonly unknown[] = ['ECONNRESET', 'EPIPE'];
/** `pg` throws it before it sends anything. */
const NOT_SENT = /^Client has encountered a connection error/;
/** Of `pg` itself, which have no code. */
const OF_PG =
  /^(?:Connection terminated|Query read timeout|timeout expired|The server does not support SSL)/i;
/** Nobody who has a connection has given it back: another server would do no better. */
const POOL_IS_BUSY = 'timeout exceeded when trying to connect';

/** A connection that was not made, or broke. */
const isOfConnection = (error: unknown): boolean =>
  error instanceof AggregateError || // of each address that a name has
  (error instanceof Error &&
    ('syscall' in error ||
      ('code' in error && CODES_OF_CONNECTION.includes(error.code)) ||
      NOT_SENT.test(error.message) ||
      OF_PG.test(error.message)));

/** Whether another server of the cluster may do better, or the same one a little later. */
export const mayMove = (error: unknown): boolean =>
  error instanceof IsStandby || isOfConnection(error) || isOneOf(TRY_ANOTHER, error);

/** Whether the same transaction may succeed when it is tried again. */
export const mayTryAgain = (error: unknown): boolean =>
  mayMove(error) || isOneOf(TRY_AGAIN, error) || (error instanceof Error && error.message === POOL_IS_BUSY);

/** After these the transaction has surely changed nothing, although the error came while it was committed. */
const ROLLED_BACK: readonly string[] = ['23', '40001', '40002', '40P01'];

export const isSurelyRolledBack = (error: unknown): boolean =>
  isOneOf(ROLLED_BACK, error) || (error instanceof Error && NOT_SENT.test(error.message));

/** In words, also where a name has several addresses, and each of them refuses. */
export const reasonOf = (error: unknown): string => {
  const { message, code } = error as NodeJS.ErrnoException;
  return message || String(code);
};

export const unknownOutcome = (why: string, cause?: unknown): OutcomeUnknown =>
  new OutcomeUnknown(
    `Whether the database has taken a write is not known (${why}): look whether it is there before you repeat it, or repeat it with its Idempotency-Key.`,
    { cause },
  );

/** What is told of an error whose cause lies outside of the program. */
export const outage = (error: unknown): StoreUnavailable =>
  new StoreUnavailable(
    `The database cannot be used now (${reasonOf(error)}): see that PostgreSQL runs, can be reached and takes writes, then try again.`,
    { cause: error },
  );

/** The same error, or `StoreUnavailable` where its cause lies outside of the program. */
export const asUnavailable = (error: unknown): unknown =>
  mayTryAgain(error) || isOneOf(OUTSIDE, error) ? outage(error) : error;
