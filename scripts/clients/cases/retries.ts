/** What is sent again, after how long, and what then comes out. */

import type { Case } from './case.ts';
import {
  A,
  create,
  fault,
  GET,
  givenFault,
  group,
  HTML,
  oneGroup,
  POST,
  show,
  shown,
  times,
  unnamedFault,
} from './values.ts';

const NOW = { 'Retry-After': '0' };
const unavailable = fault(503, 'serviceUnavailable', NOW);
const drop = { how: 'drop' } as const;
const hang = { how: 'hang' } as const;

/** Statuses after which the same request may succeed. */
const passing: Case[] = [
  [429, 'overLimit'],
  [502, 'badGateway'],
  [503, 'serviceUnavailable'],
  [504, 'gatewayTimeout'],
].map(([status, name]) => ({
  what: `a ${status} is asked again, and then succeeds`,
  on: [fault(Number(status), String(name), NOW), oneGroup],
  steps: [show(shown)],
  sees: [GET, GET],
}));

/** Statuses that say the same however often one asks. */
const lasting: Case[] = [
  [400, 'badRequest'],
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [404, 'itemNotFound'],
  [406, 'computeFault'],
  [409, 'conflictingRequest'],
  [413, 'overLimit'],
  [500, 'computeFault'],
  [501, 'notImplemented'],
].map(([status, name]) => ({
  what: `a ${status} is not asked again, even with Retry-After`,
  on: [fault(Number(status), String(name), NOW)],
  steps: [create(givenFault(Number(status), String(name)))],
  sees: [POST],
}));

/** It takes 30 seconds, so it comes first. */
const LONGEST: Case = {
  what: 'a Retry-After of an hour is waited for 30 seconds, no longer',
  on: [fault(503, 'serviceUnavailable', { 'Retry-After': '3600' }), oneGroup],
  steps: [show(shown, { retries: 1, timeout: 5 })],
  sees: [GET, { ...GET, after: 29 }],
};

export const retries: readonly Case[] = [
  LONGEST,
  ...passing,
  ...lasting,
  {
    what: 'Retry-After in seconds is waited for',
    on: [fault(503, 'serviceUnavailable', { 'Retry-After': '2' }), oneGroup],
    steps: [show(shown)],
    sees: [GET, { ...GET, after: 2 }],
  },
  {
    what: 'Retry-After as an HTTP date is waited for',
    on: [fault(503, 'serviceUnavailable', { 'Retry-After': '$date+3' }), oneGroup],
    steps: [show(shown)],
    sees: [GET, { ...GET, after: 1.5 }],
  },
  {
    what: 'a Retry-After that has passed is not waited for',
    on: [fault(503, 'serviceUnavailable', { 'Retry-After': 'Wed, 21 Oct 2015 07:28:00 GMT' }), oneGroup],
    steps: [show(shown)],
    sees: [GET, GET],
  },
  {
    what: 'a Retry-After that nobody understands is passed over',
    on: [fault(503, 'serviceUnavailable', { 'Retry-After': 'soon' }), oneGroup],
    steps: [show(shown)],
    sees: [GET, GET],
  },
  {
    what: 'without Retry-After the client waits a little before it asks again',
    on: [fault(503, 'serviceUnavailable'), oneGroup],
    steps: [show(shown)],
    sees: [GET, { ...GET, after: 0.05 }],
  },
  {
    what: 'when nothing helps, the last answer is the fault',
    on: [unavailable, unavailable, fault(504, 'gatewayTimeout', NOW)],
    steps: [show(givenFault(504, 'gatewayTimeout'))],
    sees: times(3, GET),
  },
  {
    what: 'with no retries nothing is asked again',
    on: [unavailable],
    steps: [show(givenFault(503, 'serviceUnavailable'), { retries: 0 })],
    sees: [GET],
  },
  {
    what: 'with four retries there are five requests',
    on: [...times(4, unavailable), oneGroup],
    steps: [show(shown, { retries: 4 })],
    sees: times(5, GET),
  },
  {
    what: 'a connection that is closed without an answer is asked again',
    on: [drop, oneGroup],
    steps: [show(shown)],
    sees: [GET, GET],
  },
  {
    what: 'an answer that is cut off in its middle is asked for again',
    on: [{ ...oneGroup, how: 'cut' }, oneGroup],
    steps: [show(shown)],
    sees: [GET, GET],
  },
  {
    // Not a GET: the HTTP client of Java sends that once more by itself, which no setting switches off.
    what: 'connections that are always closed are a failure of the connection',
    on: times(3, drop),
    steps: [create({ failure: 'connection' })],
    sees: times(3, POST),
  },
  {
    what: 'a server that does not listen is a failure of the connection',
    on: 'nothing',
    steps: [show({ failure: 'connection' })],
  },
  {
    what: 'a request without an answer is given up and sent again',
    on: [hang, oneGroup],
    steps: [show(shown, { timeout: 1 })],
    sees: [GET, { ...GET, after: 0.9 }],
  },
  {
    what: 'requests without an answer end as a timeout',
    on: times(2, hang),
    steps: [show({ failure: 'timeout' }, { timeout: 0.5, retries: 1 })],
    sees: times(2, GET),
  },
  {
    what: 'the timeout holds for the body too',
    on: [{ ...oneGroup, how: 'stall' }],
    steps: [show({ failure: 'timeout' }, { timeout: 1, retries: 0 })],
    sees: [GET],
  },
  {
    what: 'a page of a proxy is asked again, and is a fault without a name',
    on: times(3, { status: 502, headers: { 'Content-Type': 'text/html', ...NOW }, body: HTML }),
    steps: [show(unnamedFault(502))],
    sees: times(3, GET),
  },
  {
    what: 'a page of a list is asked again, and no group is given twice',
    on: [{ body: { server_groups: [group(A)] } }, unavailable, { body: { server_groups: [] } }],
    steps: [{ call: 'list', args: { pageSize: 1 }, gives: { value: [group(A)] } }],
    sees: ['', A, A].map((marker) => ({
      method: 'GET',
      path: '/os-server-groups',
      query: { limit: '1', ...(marker !== '' && { marker }) },
    })),
  },
];
