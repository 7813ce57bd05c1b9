import { BlockList, isIP } from 'node:net';
import * as z from 'zod';
import { keystoneProblems } from './identity/keystone-settings.ts';
import { settings } from './settings.ts';
import { StartupError } from './startup-error.ts';
import { storeProblems } from './store/settings.ts';

/** The settings of the service, frozen. */
export type Config = Readonly<z.output<typeof settings>>;

const variableOf = (key: string): string =>
  `OSG_${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

const keys = Object.keys(settings.shape) as (keyof typeof settings.shape)[];
const variables = keys.map(variableOf);

// Of a URL that may carry a password only the scheme is shown.
const shown = (value: string): string => {
  const safe = /[@?]|passw/i.test(value)
    ? `${/^[a-z\d+.-]+:/i.exec(value)?.[0] ?? ''}…`
    : value.slice(0, 100);
  return /[\s\p{C}]/u.test(safe) ? JSON.stringify(safe) : safe;
};

const plain = (markdown: unknown): string => String(markdown).replaceAll('`', '');

/** How many letters must be put in, taken out or changed to get from one word to the other (Levenshtein). */
const distance = (from: string, to: string): number => {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const letter of from) {
    const next = [(row[0] ?? 0) + 1];
    for (let column = 0; column < to.length; column++) {
      const [corner = 0, above = 0] = row.slice(column, column + 2);
      next.push(Math.min(above + 1, (next[column] ?? 0) + 1, corner + Number(letter !== to[column])));
    }
    row = next;
  }
  return row[to.length] ?? 0;
};

const unknownVariable = (name: string): string => {
  const near = variables.find((variable) => distance(name, variable) <= 2);
  return near === undefined
    ? `${name}: there is no such variable`
    : `${name}: there is no such variable; did you mean ${near}?`;
};

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/** Other names than localhost may stand for any address, so they do not count. */
const isLoopback = (host: string): boolean =>
  host.toLowerCase() === 'localhost' ||
  (isIP(host) !== 0 && loopback.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4'));

/** What is wrong with several settings together, in the mode that is chosen. */
const modeProblems = (given: Readonly<Record<string, unknown>>): string[] => {
  if (given.auth === 'keystone') return keystoneProblems(given);
  const { data } = settings.pick({ auth: true, host: true, noauthAnyAddress: true }).safeParse(given);
  if (data?.auth !== 'noauth' || data.noauthAnyAddress || isLoopback(data.host)) return [];
  return [
    `OSG_AUTH=noauth: whoever reaches ${data.host} could do anything. Listen on loopback (OSG_HOST=127.0.0.1), ` +
      'use OSG_AUTH=token, or permit it with OSG_NOAUTH_ANY_ADDRESS=on',
  ];
};

/**
 * Reads the settings from the variables with the prefix `OSG_`; an empty one counts as not set. Nothing else
 * reads the environment.
 *
 * @param isTTY whether standard output is a terminal: logs are then made for people unless told otherwise
 * @throws {StartupError} that lists everything wrong, with no value of an unknown variable and no password
 */
export const readConfig = (env: NodeJS.ProcessEnv, isTTY = false): Config => {
  const values = new Map(Object.entries(env).filter(([name, value]) => name.startsWith('OSG_') && value));
  const given = {
    logFormat: isTTY ? 'pretty' : 'json',
    ...Object.fromEntries(
      keys.flatMap((key) => {
        const value = values.get(variableOf(key));
        return value === undefined ? [] : [[key, value]];
      }),
    ),
  };
  const result = settings.safeParse(given);
  const wrong = new Set(result.error?.issues.map((issue) => issue.path[0]));
  const problems = [
    ...keys
      .filter((key) => wrong.has(key))
      .map((key) => {
        const { expected } = settings.shape[key].meta() ?? {};
        return `${variableOf(key)}=${shown(values.get(variableOf(key)) ?? '')}: expected ${plain(expected)}`;
      }),
    ...storeProblems(given),
    ...modeProblems(given),
    ...[...values.keys()].filter((name) => !variables.includes(name)).map(unknownVariable),
  ];
  if (result.data === undefined || problems.length > 0) {
    throw new StartupError(
      ['The configuration is wrong. Mend or unset these environment variables:', ...problems].join('\n  '),
    );
  }
  return Object.freeze(result.data);
};

/** All variables with default and meaning, as a table in Markdown. */
export const configTable = (): string => {
  const rows = keys.map((key) => {
    const { description, expected, fallback } = settings.shape[key].meta() ?? {};
    const { default: value } = z.toJSONSchema(settings.shape[key], { io: 'input' });
    const standard = fallback ?? `\`${value}\``;
    return `| \`${variableOf(key)}\` | ${standard} | ${description} Allowed: ${expected}. |`;
  });
  return ['| variable | default | meaning |', '|---|---|---|', ...rows].join('\n');
};
