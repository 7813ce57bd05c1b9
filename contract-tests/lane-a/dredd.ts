/** Dredd in this process: without its output, and with each verdict as data. */

import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Hooks, Transaction } from '../hooks/hooks.ts';

export interface Verdict {
  readonly transaction: Transaction;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** What Dredd found. */
  readonly message: string;
}

interface Test {
  readonly origin: Transaction['origin'];
  readonly message?: string;
}

interface DreddClass {
  new (configuration: object): { run(done: (error?: Error | null) => void): void };
}

const HOOK_FILE = fileURLToPath(new URL('../hooks/hooks.cjs', import.meta.url));
const TIMEOUT_MS = 10_000;

const load = (): DreddClass => {
  const require = createRequire(import.meta.url);
  // Its dependencies are of an older time, and Node warns about what they do, now and while they run.
  const { emitWarning } = process;
  process.emitWarning = () => {};
  process.noDeprecation = true;
  const others = new Set(process.listeners('unhandledRejection'));
  const Dredd: DreddClass = require('dredd');
  process.emitWarning = emitWarning;
  // Its parser ends the process without a word at any rejection that nobody handles.
  for (const listener of process.listeners('unhandledRejection')) {
    if (!others.has(listener)) process.removeListener('unhandledRejection', listener);
  }
  // Its reporter for terminals cannot be switched off.
  const { default: output } = require('dredd/build/reporters/reporterOutputLogger.js');
  output.transports.console.silent = true;
  return Dredd;
};

let loaded: DreddClass | undefined;

/**
 * Runs all transactions of a document against a server.
 *
 * @throws if Dredd cannot read the document or does not run the hooks
 */
export const runDredd = async (
  file: string,
  endpoint: string,
  hooks: Hooks,
  hookFile = HOOK_FILE,
): Promise<Verdict[]> => {
  loaded ??= load();
  const transactions = new Map<Transaction['origin'], Transaction>();
  const verdicts: Verdict[] = [];
  let unhooked = 0;
  const conclude = (outcome: Verdict['outcome'], { origin, message = '' }: Test) => {
    const transaction = transactions.get(origin);
    if (transaction === undefined) unhooked++;
    else verdicts.push({ transaction, outcome, message });
  };
  const emitter = new EventEmitter();
  emitter.on('start', (documents: Record<string, unknown>[], done: () => void) => {
    // Transactions are made by now. Dredd would copy all that it has parsed for the hooks, which takes half a second.
    for (const document of documents) for (const key of Object.keys(document)) delete document[key];
    done();
  });
  emitter.on('test pass', (test: Test) => conclude('passed', test));
  emitter.on('test fail', (test: Test) => conclude('failed', test));
  emitter.on('test skip', (test: Test) => conclude('skipped', test));
  emitter.on('test error', (error: Error, test: Test) =>
    conclude('failed', { ...test, message: `no answer: ${error.message}` }),
  );
  const beforeEach: Hooks['beforeEach'] = (transaction, done) => {
    transactions.set(transaction.origin, transaction);
    hooks.beforeEach(transaction, done);
  };
  const custom = { cwd: process.cwd(), hooks: { ...hooks, beforeEach } };
  const dredd = new loaded({
    endpoint,
    path: [file],
    hookfiles: [hookFile],
    custom,
    emitter,
    loglevel: 'error',
    http: { timeout: TIMEOUT_MS },
  });
  await new Promise<void>((resolve, reject) => {
    dredd.run((error) => (error ? reject(error) : resolve()));
  });
  if (unhooked > 0) throw new Error(`Dredd ran ${unhooked} transactions without the hooks of ${hookFile}`);
  if (verdicts.length === 0) throw new Error(`Dredd found no transaction in ${file}`);
  return verdicts;
};
