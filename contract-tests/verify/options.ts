/** What the verifier is asked to do: its options, and where its tokens come from. */

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CannotJudge } from './cannot-judge.ts';
import { type ProfileName, profiles } from './profiles.ts';
import { operationsOf, secondsOf, switchOf, urlOf, versionsOf } from './values.ts';

/** Whom a token stands for → the option that gives it. */
export const TOKEN_OPTIONS = {
  member: 'token',
  otherProject: 'other-token',
  admin: 'admin-token',
  reader: 'reader-token',
  noRole: 'norole-token',
  service: 'service-token',
} as const;

export type TokenName = keyof typeof TOKEN_OPTIONS;
export type Tokens = Readonly<Partial<Record<TokenName, string>>>;

export interface Options {
  readonly url: string;
  readonly tokens: Tokens;
  readonly project: string | undefined;
  /** Versions to try, such as `2.64`; undefined for the first and the last of each view that the server offers. */
  readonly microversions: readonly string[] | undefined;
  /** Whether the dialect below `/v2` is tried. */
  readonly legacy: boolean;
  /** Whether the ECS groups below `/v1` are tried. */
  readonly ecs: boolean;
  /** Only these operations; undefined for all. */
  readonly operations: readonly string[] | undefined;
  readonly profile: ProfileName;
  readonly isStrict: boolean;
  /** Milliseconds that one answer may take. */
  readonly timeout: number;
  /** Milliseconds that all may take. */
  readonly totalTimeout: number;
  /** Kind of report → file. */
  readonly reports: Readonly<Partial<Record<'junit' | 'json' | 'html', string>>>;
}

const OPTIONS = {
  url: { type: 'string' },
  ...(Object.fromEntries(Object.values(TOKEN_OPTIONS).map((name) => [name, { type: 'string' }])) as Record<
    (typeof TOKEN_OPTIONS)[TokenName],
    { type: 'string' }
  >),
  project: { type: 'string' },
  microversions: { type: 'string' },
  legacy: { type: 'string' },
  ecs: { type: 'string' },
  operations: { type: 'string' },
  profile: { type: 'string', default: 'os-server-groups' },
  strict: { type: 'boolean', default: false },
  timeout: { type: 'string', default: '10' },
  'total-timeout': { type: 'string', default: '600' },
  junit: { type: 'string' },
  json: { type: 'string' },
  html: { type: 'string' },
  help: { type: 'boolean' },
  version: { type: 'boolean' },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];
type Environment = Readonly<Record<string, string | undefined>>;

/** `admin-token` → `OSG_VERIFY_ADMIN_TOKEN`. */
const variableOf = (option: string): string => `OSG_VERIFY_${option.toUpperCase().replaceAll('-', '_')}`;

const readToken = (option: string, given: string | undefined, env: Environment): string | undefined => {
  const variable = variableOf(option);
  const file = env[`${variable}_FILE`];
  // CI systems set variables to nothing where there is no such secret.
  const direct = given ?? (env[variable] || undefined);
  if (direct !== undefined || !file) return direct?.trim();
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new CannotJudge(
      `The file ${file} of ${variable}_FILE cannot be read (${(error as Error).message}). Name a file that holds the token.`,
    );
  }
};

/** Whether a header can carry it. */
const isToken = (text: string): boolean => /^[ -~]+$/.test(text);

const tokenOf = (option: string, given: string | undefined, env: Environment): string | undefined => {
  const token = readToken(option, given, env);
  if (token === undefined || token === '') return undefined;
  if (isToken(token)) return token;
  throw new CannotJudge(
    `The token of --${option} (${variableOf(option)}) is none: it has line breaks or letters beyond ASCII in it. Give the token alone, in one line.`,
  );
};

const parse = (args: readonly string[]): Values => {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (error) {
    const { message, code } = error as Error & { readonly code?: string };
    // What stands there may be a token whose option is wrong.
    const isStray = code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL';
    const said = isStray ? 'Something stands on the command line that belongs to no option' : message;
    throw new CannotJudge(`${said.replace(/\.$/, '')}. --help shows the options.`);
  }
};

/**
 * Reads the command line and the environment.
 *
 * @returns 'help' or 'version' where these are asked for
 * @throws CannotJudge with what is wrong and how to mend it; no token is in it
 */
export const readOptions = (args: readonly string[], env: Environment): Options | 'help' | 'version' => {
  const values = parse(args);
  if (values.help) return 'help';
  if (values.version) return 'version';
  const profile = profiles.find(({ name }) => name === values.profile);
  if (profile === undefined) {
    const known = profiles.map(({ name }) => name).join(', ');
    throw new CannotJudge(
      `--profile ${values.profile}: there is no such profile. The profiles are ${known}.`,
    );
  }
  const url = urlOf(values.url);
  const tokens = Object.fromEntries(
    Object.entries(TOKEN_OPTIONS).flatMap(([name, option]) => {
      const token = tokenOf(option, values[option], env);
      return token === undefined ? [] : [[name, token]];
    }),
  ) as Tokens;
  if (tokens.member === undefined) {
    throw new CannotJudge(
      `A token is missing: that of a user who may make and delete groups of a project. Give it in ${variableOf('token')}, in the file that ${variableOf('token')}_FILE names, or by --token.`,
    );
  }
  const { junit, json, html } = values;
  return {
    url,
    tokens,
    project: values.project || undefined,
    microversions: versionsOf(values.microversions),
    legacy: switchOf('legacy', values.legacy, profile.has.legacy),
    ecs: switchOf('ecs', values.ecs, profile.has.ecs),
    operations: operationsOf(values.operations),
    profile: profile.name,
    isStrict: values.strict,
    timeout: secondsOf('timeout', values.timeout),
    totalTimeout: secondsOf('total-timeout', values['total-timeout']),
    reports: {
      ...(junit === undefined ? {} : { junit }),
      ...(json === undefined ? {} : { json }),
      ...(html === undefined ? {} : { html }),
    },
  };
};
