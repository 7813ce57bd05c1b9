/** What the tests of profiles have in common: runs against the stand-ins, and servers that are worse than these. */

import type { RunningService } from '../service.ts';
import type { Kind, Told, Whole } from './in-front.fixture.ts';
import { readOptions, TOKEN_OPTIONS, type TokenName } from './options.ts';
import type { Profile } from './profile.ts';
import type { Verification } from './result.ts';
import { verify } from './verify.ts';

type Target = Pick<RunningService, 'url' | 'tokens'>;

/** Verifies a server with all tokens. */
export const verifyTarget = (
  { url, tokens }: Target,
  profile: Profile,
  ...args: readonly string[]
): Promise<Verification> => {
  const given = Object.entries(TOKEN_OPTIONS).map(
    ([name, option]) => `--${option}=${tokens[name as TokenName]}`,
  );
  const options = readOptions([`--url=${url}`, `--profile=${profile.name}`, ...given, ...args], {});
  if (typeof options === 'string') throw new Error('nothing is verified');
  return verify(options, () => {}, undefined, profile);
};

/** The ids of the checks that are broken, each once. */
export const brokenOf = ({ checks }: Verification): string[] => [
  ...new Set(checks.filter(({ outcome }) => outcome === 'broken').map(({ id }) => id)),
];

type Json = Record<string, unknown>;

/** Alters what answers with these statuses say. */
export const says =
  (statuses: readonly number[], change: (body: Json) => unknown) =>
  (kind: Kind): Kind =>
  async (asked, ask) => {
    const told = await kind(asked, ask);
    if (!statuses.includes(told.status) || !told.body.startsWith('{')) return told;
    const body: Json = JSON.parse(told.body);
    return { ...told, body: JSON.stringify(change(body) ?? body) };
  };

/** Alters answers. */
export const tells =
  (change: (told: Told) => Told) =>
  (kind: Kind): Kind =>
  async (asked, ask) =>
    change(await kind(asked, ask));

/** Alters requests on their way to the server behind. */
export const hears =
  (change: (whole: Whole) => Whole) =>
  (kind: Kind): Kind =>
  (asked, ask) =>
    kind(asked, (whole) => ask(change(whole)));
