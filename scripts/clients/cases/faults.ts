/** Answers that are no success, and successes that are none. */

import type { Json } from '../../generate/document.ts';
import type { Case } from './case.ts';
import {
  A,
  create,
  DELETE,
  fault,
  GET,
  HTML,
  oneGroup,
  POST,
  remove,
  show,
  shown,
  unnamedFault,
} from './values.ts';

const noFaults: readonly (readonly [string, Json | undefined])[] = [
  ['nothing', undefined],
  ['a list', []],
  ['a text', '"gone"'],
  ['no JSON', '{"itemNotFound": '],
  ['the fault of a gateway', { error_code: 'APIG.0101', error_msg: 'The API does not exist' }],
  ['a fault without a message', { itemNotFound: { code: 404 } }],
  ['null', 'null'],
];

const malformed: readonly (readonly [string, Json | undefined])[] = [
  ['a page of a proxy', HTML],
  ['JSON that is cut off', '{"server_group": {"id": '],
  ['JSON without the group', {}],
  ['nothing', undefined],
  ['a list', []],
];

export const faults: readonly Case[] = [
  ...noFaults.map(([name, body]) => ({
    what: `a 404 with ${name} as its body is a fault without a name`,
    on: [{ status: 404, ...(body !== undefined && { body }) }],
    steps: [show(unnamedFault(404))],
    sees: [GET],
  })),
  ...malformed.map(([name, body]) => ({
    what: `a 200 with ${name} as its body is malformed, and is not asked again`,
    on: [{ status: 200, ...(body !== undefined && { body }) }],
    steps: [show({ failure: 'malformed' })],
    sees: [GET],
  })),
  {
    what: 'a creation whose answer is malformed is not sent again',
    on: [{ body: HTML }],
    steps: [create({ failure: 'malformed' })],
    sees: [POST],
  },
  {
    what: 'a list that is none is malformed',
    on: [{ body: { groups: [] } }],
    steps: [{ call: 'list', args: {}, gives: { failure: 'malformed' } }],
    sees: [{ method: 'GET', path: '/os-server-groups', query: { limit: '100' } }],
  },
  {
    what: 'a fault may come without the id of the request',
    on: [{ status: 404, body: { itemNotFound: { code: 404, message: 'There is none.' } } }],
    steps: [
      show({ fault: { status: 404, name: 'itemNotFound', message: 'There is none.', requestId: null } }),
    ],
    sees: [GET],
  },
  {
    what: 'a fault may have keys that are not known, and text of any language',
    on: [
      { status: 409, body: { conflictingRequest: { code: 409, message: 'Zu voll – 満員', details: [1] } } },
    ],
    steps: [
      show({
        fault: { status: 409, name: 'conflictingRequest', message: 'Zu voll – 満員', requestId: null },
      }),
    ],
    sees: [GET],
  },
  {
    what: 'a status that the spec does not have is a fault like any other',
    on: [fault(451, 'unavailableForLegalReasons')],
    steps: [
      show({
        fault: {
          status: 451,
          name: 'unavailableForLegalReasons',
          message: 'This is 451.',
          requestId: /^req-/,
        },
      }),
    ],
    sees: [GET],
  },
  {
    what: 'a delete needs no body, and takes one',
    on: [{ status: 204 }, { status: 204 }],
    steps: [remove({ value: null }), remove({ value: null })],
    sees: [DELETE, DELETE],
  },
  ...[301, 302, 307, 308].map((status) => ({
    what: `a ${status} to another host is not followed, so that no token goes there`,
    on: [{ status, headers: { Location: `$elsewhere/v2.1/os-server-groups/${A}` } }],
    steps: [show(unnamedFault(status))],
    sees: [GET],
  })),
  {
    what: 'after a fault the same client goes on',
    on: [fault(404, 'itemNotFound'), oneGroup],
    steps: [
      show({ fault: { status: 404, name: 'itemNotFound', message: /./, requestId: /^req-/ } }),
      show(shown),
    ],
    sees: [GET, GET],
  },
];
