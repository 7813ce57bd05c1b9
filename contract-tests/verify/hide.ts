/** Keeps tokens out of what is told: a server may send back what it got. */

import { TOKEN_OPTIONS, type TokenName, type Tokens } from './options.ts';
import type { Cell, Check, Verification } from './result.ts';

/** Shorter ones are words rather than secrets, and stand in many a text. */
const SHORTEST = 8;

/** `$ADMIN_TOKEN` for the admin's, and so on. */
export const variableOf = (name: TokenName): string =>
  `$${TOKEN_OPTIONS[name].toUpperCase().replaceAll('-', '_')}`;

/** Gives texts in which variables stand for tokens. */
export const hider = (tokens: Tokens): ((text: string) => string) => {
  const all = (Object.entries(tokens) as [TokenName, string][])
    .filter(([, token]) => token.length >= SHORTEST)
    // One may begin with another.
    .toSorted(([, one], [, other]) => other.length - one.length);
  return (text) => all.reduce((left, [name, token]) => left.replaceAll(token, variableOf(name)), text);
};

type Told = Partial<Pick<Check & Cell, 'reason' | 'violation'>>;

/** A verification without tokens in what came from the server. */
export const withoutTokens = (verification: Verification, tokens: Tokens): Verification => {
  const hide = hider(tokens);
  const hidden = <Each extends Told>({ reason, violation, ...rest }: Each) => ({
    ...rest,
    ...(reason !== undefined && { reason: hide(reason) }),
    ...(violation !== undefined && {
      violation: {
        expected: hide(violation.expected),
        came: hide(violation.came),
        place: violation.place,
        curl: hide(violation.curl),
      },
    }),
  });
  const { checks, cells } = verification;
  return { ...verification, checks: checks.map(hidden), cells: cells.map(hidden) };
};
