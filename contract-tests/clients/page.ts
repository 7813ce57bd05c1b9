/** Makes the page of the clients from what the programs printed. */

import type { Step } from './program.ts';

const INTRODUCTION = `# Clients

Real clients of OpenStack and of Huawei Cloud, driven against the service: what was done with each, and what came out. This
page is made by \`contract-tests/clients/\` from the output of the programs there, by
\`node scripts/launch.mjs --test --test-update-snapshots contract-tests/clients/clients.clients.test.ts\`; without
\`--test-update-snapshots\` that fails when the page says something else.

- Columns are ways to reach the service. Through a bare endpoint, the client gets a URL and a token, or no token at all
  (\`noauth\`); through Keystone, it logs in with a password, and finds the service in the catalogue or is told where it is.
- ✓ stands for all microversions that the client was driven at in this way; else they follow. "default" is what the client
  speaks when it is told none. – stands for what was not driven, or cannot be.
- huaweicloudsdkecs signs its requests with a pair of keys. Here its credentials send a token (\`X-Auth-Token\`) instead: that
  is the one thing that is altered in a client. It speaks the API below \`/v1\`, which has no microversions.
- Tempest's tests run without the network that they would make for servers, since no server is started.
`;

/** In the order of first appearance. */
const distinct = (texts: Iterable<string>): string[] => [...new Set(texts)];

const versionsOf = (steps: readonly Step[]): string =>
  distinct(steps.map((step) => step.microversion)).join(', ');

/** What came out of a step in one mode, of all the microversions that the mode was driven at. */
const outcome = (steps: readonly Step[], all: readonly Step[]): string => {
  const versions = (some: readonly Step[]) =>
    versionsOf(some) === versionsOf(all) ? '' : ` ${versionsOf(some)}`;
  const marks: readonly [string, Step[]][] = [
    ['✓', steps.filter(({ ok, skipped }) => ok && !skipped)],
    ['✗', steps.filter(({ ok }) => !ok)],
    ['–', steps.filter(({ ok, skipped }) => ok && skipped)],
  ];
  const told = marks.filter(([, some]) => some.length > 0).map(([mark, some]) => `${mark}${versions(some)}`);
  return told.join(' ') || '–';
};

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** A section on one client: its modes with their microversions, and a table of steps and modes. */
const section = (steps: readonly Step[]): string => {
  const [{ client, version } = { client: '', version: '' }] = steps;
  const modes = distinct(steps.map(({ mode }) => mode));
  const inMode = (mode: string) => steps.filter((step) => step.mode === mode);
  const rows = distinct(steps.map(({ step }) => step)).map((name) => {
    const of = steps.filter(({ step }) => step === name);
    const cells = modes.map((mode) =>
      outcome(
        of.filter((step) => step.mode === mode),
        inMode(mode),
      ),
    );
    const notes = distinct(of.map(({ detail }) => detail).filter((detail) => detail !== ''));
    return row([name, ...cells, notes.join(' ')]);
  });
  return [
    `## ${client} ${version}\n`,
    ...modes.map((mode) => `- ${mode}: ${versionsOf(inMode(mode))}`),
    '',
    row(['what was driven', ...modes, '']),
    row(['---', ...modes.map(() => '---'), '---']),
    ...rows,
    '',
  ].join('\n');
};

/** The page, in Markdown. */
export const pageOf = (steps: readonly Step[]): string => {
  const clients = distinct(steps.map(({ client }) => client));
  return [
    INTRODUCTION,
    ...clients.map((name) => section(steps.filter(({ client }) => client === name))),
  ].join('\n');
};
