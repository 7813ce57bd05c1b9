/** Servers that list other groups below `/v1`, or to others. */

import { fault } from '../made.ts';
import { queryOf, type Sent, withQuery } from '../wire.ts';
import { headers, instead, lenient, says, strict, takes, type Wrong, wrong } from '../wrong.ts';
import { as, below, list, remove, show, tokenOf } from './of-ecs.ts';

const withoutParameter = (name: string) => (request: Sent) => {
  const all = new URLSearchParams(queryOf(request));
  all.delete(name);
  return withQuery(request, all.toString());
};

/** A page of the families' own. */
const pageInfo = (always: boolean) =>
  says(list, ({ server_groups, ...rest }) => {
    const last = server_groups.at(-1)?.id;
    return always && last !== undefined
      ? { server_groups, page_info: { next_marker: last } }
      : { server_groups, ...(always ? rest : {}) };
  });

export const ecsPages: readonly Wrong[] = [
  wrong('ecs/pages-always', 'each page says that there is more', 'ecs-groups/pages', pageInfo(true)),
  wrong('ecs/pages-never', 'no page says that there is more', 'ecs-groups/pages', pageInfo(false)),
  wrong(
    'ecs/pages-other',
    'the next page begins after what is no group',
    'ecs-groups/pages',
    says({ ...list, path: /limit/ }, ({ server_groups, ...rest }) => ({
      server_groups,
      ...rest,
      page_info: { next_marker: 'x' },
    })),
  ),
  wrong(
    'ecs/pages-links',
    'pages have links',
    'ecs-groups/pages',
    says(list, (body) => ({ ...body, server_groups_links: [] })),
  ),
  ...['limit', 'marker'].map((name) =>
    wrong(
      `ecs/no-${name}`,
      `a ${name} is ignored below /v1`,
      name === 'marker' ? ['ecs-groups/pages', 'ecs-groups/page-queries'] : 'ecs-groups/pages',
      takes(list, withoutParameter(name)),
    ),
  ),
  wrong(
    'ecs/offset',
    'an offset is heeded below /v1',
    'ecs-groups/unknown-query',
    says({ ...list, path: /offset=10/ }, () => ({ server_groups: [] })),
  ),
  wrong(
    'ecs/unknown-query',
    'unknown parameters are refused below /v1',
    'ecs-groups/unknown-query',
    strict({ ...list, path: /foo/ }),
  ),
  wrong(
    'ecs/show-query',
    'a show looks at a limit below /v1',
    'ecs-groups/unknown-query',
    strict({ ...show, path: /limit=x/ }),
  ),
  wrong(
    'ecs/queries',
    'whatever a query says, there is a list below /v1',
    'ecs-faults/queries',
    lenient({ ...list, status: 400 }, (request) => withQuery(request, '')),
  ),
  wrong(
    'ecs/others-shown',
    "another project's group is shown below /v1",
    'ecs-groups/all-projects',
    lenient({ ...show, status: 404 }, as('admin')),
  ),
  wrong(
    'ecs/others-listed',
    'all list the groups of all projects below /v1',
    'ecs-groups/all-projects',
    takes({ ...list, path: /all_projects/ }, as('admin')),
  ),
  wrong(
    'ecs/admin-all',
    'an administrator lists the groups of all projects below /v1 without asking',
    'ecs-groups/all-projects',
    takes({ ...list, and: (request, { tokens }) => tokenOf(request) === tokens.admin }, (request) =>
      withQuery(request, `${queryOf(request)}&all_projects=1`),
    ),
  ),
  wrong(
    'ecs/admin-false',
    'all_projects is heeded for its value below /v1',
    'ecs-groups/all-projects',
    takes({ ...list, path: /all_projects=False/ }, withoutParameter('all_projects')),
  ),
  wrong(
    'ecs/admin-deletes',
    'an administrator deletes the groups of one project below /v1',
    'ecs-groups/all-projects',
    takes({ ...remove, and: (request, { tokens }) => tokenOf(request) === tokens.admin }, as('member')),
  ),
  wrong(
    'ecs/slashes',
    'repeated slashes lead nowhere below /v1',
    'ecs-groups/slashes-and-head',
    instead({ path: /^\/\/v1/ }, (request) => fault(request, 404, 'The resource could not be found.')),
  ),
  wrong(
    'ecs/head',
    'there is no HEAD below /v1',
    'ecs-groups/slashes-and-head',
    strict({ ...below, method: 'HEAD' }, 405),
  ),
  wrong(
    'ecs/head-length',
    'HEAD has the length of nothing below /v1',
    'ecs-groups/slashes-and-head',
    headers({ ...below, method: 'HEAD' }, { 'content-length': '0' }),
  ),
];
