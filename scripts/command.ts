/** What the commands of this folder share: the words `--help`, `--spec`, `--generated`, and how a failure ends. */

import path from 'node:path';
import process from 'node:process';
import { type ParseArgsConfig, parseArgs } from 'node:util';

export const ROOT = path.resolve(import.meta.dirname, '..');

/** Stops a command with a message for a person and an exit status. */
export class Failure extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * Runs a command: parses its options, prints `help` for `--help`, and turns a failure into a message on stderr and an
 * exit status (64 for a wrong option, that of a `Failure`, else 1).
 */
export const command = async <Options extends NonNullable<ParseArgsConfig['options']>>(
  help: string,
  options: Options,
  run: (values: ReturnType<typeof parseArgs<{ options: Options }>>['values']) => Promise<void>,
): Promise<void> => {
  let values: Parameters<typeof run>[0] & { help?: boolean };
  try {
    ({ values } = parseArgs({ options: { ...options, help: { type: 'boolean' } } }) as never);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${help.trim()}`);
    process.exitCode = 64;
    return;
  }
  if (values.help) {
    console.log(help.trim());
    return;
  }
  try {
    await run(values);
  } catch (error) {
    process.exitCode = error instanceof Failure ? error.exitCode : 1;
    console.error(error instanceof Failure ? error.message : error);
  }
};
