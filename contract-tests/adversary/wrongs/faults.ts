/** Servers whose faults are wrong: each status, in both families. */

import type { Answer } from '../../cases/case.ts';
import { jsonOf, withHeaders, withJson, withText } from '../wire.ts';
import { answers, type Wrong, wrong } from '../wrong.ts';

/** Status → a case that comes upon it, and the version at which it does. */
const NATIVE: Readonly<Record<number, readonly [noticedBy: string, at: string]>> = {
  400: ['creations/always-1', '2.64'],
  401: ['roles/no-token', '2.1'],
  403: ['roles/reader', '2.1'],
  404: ['groups/delete', '2.64'],
  405: ['routes/methods-of/os-server-groups', '2.1'],
  406: ['versions/unsupported-3.0', '2.1'],
  409: ['policies/host-full', '2.64'],
  413: ['bodies/limit', '2.1'],
  415: ['media-types/type-text/html', '2.1'],
  417: ['http/expectation', '2.1'],
};
const ECS: typeof NATIVE = {
  400: ['ecs-faults/body-1', '2.0'],
  401: ['ecs-faults/token', '2.0'],
  403: ['ecs-faults/roles', '2.0'],
  404: ['ecs-faults/no-group', '2.0'],
  405: ['ecs-faults/method', '2.0'],
  409: ['idempotency/ecs-other-body', '2.0'],
  413: ['ecs-faults/size', '2.0'],
  415: ['ecs-faults/media-type', '2.0'],
  417: ['http/ecs-expectation', '2.1'],
};

interface Told {
  code: unknown;
  message: unknown;
  [name: string]: unknown;
}

type Change = readonly [name: string, what: string, change: (answer: Answer) => Answer];

/** Alters what stands below the one key of a fault. */
const inside =
  (change: (told: Told, key: string) => unknown) =>
  (answer: Answer): Answer => {
    const body = jsonOf(answer);
    const [[key, told] = ['', {}]] = Object.entries(body);
    return withJson(answer, change(told as Told, key) ?? body);
  };
const set = (changed: Partial<Told>) => inside((told) => void Object.assign(told, changed));

const ofBoth = (status: number): Change[] => [
  ['key', 'has another key', inside((told) => ({ fault: told }))],
  ['bare', 'has no key', inside((told) => told)],
  ['beside', 'has something beside it', inside((told, key) => ({ [key]: told, x: 1 }))],
  ['inside', 'has something more in it', set({ details: 'x' })],
  ['no-code', 'has no code', inside(({ code: _, ...rest }, key) => ({ [key]: rest }))],
  ['no-message', 'has no message', inside(({ message: _, ...rest }, key) => ({ [key]: rest }))],
  ['empty-message', 'has an empty message', set({ message: '' })],
  ['other-message', 'says something else', set({ message: 'Something went wrong.' })],
  [
    'longer-message',
    'says more',
    inside((told) => void Object.assign(told, { message: `${told.message} ` })),
  ],
  ['message-object', 'has an object for a message', set({ message: {} })],
  ['text', 'is plain text', (answer) => withText(answer, 'Something went wrong.')],
  [
    'html',
    'is a page',
    (answer) => withHeaders(withText(answer, '<html></html>'), { 'content-type': 'text/html' }),
  ],
  ['nothing', 'has no body', (answer) => withText(answer, '')],
  ['type', 'has another type', (answer) => withHeaders(answer, { 'content-type': 'text/plain' })],
  [
    'charset',
    'has a type without a charset',
    (answer) => withHeaders(answer, { 'content-type': 'application/json' }),
  ],
  ['status', 'has another status', (answer) => ({ ...answer, status: status === 418 ? 400 : 418 })],
  ['500', 'is a failure of the server', (answer) => ({ ...answer, status: 500 })],
  ['200', 'is a success by its status', (answer) => ({ ...answer, status: 200 })],
  [
    'no-id',
    'has no id of the request',
    (answer) => withHeaders(answer, { 'x-openstack-request-id': undefined }),
  ],
  [
    'two-ids',
    'has two ids of the request that differ',
    (answer) => withHeaders(answer, { 'x-compute-request-id': 'req-3b241101-e2bb-4255-8caf-4136c566a962' }),
  ],
];

const OF_NATIVE: readonly Change[] = [
  [
    'code',
    'has the code of another',
    inside((told) => void Object.assign(told, { code: Number(told.code) + 1 })),
  ],
  [
    'code-string',
    'has a code that is a string',
    inside((told) => void Object.assign(told, { code: String(told.code) })),
  ],
  [
    'ecs',
    'has the form of the other family',
    inside(({ message }) => ({ error: { code: 'Ecs.0000', message } })),
  ],
];

const OF_ECS: readonly Change[] = [
  ['code', 'has the code of another', set({ code: 'Ecs.9999' })],
  ['code-number', 'has a code that is a number', set({ code: 400 })],
  [
    'native',
    'has the form of the other family',
    inside(({ message }) => ({ badRequest: { code: 400, message } })),
  ],
  [
    'no-own-id',
    'has no id under the name of the family',
    (answer) => withHeaders(answer, { 'x-request-id': undefined }),
  ],
  [
    'versions',
    'says a version',
    (answer) =>
      withHeaders(answer, { 'openstack-api-version': 'compute 2.1', 'x-openstack-nova-api-version': '2.1' }),
  ],
];

const rows = (family: string, table: typeof NATIVE, more: readonly Change[]): Wrong[] =>
  Object.entries(table).flatMap(([name, [noticedBy, at]]) => {
    const status = Number(name);
    // Whether the type of a refused token has a charset is left to what checks tokens.
    const changes = [...ofBoth(status), ...more].filter(([how]) => status !== 401 || how !== 'charset');
    return changes.map(([how, what, change]) =>
      wrong(
        `faults/${family}-${name}-${how}`,
        `a ${name} ${family} fault ${what}`,
        noticedBy,
        answers({ status }, change),
        at,
      ),
    );
  });

/** What goes with some faults. */
const OF_SOME: readonly Wrong[] = (
  [
    ['401', 'www-authenticate', 'roles/no-token', '2.1'],
    ['401-ecs', 'www-authenticate', 'ecs-faults/token', '2.0'],
    ['405', 'allow', 'routes/methods-of/os-server-groups', '2.1'],
    ['405-ecs', 'allow', 'ecs-faults/method', '2.0'],
  ] as const
).flatMap(([status, name, noticedBy, at]) =>
  (
    [
      ['no', 'is missing', () => undefined],
      ['two', 'is there twice', (values: readonly string[] = []) => [...values, ...values]],
    ] as const
  ).map(([how, what, change]) =>
    wrong(
      `faults/${status}-${how}-${name}`,
      `the header ${name} of a fault ${what}`,
      noticedBy,
      answers({ status: Number(status.slice(0, 3)) }, (answer) =>
        withHeaders(answer, { [name]: change(answer.headers[name]) }),
      ),
      at,
    ),
  ),
);

export const faults: readonly Wrong[] = [
  ...rows('native', NATIVE, OF_NATIVE),
  ...rows('ECS', ECS, OF_ECS),
  ...OF_SOME,
  wrong(
    'faults/405-allow-of-another',
    'a 405 names methods that there are not',
    'routes/methods-of/os-server-groups',
    answers({ status: 405 }, (answer) => withHeaders(answer, { allow: 'GET, POST, PUT' })),
    '2.1',
  ),
  wrong(
    'faults/401-empty-challenge',
    'a 401 has an empty challenge',
    'roles/no-token',
    answers({ status: 401 }, (answer) => withHeaders(answer, { 'www-authenticate': '' })),
    '2.1',
  ),
];
