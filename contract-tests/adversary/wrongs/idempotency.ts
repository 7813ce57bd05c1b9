/** Servers that are wrong about creations that are sent again. */

import type { Answer } from '../../cases/case.ts';
import { fault } from '../made.ts';
import { type Alter, jsonOf, withBody, withJson } from '../wire.ts';
import { answers, lenient, takes, type Wrong, wrong } from '../wrong.ts';
import { both, create, isKeyed, keyOf, replays, tokenOf, withoutKey } from './of-idempotency.ts';

/** The group is shown as it is now, or made again. */
const asItIs = (): Alter => async (request, pass) => {
  const answer = await pass(request);
  if (!isKeyed(request) || answer.status !== 200) return answer;
  const now = await pass({
    ...withoutKey(request),
    method: 'GET',
    path: `${request.path}/${jsonOf(answer).server_group.id}`,
    body: Buffer.alloc(0),
    headers: { ...request.headers, 'content-length': undefined, 'idempotency-key': undefined },
  });
  return now.status === 200 ? withJson(answer, jsonOf(now)) : pass(withoutKey(request));
};

/** A repeated creation is shown with another id. */
const otherIds = (): Alter => {
  const seen = new Set<string>();
  return async (request, pass) => {
    const answer = await pass(request);
    const key = keyOf(request) ?? '';
    if (!isKeyed(request) || answer.status !== 200 || seen.size < seen.add(key).size) return answer;
    const body = jsonOf(answer);
    body.server_group.id = '3b241101-e2bb-4255-8caf-4136c566a962';
    return withJson(answer, body);
  };
};

/** Requests are the same whose bytes are. */
const otherBytes = (): Alter => {
  const first = new Map<string, string>();
  return (request, pass) => {
    const key = keyOf(request) ?? '';
    const text = request.body.toString();
    if (isKeyed(request) && (first.get(key) ?? text) !== text)
      return fault(request, 409, 'The key was used.');
    first.set(key, text);
    return pass(request);
  };
};

const isReused = { ...create, status: 409, says: /was used for another request/ };

export const idempotency: readonly Wrong[] = [
  wrong(
    'idempotency/ignored',
    'keys are passed over',
    [
      ...both('repeat', 'changed', 'value', 'other-body', 'at-once', 'any-sign'),
      'idempotency/other-version',
      'idempotency/*other-path*',
    ],
    takes(create, withoutKey),
  ),
  wrong(
    'idempotency/other-id',
    'a repeated creation is answered with another id',
    both('repeat', 'changed', 'value'),
    otherIds,
  ),
  wrong(
    'idempotency/as-it-is',
    'a repeated creation is answered with the group as it is now',
    both('changed'),
    asItIs,
  ),
  wrong('idempotency/conflict', 'a repeated creation is a conflict', both('repeat'), (): Alter => {
    const seen = new Set<string>();
    return async (request, pass) => {
      const key = keyOf(request) ?? '';
      if (isKeyed(request) && seen.has(key)) return fault(request, 409, 'The key was used.');
      const answer = await pass(request);
      if (isKeyed(request) && answer.status === 200) seen.add(key);
      return answer;
    };
  }),
  wrong(
    'idempotency/201',
    'a repeated creation is answered with another status',
    both('repeat'),
    (): Alter => {
      const seen = new Set<string>();
      return async (request, pass) => {
        const answer = await pass(request);
        const isFirst = seen.size < seen.add(keyOf(request) ?? '').size;
        return isKeyed(request) && !isFirst ? { ...answer, status: 202 } : answer;
      };
    },
  ),
  wrong(
    'idempotency/same-request',
    'a repeated creation is answered with the id of the first request',
    both('repeat'),
    (): Alter => {
      const first = new Map<string, Answer>();
      return async (request, pass) => {
        if (!isKeyed(request)) return pass(request);
        const known = first.get(keyOf(request) ?? '') ?? (await pass(request));
        first.set(keyOf(request) ?? '', known);
        return known;
      };
    },
  ),
  wrong(
    'idempotency/two-at-once',
    'of many creations at once each makes a group',
    both('at-once'),
    (): Alter => {
      const seen = new Set<string>();
      return (request, pass) =>
        pass(
          isKeyed(request) && seen.size < seen.add(String(seen.size)).size ? withoutKey(request) : request,
        );
    },
  ),
  wrong(
    'idempotency/any-body',
    'another body is answered as the first',
    both('other-body', 'at-once'),
    replays((request) => `${keyOf(request)} ${tokenOf(request) === 'osg_otherProject'} ${request.path}`),
  ),
  wrong(
    'idempotency/other-body-made',
    'another body makes another group',
    both('other-body'),
    lenient(isReused, withoutKey),
  ),
  wrong(
    'idempotency/other-body-400',
    'another body is a wrong request',
    both('other-body'),
    answers(isReused, (_, request) => fault(request, 400, 'The key was used.')),
  ),
  wrong(
    'idempotency/other-body-422',
    'another body cannot be done',
    both('other-body'),
    answers(isReused, (answer) => ({ ...answer, status: 422 })),
  ),
  wrong('idempotency/bytes', 'the same value in other bytes is another request', both('value'), otherBytes),
  wrong(
    'idempotency/failures',
    'a creation that failed is answered so for ever',
    both('failure'),
    replays(
      (request) => `${keyOf(request)}`,
      () => true,
    ),
  ),
  wrong(
    'idempotency/failed-keys',
    'the key of a creation that failed is used up',
    both('failure'),
    (): Alter => {
      const used = new Set<string>();
      return async (request, pass) => {
        if (isKeyed(request) && used.has(keyOf(request) ?? ''))
          return fault(request, 409, 'The key was used.');
        const answer = await pass(request);
        if (isKeyed(request) && answer.status >= 400) used.add(keyOf(request) ?? '');
        return answer;
      };
    },
  ),
  wrong(
    'idempotency/quota-first',
    'a repeated creation needs room for a group',
    both('failure'),
    (): Alter => async (request, pass) => {
      const probe = isKeyed(request)
        ? await pass(withBody(withoutKey(request), { server_group: jsonOf(request).server_group }))
        : undefined;
      if (probe?.status === 200)
        await pass({
          ...withoutKey(request),
          method: 'DELETE',
          path: `${request.path}/${jsonOf(probe).server_group.id}`,
          body: Buffer.alloc(0),
          headers: { ...request.headers, 'content-length': undefined },
        });
      return probe?.body.includes('Quota') ? probe : pass(request);
    },
  ),
];
