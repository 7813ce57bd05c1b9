#!/usr/bin/env node
/** The command `os-server-groups-verify`. */

import { access, constants, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { CannotJudge } from './cannot-judge.ts';
import { HELP } from './help.ts';
import { type Options, readOptions } from './options.ts';
import { RELEASE } from './release.ts';
import { htmlReport } from './report/html.ts';
import { jsonReport } from './report/json.ts';
import { junitReport } from './report/junit.ts';
import { terminalReport } from './report/terminal.ts';
import { isKept, isOpen, type Verification } from './result.ts';

const KEPT = 0;
const BROKEN = 1;
const CANNOT_JUDGE = 2;

const REPORTS: Readonly<Record<'junit' | 'json' | 'html', (verification: Verification) => string>> = {
  junit: junitReport,
  json: jsonReport,
  html: htmlReport,
};

/** Before anything is done: whether the reports can be written, which nobody wants to learn after the run. */
const seeFolders = async (reports: Options['reports']): Promise<void> => {
  for (const file of Object.values(reports)) {
    try {
      await access(path.dirname(path.resolve(file)), constants.W_OK);
    } catch (error) {
      throw cannotWrite(file, error as Error);
    }
  }
};

const cannotWrite = (file: string, { message }: Error): CannotJudge =>
  new CannotJudge(
    `The report ${file} cannot be written (${message}). Name a file in a folder that exists and can be written.`,
  );

/** Writes all that can be written. Returns what was in the way of the others. */
const writeReports = async (
  reports: Options['reports'],
  verification: Verification,
): Promise<readonly CannotJudge[]> => {
  const failures: CannotJudge[] = [];
  for (const [kind, file] of Object.entries(reports)) {
    try {
      await writeFile(file, REPORTS[kind as keyof typeof REPORTS](verification));
    } catch (error) {
      failures.push(cannotWrite(file, error as Error));
    }
  }
  return failures;
};

const main = async (): Promise<number> => {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === 'help') console.log(HELP.trim());
  else if (options === 'version') console.log(RELEASE);
  if (typeof options === 'string') return KEPT;
  await seeFolders(options.reports);

  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // A second one does not wait for the groups to be deleted.
      if (interrupted.signal.aborted) process.exit(CANNOT_JUDGE);
      console.error('Interrupted: deleting the groups that were made …');
      interrupted.abort();
    });
  }
  const { verify } = await import('./verify.ts');
  const say = (line: string) => console.error(line);
  const verification = await verify(options, say, interrupted.signal);
  const failures = await writeReports(options.reports, verification);
  const colour = process.stdout.isTTY && process.env.NO_COLOR === undefined;
  console.log(terminalReport(verification, { colour, width: process.stdout.columns ?? 100 }));
  for (const { message } of failures) console.error(message);
  if (failures.length > 0 || interrupted.signal.aborted || isOpen(verification)) return CANNOT_JUDGE;
  return isKept(verification) ? KEPT : BROKEN;
};

/** Milliseconds in which connections may end after the run. */
const AFTERWARDS = 500;

try {
  process.exitCode = await main();
} catch (error) {
  process.exitCode = CANNOT_JUDGE;
  console.error(error instanceof CannotJudge ? error.message : error);
}
// A connection on which a server is still to answer would keep this process for as long as it pleases the server.
setTimeout(() => process.exit(), AFTERWARDS).unref();
