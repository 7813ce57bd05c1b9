/** The order of the checks below `/v1`. */

import assert from 'node:assert/strict';
import { type Case, type Request, WITHOUT_VERSIONS, type World } from './case.ts';
import { ecsCreation, ecsPath, isEcsFault } from './ecs.ts';
import * as wrongs from './ecs-wrongs.ts';
import { withQuota } from './with-quota.ts';

const TOO_MUCH = ' '.repeat(114_689);

/** What is told of a creation that is wrong in everything, and how it is mended, until it is the next one's turn. */
const MENDED: readonly (readonly [
  fault: (world: World) => wrongs.Fault,
  mend: (world: World) => Partial<Request>,
])[] = [
  [() => wrongs.TOO_LARGE, () => ({ body: '{' })],
  [() => wrongs.UNAUTHORIZED, ({ tokens }) => ({ token: tokens.reader })],
  [() => wrongs.NOWHERE, () => ({ path: ecsPath('abc') })],
  [() => wrongs.notAllowed('PATCH', 'GET, HEAD, POST'), () => ({ method: 'POST' })],
  [() => wrongs.OF_TYPE, () => ({ headers: {} })],
  [() => wrongs.MALFORMED, () => ({ body: {} })],
  [({ project }) => wrongs.otherProject('abc', project), ({ project }) => ({ path: ecsPath(project) })],
  [() => wrongs.NO_GROUP_IN_BODY, () => ({ body: ecsCreation() })],
  [() => wrongs.denied('create'), ({ tokens }) => ({ token: tokens.member })],
  [() => wrongs.QUOTA_OF_GROUPS, () => ({})],
];

export const ecsOrder: readonly Case[] = [
  {
    id: 'ecs-faults/order',
    what: 'below /v1, of all that is wrong what comes first in the order of the checks is told of',
    versions: WITHOUT_VERSIONS,
    parts: ['quotas'],
    run: async (world) => {
      let request: Request = {
        method: 'PATCH',
        path: '/v1/abc/nowhere',
        headers: { 'Content-Type': 'text/xml' },
        body: TOO_MUCH,
        token: null,
      };
      await withQuota(world, { server_groups: 0 }, async () => {
        for (const [fault, mend] of MENDED) {
          isEcsFault(await world.send(request), ...fault(world));
          request = { ...request, ...mend(world) };
        }
      });
      const { status } = await world.send(request);
      assert.equal(status, 200, 'nothing is wrong any more');
    },
  },
];
