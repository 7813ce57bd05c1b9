/** Servers that send a wrong header with a success, out of the views: each header that is documented, and the type of the body. */

import { ranges } from '../../../src/views/view.ts';
import { withHeaders } from '../wire.ts';
import { headers as altered, answers, type Wrong, wrong } from '../wrong.ts';
import { type Probe, probesAt } from './probes.ts';

/** Other views have the same headers. */
const VIEWS = ['2.0', '2.64'];

/** What looks like the header, and is not what it should be. */
const WRONG: Readonly<Record<string, readonly string[]>> = {
  'openstack-api-version': [
    'compute 2.70',
    'compute 2.5',
    '2.64',
    'compute latest',
    'compute 2.1, compute 2.64',
  ],
  'x-openstack-nova-api-version': ['2.70', '2.5', 'compute 2.64', 'latest'],
  vary: ['*', 'Accept', 'OpenStack-API-Version'],
  'x-openstack-request-id': ['1', 'req-x', '3b241101-e2bb-4255-8caf-4136c566a962'],
  'x-compute-request-id': ['req-x', 'req-3b241101-e2bb-4255-8caf-4136c566a962'],
  'x-request-id': ['req-x', 'req-3b241101-e2bb-4255-8caf-4136c566a962'],
  'content-type': ['text/plain', 'text/html; charset=UTF-8', 'application/xml', 'application/problem+json'],
};

/** Headers that came twice. */
const TWICE = ['x-openstack-request-id', 'x-compute-request-id', 'openstack-api-version'];

const ofHeader = (version: string, { of, noticedBy, at = version }: Probe, status: number, name: string) => {
  const when = { of, status };
  const row = (how: string, what: string, make: Wrong['make']) =>
    wrong(`headers/${version}-${of}-${name}-${how}`, `at ${version}, ${what} of ${of}`, noticedBy, make, at);
  return [
    row('missing', `the header ${name} is missing in the answer`, altered(when, { [name]: undefined })),
    ...(WRONG[name] ?? []).map((value) =>
      row(
        value.replaceAll(' ', '-'),
        `the header ${name} is "${value}" in the answer`,
        altered(when, { [name]: value }),
      ),
    ),
    ...(TWICE.includes(name)
      ? [
          row(
            'twice',
            `the header ${name} is there twice in the answer`,
            answers(when, (answer) =>
              withHeaders(answer, {
                [name]: [...(answer.headers[name] ?? []), ...(answer.headers[name] ?? [])],
              }),
            ),
          ),
        ]
      : []),
  ];
};

export const headersOfSuccesses: readonly Wrong[] = ranges
  .filter(({ first }) => VIEWS.includes(first))
  .flatMap(({ first }) =>
    probesAt(first).flatMap(({ probe, status, response }) => {
      const names = Object.keys(response.headers ?? {}).map((name) => name.toLowerCase());
      const type = response.content === undefined ? [] : ['content-type'];
      const typed =
        response.content === undefined
          ? [
              wrong(
                `headers/${first}-${probe.of}-typed`,
                `at ${first}, the answer of ${probe.of} has a Content-Type, and no body`,
                probe.noticedBy,
                altered({ of: probe.of, status }, { 'content-type': 'application/json' }),
                probe.at ?? first,
              ),
            ]
          : [];
      return [...[...names, ...type].flatMap((name) => ofHeader(first, probe, status, name)), ...typed];
    }),
  );
