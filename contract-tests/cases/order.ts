/** The order of the checks: a request that is wrong in two ways gets the answer to what comes first. */

import { type Case, creation, EACH_CREATION, isSince, LEGACY, NEWEST, prefixOf } from './case.ts';
import { groupOf, isFault } from './expect.ts';
import { type Parts, type Wrong, wrongs } from './wrongs.ts';

/** Both spoil the same part, or one takes away what the other would spoil. */
const exclude = (first: Wrong, second: Wrong): boolean =>
  first.part === second.part || (first.part === 'size' && second.part === 'body');

const versionsOf = (...some: Wrong[]): string[] =>
  EACH_CREATION.filter((version) =>
    some.every(({ part, what }) => {
      if (part === 'version') return version !== LEGACY;
      return !what.startsWith('rules') || isSince(version, '2.64');
    }),
  );

const pairs = wrongs.flatMap((first, index) =>
  wrongs.slice(index + 1).flatMap((second) => (exclude(first, second) ? [] : [{ first, second }])),
);

const slug = ({ what }: Wrong) => what.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

const ordered = ({ first, second }: (typeof pairs)[number]): Case => ({
  id: `order/${slug(first)}-before-${slug(second)}`,
  what: `${first.what} is told of before ${second.what}`,
  versions: versionsOf(first, second),
  run: async (world) => {
    const { version, project, tokens } = world;
    const headers: Record<string, string> =
      version === LEGACY ? {} : { 'OpenStack-API-Version': `compute ${version}` };
    const parts: Parts = {
      method: 'POST',
      path: '/os-server-groups',
      project,
      headers,
      body: creation(version),
      token: tokens.member,
    };
    for (const { spoil } of [second, first]) spoil(parts, world);
    const { path, project: inPath, ...request } = parts;
    first.expect(await world.send({ ...request, path: `${prefixOf(version)}/${inPath}${path}` }), world);
  },
});

export const order: readonly Case[] = [
  ...pairs.map(ordered),
  {
    id: 'order/query-before-lookup',
    what: 'a query that is refused is told of before a group that is not there',
    versions: [NEWEST],
    run: async ({ call }) => {
      const answer = await call({ path: '/os-server-groups/x?a=1' });
      isFault(answer, 400, "Additional properties are not allowed ('a' was unexpected)");
    },
  },
  {
    id: 'order/project-before-query',
    what: 'the project of another is told of before a query that is not UTF-8 or does not fit',
    versions: EACH_CREATION,
    run: async ({ call, project }) => {
      for (const query of ['limit=x', 'limit=%ff']) {
        const message = `Malformed request URL: URL's project_id 'abc' doesn't match Context's project_id '${project}'`;
        isFault(await call({ path: `/abc/os-server-groups?${query}` }), 400, message);
      }
    },
  },
  {
    id: 'order/lookup-before-role',
    what: 'a group that is not there is told of before a role that may not delete or show it',
    versions: EACH_CREATION,
    run: async ({ call, tokens, version }) => {
      const refused = [
        ['DELETE', 'delete', tokens.reader],
        ['DELETE', 'delete', tokens.noRole],
        ['GET', 'show', tokens.noRole],
      ] as const;
      const path = '/os-server-groups';
      const { id } = groupOf(await call({ method: 'POST', path, body: creation(version) }));
      for (const [method, action, token] of refused) {
        const nothing = await call({ method, path: `${path}/x`, token });
        isFault(nothing, 404, 'Instance group x could not be found.');
        const something = await call({ method, path: `${path}/${id}`, token });
        const message = `Policy doesn't allow os_compute_api:os-server-groups:${action} to be performed.`;
        isFault(something, 403, message);
      }
    },
  },
];
