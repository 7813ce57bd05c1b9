/** Servers that read bodies of other sizes, or where there is none to be read. */

import { fault } from '../made.ts';
import { handlerOf, type Sent, withBody, withCreation } from '../wire.ts';
import { answers, lenient, strict, type Wrong, wrong } from '../wrong.ts';
import { create } from './of-bodies.ts';

const isChunked = ({ headers }: Sent) => headers['transfer-encoding'] !== undefined;

const LIMIT = 114_688;

export const sizes: readonly Wrong[] = [
  wrong(
    'bodies/limit',
    'a body of the limit is too large',
    'bodies/limit',
    strict({ ...create, and: ({ body }) => body.length >= LIMIT }, 413),
  ),
  wrong(
    'bodies/no-limit',
    'there is no limit',
    ['bodies/limit', 'bodies/limit-anywhere'],
    lenient({ status: 413 }, (request) =>
      request.method === 'POST' ? withCreation(request) : withBody(request, ''),
    ),
  ),
  wrong(
    'bodies/no-limit-of-chunks',
    'there is no limit for chunks',
    'bodies/limit-in-chunks',
    lenient({ status: 413, and: isChunked }, withCreation),
  ),
  wrong(
    'bodies/limit-400',
    'a body that is too large is one that is not JSON',
    'bodies/limit',
    answers({ status: 413 }, (_, request) => fault(request, 400, 'Malformed request body')),
  ),
  wrong(
    'bodies/limit-of-creations',
    'there is a limit where a body is read alone',
    'bodies/limit-anywhere',
    lenient({ status: 413, and: (request) => handlerOf(request) !== 'createServerGroup' }, (request) =>
      withBody(request, ''),
    ),
  ),
  wrong(
    'bodies/of-get',
    'a GET may have no body',
    'bodies/ignored',
    strict({ method: 'GET', and: ({ body }) => body.length > 0 }),
  ),
  wrong(
    'bodies/of-delete',
    'the body of a DELETE is read',
    'bodies/ignored',
    strict({ method: 'DELETE', and: ({ body }) => body.length > 0 }),
  ),
];
