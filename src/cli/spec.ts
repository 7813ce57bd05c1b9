/** `os-server-groups spec`: the API description, for other programs. */

import { readFile, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { LEGACY, minorOf } from '../microversions/negotiate.ts';
import { type Format, readBundle } from '../operational/documents.ts';
import { fileOf, NEWEST, readView, viewOf } from '../views/view.ts';
import { type Command, misuse, Refusal, say, type Values } from './command.ts';

const FORMATS: readonly Format[] = ['json', 'yaml'];

/** As `--format` says, else as the name of the file does, else JSON. */
const formatOf = ({ format, out }: Values): Format => {
  if (format === undefined) return /\.ya?ml$/i.test(String(out)) ? 'yaml' : 'json';
  const found = FORMATS.find((each) => each === format);
  if (found === undefined) throw misuse(`--format ${format}: expected json or yaml.`);
  return found;
};

/** The first version of the view that the option asks for; undefined without it. */
const firstOf = ({ view }: Values): string | undefined => {
  if (view === undefined) return undefined;
  const version = String(view);
  if (/^2\.(0|[1-9]\d*)$/.test(version) && minorOf(version) <= minorOf(NEWEST)) return viewOf(version);
  throw misuse(
    `--view ${version}: expected a microversion from 2.1 to ${NEWEST}, or ${LEGACY} for what has none (/v1, /v2).`,
  );
};

const textOf = async (format: Format, first: string | undefined): Promise<string | Buffer> => {
  if (first === undefined) return readBundle(format);
  if (format === 'json') return readFile(fileOf(first));
  const { stringify } = await import('yaml');
  // As the bundle is written: nothing said by reference to another place, no line broken.
  return stringify(readView(first), { aliasDuplicateObjects: false, lineWidth: 0 });
};

/** Who reads only the beginning (`… | head`) closes the pipe, which is no failure. */
const print = (text: string | Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EPIPE' ? resolve() : reject(error),
    );
    process.stdout.write(text, () => resolve());
  });

const write = async (file: string, text: string | Buffer): Promise<void> => {
  await writeFile(file, text).catch((error: NodeJS.ErrnoException) => {
    throw new Refusal(
      `${file} cannot be written (${error.code}). --out needs the path of a file in a folder that is there, and that you may write to.`,
      1,
    );
  });
  say(`The spec is in ${file}.`);
};

export const specCommand: Command = {
  words: 'spec',
  summary: 'Prints the OpenAPI document of the API, or writes it to a file.',
  usage: '[--format json|yaml] [--view VERSION] [--out FILE]',
  details: `
  --format FORMAT  json or yaml (default: what the name of FILE ends in, else json)
  --view VERSION   the API as clients of one microversion see it, such as 2.64, in place of all of it; 2.0 stands for
                   what has no microversions (/v1, /v2)
  --out FILE       the file to write to, in place of standard output`,
  options: { format: { type: 'string' }, view: { type: 'string' }, out: { type: 'string' } },
  run: async (values, [first]) => {
    if (first !== undefined) throw misuse(`"${first}" is one word too many.`);
    if (values.out === '') throw misuse('--out needs the path of a file.');
    const text = await textOf(formatOf(values), firstOf(values));
    await (values.out === undefined ? print(text) : write(String(values.out), text));
  },
};
