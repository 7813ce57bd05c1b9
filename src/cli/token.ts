/** `os-server-groups token …`: makes, lists and revokes the tokens of the tokens file. */

import process from 'node:process';
import { readConfig } from '../config.ts';
import { isName } from '../identity/identity.ts';
import { isAllowed } from '../identity/roles.ts';
import { createToken, listTokens, revokeToken } from '../identity/token-file.ts';
import { type Command, misuse, Refusal, say, type Values } from './command.ts';
import { expiryOf } from './expiry.ts';
import { textTable } from './table.ts';

const FILE = { file: { type: 'string' } } as const;
const FILE_HELP = '  --file FILE      the tokens file, if it is not the one that OSG_TOKENS_FILE names';

const fileOf = ({ file }: Values): string => {
  if (file === '') throw misuse('--file needs the path of the tokens file.');
  return typeof file === 'string' ? file : readConfig(process.env).tokensFile;
};

const nameOf = (option: string, value: Values[string], what: string): string => {
  if (value === undefined) throw misuse(`--${option} is missing: ${what}.`);
  if (typeof value === 'string' && isName(value)) return value;
  throw misuse(`--${option} must be 1 to 255 printable characters without space at the ends.`);
};

const rolesOf = (role: Values[string]): readonly string[] => {
  const given = Array.isArray(role) ? role : [undefined];
  return given.map((each) => nameOf('role', each, 'what the token may do, such as reader, member or admin'));
};

const noPositionals = ([first]: readonly string[]): void => {
  if (first !== undefined) throw misuse(`"${first}" is one word too many. A value with spaces needs quotes.`);
};

/** What is allowed, but hardly what was meant. */
const doubts = (project: string, roles: readonly string[]): string[] => [
  ...(isAllowed(roles, 'list')
    ? []
    : ['Note: none of these roles allows anything; reader, member and admin do.']),
  ...(/^[\da-f-]{1,64}$/.test(project)
    ? []
    : [
        'Note: a path such as /v2.1/{project_id} takes only ids of hexadecimal digits and hyphens as a project.',
      ]),
];

const create: Command = {
  words: 'token create',
  summary: 'Makes a token and prints it, this once; only its hash is kept.',
  usage:
    '--project ID --user NAME --role ROLE [--role …] [--expires TIME | --days N] [--name TEXT] [--file FILE]',
  details: `
  --project ID     the project whose server groups the token is for
  --user NAME      the user whom the groups that are made with it will show
  --role ROLE      reader (list and show), member (also create and delete) or admin (also in other projects); may come again
  --expires TIME   from then on the token is refused, such as 2030-01-31T12:00:00Z
  --days N         the same, N days from now; without either the token is valid until it is revoked
  --name TEXT      what the token is for, to know it again in the list
${FILE_HELP}

Standard output is the token alone: TOKEN=$(os-server-groups token create …). A running service accepts it within a second.`,
  options: {
    project: { type: 'string' },
    user: { type: 'string' },
    role: { type: 'string', multiple: true },
    expires: { type: 'string' },
    days: { type: 'string' },
    name: { type: 'string' },
    ...FILE,
  },
  run: async (values, positionals) => {
    noPositionals(positionals);
    const project = nameOf('project', values.project, 'the id of the project whose groups the token is for');
    const user = nameOf('user', values.user, 'whom the groups that are made with the token will show');
    const roles = rolesOf(values.role);
    const expires = expiryOf(values, Date.now());
    const name = values.name === undefined ? undefined : nameOf('name', values.name, '');
    const { token, id } = await createToken(fileOf(values), { project, user, roles, expires, name });
    for (const doubt of doubts(project, roles)) say(doubt);
    say(
      `Token ${id} of ${user} in project ${project} (${roles.join(', ')}), ` +
        `valid until ${expires?.toISOString() ?? 'it is revoked'}. It is not shown again; send it as X-Auth-Token.\n` +
        `Revoke it with: os-server-groups token revoke ${id}`,
    );
    console.log(token);
  },
};

const COLUMNS = ['id', 'name', 'user', 'project', 'roles', 'expires'] as const;

const list: Command = {
  words: 'token list',
  summary: 'Shows the tokens of the file, expired ones too, without their text and hash.',
  usage: '[--json] [--file FILE]',
  details: `
  --json           as a JSON array for programs
${FILE_HELP}`,
  options: { json: { type: 'boolean' }, ...FILE },
  run: async (values, positionals) => {
    noPositionals(positionals);
    const tokens = listTokens(fileOf(values));
    if (values.json) return console.log(JSON.stringify(tokens, null, 2));
    if (tokens.length === 0) return say('There are no tokens. Make one with: os-server-groups token create');
    const rows = tokens.map((token) => COLUMNS.map((column) => String(token[column] ?? '-')));
    console.log(textTable([COLUMNS, ...rows]));
  },
};

const revoke: Command = {
  words: 'token revoke',
  summary: 'Takes a token out of the file; a running service refuses it within a second.',
  usage: 'ID [--file FILE]',
  details: `
  ID               the id of the token, which "token list" shows
${FILE_HELP}`,
  options: FILE,
  run: async (values, [id, ...others]) => {
    if (id === undefined)
      throw misuse('The id of the token is missing; "os-server-groups token list" shows it.');
    noPositionals(others);
    const file = fileOf(values);
    // First without a lock, for which the folder would be made where the path has a slip in it.
    const isThere = listTokens(file).some((token) => token.id === id);
    if (!isThere || !(await revokeToken(file, id))) {
      // The text of a token given in place of its id is not shown again.
      const what = id.startsWith('osg_') ? 'what was given: that looks like a token itself' : id;
      throw new Refusal(
        `${file} has no token with the id ${what}. "os-server-groups token list" shows the ids that there are.`,
        1,
      );
    }
    say(`Token ${id} is revoked.`);
  },
};

export const tokenCommands: readonly Command[] = [create, list, revoke];
