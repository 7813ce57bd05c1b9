/** Which microversion is spoken, and how the answer says so. */

import assert from 'node:assert/strict';
import {
  ANY,
  type Answer,
  type Case,
  creation,
  EVERY,
  LEGACY,
  needsVersion,
  newestOffered,
  since,
  type World,
} from './case.ts';
import { echoes, echoesNothing, isFault, isOk, isUnauthorized } from './expect.ts';

const STANDARD = 'OpenStack-API-Version';
const OLDER = 'X-OpenStack-Nova-API-Version';

type Headers = Readonly<Record<string, string | readonly string[]>>;

const list = ({ send }: World, headers: Headers): Promise<Answer> =>
  send({ path: '/v2.1/os-server-groups', headers });

/** Stands for the newest version that the server offers. */
const LATEST = 'the newest version';

/** What the headers mean: a version, or what is malformed or not supported. */
const SPOKEN: readonly [headers: Headers, version: string][] = [
  [{}, '2.1'],
  [{ [STANDARD]: 'compute 2.53' }, '2.53'],
  [{ [STANDARD]: 'COMPUTE 2.53' }, '2.53'],
  [{ [STANDARD]: '  compute   2.53  ' }, '2.53'],
  [{ [STANDARD]: 'compute latest' }, LATEST],
  [{ [STANDARD]: 'placement 1.30, compute 2.53, volume 3.50' }, '2.53'],
  [{ [STANDARD]: ['placement 1.30', 'compute 2.53'] }, '2.53'],
  [{ [STANDARD]: 'compute 2.13, compute 2.53' }, '2.53'],
  [{ [STANDARD]: 'placement 99.1' }, '2.1'],
  [{ [STANDARD]: 'nova 2.53' }, '2.1'],
  [{ [STANDARD]: '2.53' }, '2.1'],
  [{ [STANDARD]: 'compute' }, '2.1'],
  [{ [STANDARD]: '' }, '2.1'],
  [{ [OLDER]: '2.53' }, '2.53'],
  [{ [OLDER]: 'latest' }, LATEST],
  [{ [OLDER]: ['2.1', '2.53'] }, '2.53'],
  [{ [OLDER]: '2.1, 2.53' }, '2.53'],
  [{ [STANDARD]: 'compute 2.13', [OLDER]: '2.53' }, '2.13'],
  [{ [STANDARD]: 'compute 2.13', [OLDER]: 'nonsense' }, '2.13'],
  [{ [STANDARD]: 'volume 3.50', [OLDER]: '2.53' }, '2.53'],
];

const MALFORMED: readonly (readonly [headers: Headers, text: string])[] = [
  ...[
    'LATEST',
    '2',
    '2.',
    '.1',
    '2.01',
    '02.1',
    '2.1.0',
    'v2.64',
    '-2.1',
    '2.-1',
    '2,64',
    '2.64 x',
    '2.1e1',
    'abc',
  ].map((text) => [{ [STANDARD]: `compute ${text}` }, text.split(',')[0] as string] as const),
  [{ [OLDER]: '' }, ''],
  [{ [OLDER]: 'compute 2.64' }, 'compute 2.64'],
  [{ [OLDER]: '2.64, x' }, 'x'],
];

const UNSUPPORTED = ['2.0', '1.9', 'next', '2.999', '3.0', '12.1', '2.99999999999999999999'];

/** The version after the newest one. */
const nextOf = (world: World): string =>
  newestOffered(world).replace(/[0-9]+$/, (minor) => `${Number(minor) + 1}`);

export const versions: readonly Case[] = [
  ...SPOKEN.map(
    ([headers, version], index): Case => ({
      id: `versions/spoken-${index + 1}`,
      what: `${JSON.stringify(headers)} asks for ${version}, which the answer says in both headers`,
      versions: ANY,
      run: async (world) => {
        if (version !== LATEST) needsVersion(world, version);
        const answer = await list(world, headers);
        isOk(answer);
        echoes(answer, version === LATEST ? newestOffered(world) : version);
      },
    }),
  ),
  ...MALFORMED.map(
    ([headers, text], index): Case => ({
      id: `versions/malformed-${index + 1}`,
      what: `${JSON.stringify(headers)} is malformed, and the answer has no version headers`,
      versions: ANY,
      run: async (world) => {
        const answer = await list(world, headers);
        const message = `API Version String ${text} is of invalid format. Must be of format MajorNum.MinorNum.`;
        isFault(answer, 400, message);
        echoesNothing(answer);
      },
    }),
  ),
  ...UNSUPPORTED.map(
    (name): Case => ({
      id: `versions/unsupported-${name}`,
      what: `${name === 'next' ? 'the version after the newest' : name} is not supported, and the version headers repeat it`,
      versions: ANY,
      run: async (world) => {
        const text = name === 'next' ? nextOf(world) : name;
        for (const headers of [{ [STANDARD]: `compute ${text}` }, { [OLDER]: text }]) {
          const answer = await list(world, headers);
          const message = `Version ${text} is not supported by the API. Minimum is 2.1 and maximum is ${newestOffered(world)}.`;
          isFault(answer, 406, message);
          echoes(answer, text);
        }
      },
    }),
  ),
  {
    id: 'versions/echo',
    what: 'every answer of an operation says its version, faults and 204 among them',
    versions: since('2.1'),
    run: async ({ call, version }) => {
      const path = '/os-server-groups';
      const made = await call({ method: 'POST', path, body: creation(version) });
      const one = `${path}/${JSON.parse(made.body).server_group.id}`;
      const answers = [
        made,
        await call({ path }),
        await call({ path: one }),
        await call({ method: 'POST', path, body: '{' }),
        await call({ method: 'POST', path, body: {} }),
        await call({ method: 'POST', path, body: 'x', headers: { 'Content-Type': 'text/xml' } }),
        await call({ path: '/abc/os-server-groups' }),
        await call({ method: 'DELETE', path: one }),
        await call({ method: 'DELETE', path: one }),
        await call({ path: '' }),
      ];
      for (const answer of answers) echoes(answer, version);
    },
  },
  {
    id: 'versions/none',
    what: 'what is refused before the version is known, and what has none, carries no version headers',
    versions: EVERY,
    run: async ({ call, send, traits }) => {
      const headers = { [STANDARD]: 'compute 2.64' };
      const path = '/os-server-groups';
      const unauthorized = await call({ path, token: null });
      isUnauthorized(unauthorized);
      const answers: readonly (readonly [Answer, statuses: readonly number[]])[] = [
        [unauthorized, [401]],
        [await call({ path: '/nowhere' }), [404]],
        [await call({ method: 'PATCH', path }), traits.nowhere === 'pages' ? [404] : [405]],
        [await call({ method: 'POST', path, body: 'x'.repeat(114_689) }), [413]],
        [await call({ method: 'OPTIONS', path }), [204, 200]],
        [await send({ path: '/', headers }), [200]],
        [await send({ path: '/nowhere', headers }), traits.nowhere === 'pages' ? [300] : [404]],
      ];
      for (const [answer, statuses] of answers) {
        assert.ok(statuses.includes(answer.status), `${answer.status} is none of ${statuses.join(', ')}`);
        echoesNothing(answer);
      }
    },
  },
  {
    id: 'versions/legacy',
    what: 'below /v2 version headers are ignored, whatever they say, and no answer has them',
    versions: [LEGACY],
    run: async ({ call, version, drop }) => {
      const texts = ['2.64', '9.9', 'nonsense', 'latest', ''];
      for (const headers of texts.map((text) => ({ [STANDARD]: `compute ${text}`, [OLDER]: text }))) {
        const path = '/os-server-groups';
        const answers = [
          await call({ path, headers }),
          await call({ method: 'POST', path, headers, body: creation(version) }),
          await call({ method: 'POST', path, headers, body: {} }),
          await call({ path: `${path}/x`, headers }),
          await call({ path: '/', headers }),
        ];
        assert.deepEqual(
          answers.map(({ status }) => status),
          [200, 200, 400, 404, 200],
        );
        const { members, metadata, project_id } = JSON.parse(answers[1]?.body ?? '').server_group;
        assert.deepEqual(
          { members, metadata, project_id },
          { members: [], metadata: {}, project_id: undefined },
        );
        for (const answer of answers) echoesNothing(answer);
        await drop(JSON.parse(answers[1]?.body ?? '').server_group.id);
      }
    },
  },
];
