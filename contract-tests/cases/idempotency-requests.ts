/** Which requests are the same one, sent again: those for one path, at one version. */

import { ANY, type Case, creation, isSince, type Part } from './case.ts';
import { ecsCreation, ecsPath, isEcsFault } from './ecs.ts';
import { isFault } from './expect.ts';
import { idOf, isSame, keyed, newKey, REUSED } from './ways.ts';

const NATIVE = ['/v2.1/os-server-groups', '/v2.1/{project_id}/os-server-groups'];
const OF_LEGACY = ['/v2/os-server-groups', '/v2/{project_id}/os-server-groups'];

/** Paths that lead to the same groups, and which part of the API has them. */
const PATHS: readonly (readonly [name: string, paths: readonly string[], parts: readonly Part[]])[] = [
  ['other-path', NATIVE, []],
  ['other-path-legacy', [...NATIVE, ...OF_LEGACY], ['legacy']],
  ['ecs-other-path', [...NATIVE, ecsPath('{project_id}')], ['ecs']],
];

export const idempotencyRequests: readonly Case[] = [
  ...PATHS.map(
    ([name, roots, parts]): Case => ({
      id: `idempotency/${name}`,
      what: `an Idempotency-Key is for one way to write the path: ${roots.join(', ')} are told apart`,
      versions: ANY,
      parts,
      run: async ({ send, project, drop }) => {
        const all = roots.map((root) => root.replace('{project_id}', project));
        for (const path of all) {
          const key = newKey();
          const post = (to: string) => send({ method: 'POST', path: to, body: ecsCreation(), ...keyed(key) });
          const first = await post(path);
          for (const other of all.filter((each) => each !== path)) {
            const answer = await post(other);
            if (other === ecsPath(project)) isEcsFault(answer, 409, 'Ecs.0000', REUSED);
            else isFault(answer, 409, REUSED);
          }
          isSame(await post(path.replaceAll('/', '//')), first);
          await drop(idOf(first));
        }
      },
    }),
  ),
  {
    id: 'idempotency/other-version',
    what: 'an Idempotency-Key is for one microversion, however that is asked for',
    versions: ANY,
    run: async ({ send, newest }) => {
      const key = newKey();
      const post = (headers: Readonly<Record<string, string>>) =>
        send({
          method: 'POST',
          path: '/v2.1/os-server-groups',
          body: creation('2.1'),
          headers: { ...headers, 'Idempotency-Key': key },
        });
      const first = await post({});
      isSame(await post({ 'OpenStack-API-Version': 'compute 2.1' }), first);
      isSame(await post({ 'X-OpenStack-Nova-API-Version': '2.1' }), first);
      for (const version of ['2.2', '2.13', '2.63'].filter((each) => isSince(newest, each))) {
        isFault(await post({ 'OpenStack-API-Version': `compute ${version}` }), 409, REUSED);
      }
    },
  },
];
