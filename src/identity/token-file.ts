import { hash as digest, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { StartupError } from '../startup-error.ts';
import { isName } from './identity.ts';
import { reasonOf, whileLocked, writeSecretFile } from './secret-file.ts';

/** The project of the first token: that of the example in the page 'Creating an ECS Group' of the ECS API reference. */
export const FIRST_PROJECT = '9c53a566cb3443ab910cf0daebca90c4';

const name = z.string().refine(isName, 'expected 1 to 255 printable characters');

const storedToken = z
  .strictObject({
    id: name.optional(),
    hash: z
      .string()
      .regex(/^sha256:[\da-f]{64}$/, 'expected "sha256:" and 64 hexadecimal digits in lower case'),
    user: name,
    project: name,
    roles: z.array(name),
    expires: z.iso
      .datetime({ offset: true, error: 'expected a time such as 2030-01-31T12:00:00Z' })
      .optional(),
    name: name.optional(),
  })
  // A line written by hand needs no id.
  .transform((token) => ({ ...token, id: token.id ?? token.hash.slice(7, 19) }));

const areDistinct = (texts: readonly string[]): boolean => new Set(texts).size === texts.length;

const tokensFile = z.strictObject({
  tokens: z
    .array(storedToken)
    .refine((tokens) => areDistinct(tokens.map(({ id }) => id)), 'two tokens have the same id')
    .refine((tokens) => areDistinct(tokens.map(({ hash }) => hash)), 'two tokens have the same hash'),
});

/** A token as the file has it: never its text, only the hash. */
export type StoredToken = Readonly<z.output<typeof storedToken>>;

export interface NewToken {
  readonly user: string;
  readonly project: string;
  readonly roles: readonly string[];
  /** From then on the token is refused; without it never. */
  readonly expires?: Date | undefined;
  /** What the token is for, in the owner's words. */
  readonly name?: string | undefined;
}

/** The form in which the file has a token's text. */
export const hashOf = (token: string): string => `sha256:${digest('sha256', token)}`;

const unusable = (file: string, what: string): StartupError =>
  new StartupError(
    `The tokens file ${file} ${what}\n` +
      'Mend it, or move it away: the next start then makes a new one with one token for an administrator.',
  );

// The parser's own words quote the text around the mistake, which may be a secret.
const parseJson = (file: string, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    const place = /line \d+ column \d+/.exec(String(error));
    throw unusable(file, place === null ? 'is not valid JSON.' : `is not valid JSON: see ${place[0]}.`);
  }
};

const problemsOf = (error: z.ZodError): string =>
  error.issues
    .map(({ path: place, message }) => `\n  ${z.core.toDotPath(place) || 'the whole'}: ${message}`)
    .join('');

/** @throws {StartupError} that says what is wrong with the file, and where */
export const readTokens = (file: string): readonly StoredToken[] => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new StartupError(
      `The tokens file ${file} cannot be read (${reasonOf(error)}). Let the user who runs the service read it, ` +
        'or name another file with OSG_TOKENS_FILE.',
      { cause: error },
    );
  }
  const result = tokensFile.safeParse(parseJson(file, text));
  if (result.success) return result.data.tokens;
  throw unusable(file, `is not in order:${problemsOf(result.error)}`);
};

const writeTokens = (file: string, tokens: readonly StoredToken[]): void =>
  writeSecretFile(file, `${JSON.stringify({ tokens }, null, 2)}\n`);

// The prefix lets people, and scanners for leaked secrets, recognize a token.
const makeToken = ({ expires, ...fields }: NewToken): { token: string; stored: StoredToken } => {
  const token = `osg_${randomBytes(32).toString('base64url')}`;
  const result = storedToken.safeParse({
    hash: hashOf(token),
    ...fields,
    expires: expires?.toISOString(),
  });
  if (!result.success) {
    throw new StartupError(`No token was made: something about it is wrong.${problemsOf(result.error)}`);
  }
  return { token, stored: result.data };
};

/**
 * Adds a token to the file, which is made if there is none. The text of the token is kept nowhere else than in the
 * answer. A running service knows it within a second.
 *
 * @throws {StartupError} if the file cannot be read or written
 */
export const createToken = (file: string, fields: NewToken): Promise<{ token: string; id: string }> =>
  whileLocked(file, () => {
    const { token, stored } = makeToken(fields);
    writeTokens(file, [...(existsSync(file) ? readTokens(file) : []), stored]);
    return { token, id: stored.id };
  });

/** All tokens of the file, expired ones too, without their hashes. */
export const listTokens = (file: string): Omit<StoredToken, 'hash'>[] =>
  readTokens(file).map(({ hash: _, ...listed }) => listed);

/** Takes a token out of the file; false if there is none with the id. A running service refuses it within a second. */
export const revokeToken = (file: string, id: string): Promise<boolean> =>
  whileLocked(file, () => {
    const tokens = readTokens(file);
    const others = tokens.filter((token) => token.id !== id);
    if (others.length < tokens.length) writeTokens(file, others);
    return others.length < tokens.length;
  });

/**
 * Where there is no tokens file, makes one with a token for an administrator, whose text goes to the file `token`
 * beside it.
 *
 * @returns the path of that file, or undefined if there was a tokens file
 */
export const makeFirstToken = async (file: string): Promise<string | undefined> => {
  if (existsSync(file)) return undefined;
  return whileLocked(file, () => {
    // Another process may have been first.
    if (existsSync(file)) return undefined;
    const clear = path.join(path.dirname(file), 'token');
    if (existsSync(clear) && !readFileSync(clear, 'utf8').startsWith('osg_')) {
      throw new StartupError(
        `The first token would be written to ${clear}, but there is another file. Move it away, or choose another folder with OSG_TOKENS_FILE.`,
      );
    }
    const { token, stored } = makeToken({
      user: 'admin',
      project: FIRST_PROJECT,
      roles: ['admin'],
      name: 'first start',
    });
    // In this order a crash in between leaves nothing behind that the next start would not replace.
    // An older file might be open to others.
    rmSync(clear, { force: true });
    writeSecretFile(clear, `${token}\n`);
    writeTokens(file, [stored]);
    return clear;
  });
};
