/** Servers that are wrong about what is no proper HTTP. */

import type { Answer } from '../../cases/case.ts';
import { made } from '../made.ts';
import { type Sent, withHeaders, withText } from '../wire.ts';
import { answers, instead, strict, type Wrong, wrong } from '../wrong.ts';

/** All that is refused as no HTTP. */
const BROKEN = ['*: refused'];

const isByHand = ({ bytes }: Sent): boolean => bytes !== undefined;
const says =
  (pattern: RegExp) =>
  ({ bytes }: Sent) =>
    bytes !== undefined && pattern.test(String(bytes));
const hasExpectation = ({ headers }: Sent): boolean => headers.expect !== undefined;

const broken = { and: isByHand, status: 400 };
const nothing: Answer = { status: 0, headers: {}, body: '' };

export const http: readonly Wrong[] = [
  wrong(
    'http/taken',
    'what is no HTTP is answered as if it were',
    BROKEN,
    instead({ and: isByHand }, () => made(200, { versions: [] })),
  ),
  wrong(
    'http/silence',
    'what is no HTTP gets no answer',
    BROKEN,
    instead({ and: isByHand }, () => nothing),
  ),
  wrong(
    'http/text',
    'what is no HTTP is refused in plain text',
    BROKEN,
    answers(broken, (answer) =>
      withHeaders(withText(answer, 'Bad Request'), { 'content-type': 'text/plain' }),
    ),
  ),
  wrong(
    'http/bare',
    'what is no HTTP is refused without a word',
    BROKEN,
    answers(broken, (answer) => withText(answer, '')),
  ),
  wrong(
    'http/message',
    'what is no HTTP is refused in other words',
    BROKEN,
    answers(broken, (answer) => withText(answer, answer.body.replace('valid', 'good'))),
  ),
  wrong(
    'http/no-id',
    'a refusal of what is no HTTP has no id',
    BROKEN,
    answers(broken, (answer) => withHeaders(answer, { 'x-openstack-request-id': undefined })),
  ),
  wrong(
    'http/version',
    'a refusal of what is no HTTP says a version',
    'http/a-word',
    answers(broken, (answer) => withHeaders(answer, { 'openstack-api-version': 'compute 2.1' })),
  ),
  wrong(
    'http/open',
    'the connection is said to stay open',
    'http/both-lengths',
    answers(broken, (answer) => withHeaders(answer, { connection: 'keep-alive' })),
  ),
  wrong(
    'http/length',
    'the length of a refusal is not said',
    'http/no-host',
    answers(broken, (answer) => withHeaders(answer, { 'content-length': undefined })),
  ),
  wrong(
    'http/smuggled',
    'of two lengths one is taken',
    ['http/both-lengths*', 'http/two-lengths*'],
    instead(
      {
        and: says(
          /Content-Length: .*(Transfer-Encoding|Content-Length|,)|Transfer-Encoding: .*Content-Length/s,
        ),
      },
      () => made(401, {}),
    ),
  ),
  wrong(
    'http/1.0',
    'HTTP/1.0 is refused',
    'http/old',
    instead({ and: says(/HTTP\/1\.0/) }, () => made(505, undefined)),
  ),
  wrong(
    'http/overflow-400',
    'a header that is too large is no HTTP',
    'http/header-overflow',
    answers({ and: isByHand, status: 431 }, (answer) => ({ ...answer, status: 400 })),
  ),
  wrong(
    'http/overflow',
    'a header may be as large as it pleases',
    'http/header-overflow',
    instead({ and: says(/a{17000}/) }, () => made(200, {})),
  ),
  wrong(
    'http/path-414',
    'a path that is too long has a refusal of its own',
    'http/header-overflow',
    instead({ and: says(/^GET \/a{17000}/) }, () => made(414, {})),
  ),
  wrong(
    'http/expectation',
    'an expectation that is not understood is passed over',
    ['http/expectation', 'http/ecs-expectation'],
    instead({ and: hasExpectation }, () => made(200, {})),
  ),
  wrong(
    'http/expectation-400',
    'an expectation that is not understood is a wrong request',
    ['http/expectation', 'http/ecs-expectation'],
    strict({ and: hasExpectation }),
  ),
  wrong(
    'http/continue',
    'an expectation that is understood is refused',
    'http/continue',
    instead({ and: says(/100-continue/) }, () => made(417, {})),
  ),
  wrong(
    'http/waiting',
    'who waits for a word before a body gets no answer but that',
    'http/continue',
    answers({ and: says(/100-continue/) }, () => ({ status: 100, headers: {}, body: '' })),
  ),
  wrong(
    'http/upgrade',
    'another protocol is promised',
    'http/upgrade',
    instead({ and: says(/Upgrade/) }, () => ({ status: 101, headers: { upgrade: ['websocket'] }, body: '' })),
  ),
  wrong(
    'http/upgrade-refused',
    'a wish for another protocol is refused',
    'http/upgrade',
    instead({ and: says(/Upgrade/) }, () => made(400, {})),
  ),
];
