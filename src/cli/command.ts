/** What a command of `os-server-groups` is, and how one is run. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { type ParseArgsConfig, parseArgs } from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;

/** The values of options as they were written: several of those that may come more than once. */
export type Values = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

export interface Command {
  /** The words that choose it, such as `token create`. */
  readonly words: string;
  /** What it does, in a line. */
  readonly summary: string;
  /** What comes after the words. */
  readonly usage: string;
  /** The options, one a line, and what else is worth knowing. */
  readonly details: string;
  readonly options: Options;
  /** Resolves when it has done its work; a service goes on. */
  readonly run: (values: Values, positionals: readonly string[]) => Promise<void>;
}

/** A command that cannot do what it was asked to: the message is for a person. */
export class Refusal extends Error {
  /**
   * 64 (`EX_USAGE` of sysexits.h) for wrong use, 75 (`EX_TEMPFAIL`) where the same may succeed later by itself, 1 where what was
   * asked for cannot be done.
   */
  readonly exitCode: 1 | 64 | 75;
  constructor(message: string, exitCode: Refusal['exitCode']) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** @returns the refusal of a wrong use, which the caller throws */
export const misuse = (message: string): Refusal => new Refusal(message, 64);

const NAME = 'os-server-groups';

const usageOf = ({ words, usage }: Command): string => `Usage: ${NAME} ${words} ${usage}`.trim();

const helpOf = (command: Command): string =>
  `${usageOf(command)}\n\n${command.summary}\n\n${command.details.replace(/^\n/, '')}`;

/** The help of what several commands have in common: all of them, or those of one first word. */
const overview = (commands: readonly Command[]): string => {
  const width = Math.max(...commands.map(({ words }) => words.length));
  const lines = commands.map(({ words, summary }) => `  ${words.padEnd(width)}  ${summary}`);
  return `Usage: ${NAME} <command>\n\n${lines.join('\n')}\n\n"${NAME} <command> --help" tells more about each, "${NAME} --version" which version this is.`;
};

const parse = ({ options }: Command, args: string[]) => {
  try {
    return parseArgs({
      args,
      options: { ...options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    }) as { values: Values; positionals: string[] };
  } catch (error) {
    throw misuse((error as Error).message);
  }
};

const runOne = async (command: Command, args: string[]): Promise<void> => {
  // Who asks for help may have got the rest wrong.
  if (args.some((arg) => arg === '--help' || arg === '-h')) return console.log(helpOf(command));
  try {
    const { values, positionals } = parse(command, args);
    await command.run(values, positionals);
  } catch (error) {
    if (error instanceof Refusal && error.exitCode === 64) {
      error.message += `\n\n${usageOf(command)}\n"${NAME} ${command.words} --help" tells more.`;
    }
    throw error;
  }
};

/** In a checkout and in the package alike it is one folder up from the sources. */
const version = (): string =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, '../../package.json'), 'utf8')).version;

/**
 * Runs the command whose words the arguments begin with.
 *
 * @throws {Refusal} for wrong use, and whatever the command throws
 */
export const runCommand = async (commands: readonly Command[], given: readonly string[]): Promise<void> => {
  if (given[0] === '--version') return console.log(version());
  // "help backup" is "backup --help".
  const args = given[0] === 'help' ? [...given.slice(1), '--help'] : given;
  const words = (count: number) => args.slice(0, count).join(' ');
  const chosen = commands.find((command) => command.words === words(command.words.split(' ').length));
  if (chosen !== undefined) return runOne(chosen, args.slice(chosen.words.split(' ').length));

  const near = commands.filter((command) => command.words.split(' ')[0] === args[0]);
  const shown = overview(near.length > 0 ? near : commands);
  const wanting = near.length > 0 ? 1 : 0;
  const word = args[wanting];
  if (word === '--help' || word === '-h') return console.log(shown);
  const wrong =
    word === undefined
      ? 'A word that says what to do is missing.'
      : `There is no command "${words(wanting + 1)}".`;
  throw misuse(`${wrong}\n\n${shown}`);
};

/** Prints to standard error, so that standard output stays what a script reads. */
export const say = (text: string): void => void process.stderr.write(`${text}\n`);
