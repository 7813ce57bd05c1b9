/** Requests that change something, and are sent again all the same. */

import type { Case } from './case.ts';
import { A, create, DELETE, fault, givenFault, oneGroup, POST, remove, shown, times } from './values.ts';

const unavailable = fault(503, 'serviceUnavailable', { 'Retry-After': '0' });
const drop = { how: 'drop' } as const;
const hang = { how: 'hang' } as const;

export const repeats: readonly Case[] = [
  {
    what: 'a creation is sent again with the same key',
    on: [unavailable, drop, oneGroup],
    steps: [create(shown)],
    sees: times(3, POST),
    same: ['idempotency-key'],
  },
  {
    what: 'a creation that times out is sent again with the same key',
    on: [hang, oneGroup],
    steps: [create(shown, { timeout: 1 })],
    sees: times(2, POST),
    same: ['idempotency-key'],
  },
  {
    what: 'each creation has a key of its own',
    on: [oneGroup, oneGroup],
    steps: [create(shown), create(shown)],
    sees: [POST, POST],
    distinct: ['idempotency-key'],
  },
  {
    what: 'a claim is sent again',
    on: [unavailable, { body: { member: { server_id: A, host: 'compute-1' } } }],
    steps: [
      {
        call: 'claim',
        args: { id: A, server: A, host: 'compute-1' },
        gives: { value: { server_id: A, host: 'compute-1' } },
      },
    ],
    sees: times(2, {
      method: 'PUT',
      path: `/os-server-groups/${A}/members/${A}`,
      body: { member: { host: 'compute-1' } },
    }),
  },
  {
    what: 'a delete that is sent again and finds nothing has succeeded',
    on: [drop, fault(404, 'itemNotFound')],
    steps: [remove({ value: null })],
    sees: [DELETE, DELETE],
  },
  {
    what: 'a delete that finds nothing at once is a fault',
    on: [fault(404, 'itemNotFound')],
    steps: [remove(givenFault(404, 'itemNotFound'))],
    sees: [DELETE],
  },
];
