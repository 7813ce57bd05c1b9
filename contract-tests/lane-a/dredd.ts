/** Dredd in this process: without its output, and with each verdict as data. */

import { EventEmitter } from 'node:events';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Hooks, Transaction } from '../hooks/hooks.ts';
import { silenceBehind } from './proxy.ts';

export interface Verdict {
  readonly transaction: Transaction;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** What Dredd found. */
  readonly message: string;
  /** Milliseconds, with what the hooks did for it. */
  readonly took: number;
}

interface Test {
  readonly origin: Transaction['origin'];
  readonly message?: string;
}

const HOOK_FILE = fileURLToPath(new URL('../hooks/hooks.cjs', import.meta.url));

type DreddClass = typeof import('dredd');
type Descriptions = import('dredd').Descriptions;

/** Both imports stand as text, so that whoever bundles this sees them. */
const load = async (): Promise<DreddClass> => {
  // Its dependencies are of an older time, and Node warns about what they do, now and while they run.
  const { emitWarning } = process;
  process.emitWarning = () => {};
  process.noDeprecation = true;
  const others = new Set(process.listeners('unhandledRejection'));
  try {
    const { default: Dredd } = await import('dredd');
    // Its reporter for terminals cannot be switched off.
    const { default: output } = await import('dredd/build/reporters/reporterOutputLogger.js');
    output.default.transports.console.silent = true;
    return Dredd;
  } finally {
    process.emitWarning = emitWarning;
    // Its parser ends the process without a word at any rejection that nobody handles.
    for (const listener of process.listeners('unhandledRejection')) {
      if (!others.has(listener)) process.removeListener('unhandledRejection', listener);
    }
  }
};

interface DreddOptions {
  readonly hookFile?: string;
  /** Milliseconds that one answer may take. */
  readonly timeout: number;
  /** Hears of each answer; where there was none, why. */
  readonly answered?: (why?: string) => void;
}

let loading: Promise<DreddClass> | undefined;

/** The transactions of the last document: Dredd takes a second to make them, and a document is tried at two versions. */
let last: { readonly file: string; readonly descriptions: Descriptions } | undefined;

/** What a run needs of the descriptions, its own: Dredd changes transactions as it goes. */
const copyOf = (descriptions: Descriptions): Descriptions =>
  descriptions.map(({ transactions, annotations, location, mediaType }) =>
    structuredClone({ transactions, annotations, location, mediaType }),
  );

/** Lets a Dredd make the transactions of a document only where the last one did not. */
const rememberTransactions = (dredd: InstanceType<DreddClass>, file: string): void => {
  const prepare = dredd.prepareAPIdescriptions.bind(dredd);
  dredd.prepareAPIdescriptions = (done) => {
    if (last?.file === file) return done(null, copyOf(last.descriptions));
    prepare((error, descriptions = []) => {
      if (error) return done(error);
      last = { file, descriptions: copyOf(descriptions) };
      done(null, copyOf(descriptions));
    });
  };
};

/**
 * Runs all transactions of a document against a server.
 *
 * @throws if Dredd cannot read the document or does not run the hooks
 */
export const runDredd = async (
  file: string,
  endpoint: string,
  hooks: Hooks,
  { hookFile = HOOK_FILE, timeout, answered = () => {} }: DreddOptions,
): Promise<Verdict[]> => {
  loading ??= load();
  const Dredd = await loading;
  const transactions = new Map<Transaction['origin'], Transaction>();
  const verdicts: Verdict[] = [];
  const starts = new Map<Transaction['origin'], number>();
  let unhooked = 0;
  const conclude = (outcome: Verdict['outcome'], { origin, message = '' }: Test) => {
    const transaction = transactions.get(origin);
    if (transaction === undefined) unhooked++;
    else {
      const took = Math.round(performance.now() - (starts.get(origin) ?? 0));
      verdicts.push({ transaction, outcome, message, took });
    }
  };
  const emitter = new EventEmitter();
  emitter.on('start', (documents: Record<string, unknown>[], done: () => void) => {
    // Transactions are made by now. Dredd would copy all that it knows of the document for the hooks.
    for (const document of documents) for (const key of Object.keys(document)) delete document[key];
    done();
  });
  emitter.on('test pass', (test: Test) => {
    answered();
    conclude('passed', test);
  });
  emitter.on('test fail', (test: Test) => {
    const real = transactions.get(test.origin)?.real;
    // What was never sent says nothing of the server.
    if (real !== undefined) answered(silenceBehind(real));
    conclude('failed', test);
  });
  emitter.on('test skip', (test: Test) => conclude('skipped', test));
  emitter.on('test error', (error: Error, test: Test) => {
    answered(error.message);
    conclude('failed', { ...test, message: `there is no answer (${error.message})` });
  });
  const beforeEach: Hooks['beforeEach'] = (transaction, done) => {
    transactions.set(transaction.origin, transaction);
    starts.set(transaction.origin, performance.now());
    hooks.beforeEach(transaction, done);
  };
  const custom = { cwd: process.cwd(), hooks: { ...hooks, beforeEach } };
  const dredd = new Dredd({
    endpoint,
    path: [file],
    hookfiles: [hookFile],
    custom,
    emitter,
    loglevel: 'error',
    http: { timeout },
  });
  rememberTransactions(dredd, file);
  await new Promise<void>((resolve, reject) => {
    dredd.run((error) => (error ? reject(error) : resolve()));
  });
  if (unhooked > 0) throw new Error(`Dredd ran ${unhooked} transactions without the hooks of ${hookFile}`);
  if (verdicts.length === 0) throw new Error(`Dredd found no transaction in ${file}`);
  return verdicts;
};
