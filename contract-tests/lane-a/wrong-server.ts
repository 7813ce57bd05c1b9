/** A server that is wrong in known ways, to show that lane A notices each of them. */

import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RunningService } from '../service.ts';

export interface Alteration {
  readonly what: string;
  /** The only field of the matrix that must fail. */
  readonly cell: string;
  /** Places in the answer, and what stands there instead; undefined: nothing. */
  readonly set: Readonly<Record<string, unknown>>;
  readonly says: RegExp;
}

const GROUPS = '/v2.1/{project_id}/os-server-groups';
const GROUP = `${GROUPS}/{server_group_id}`;
const ALL_GROUPS = '/v2.1/os-server-groups';
const ANY_GROUP = `${ALL_GROUPS}/{server_group_id}`;

export const alterations: readonly Alteration[] = [
  { what: 'another success', cell: `GET ${GROUP} 200`, set: { status: 201 }, says: /status code/ },
  {
    what: 'a missing field',
    cell: `GET ${GROUPS} 200`,
    set: { 'body/server_groups/0/user_id': undefined },
    says: /response\.body\.server_groups\.0.* 'user_id'/,
  },
  {
    what: 'a wrong type',
    cell: `POST ${GROUPS} 200`,
    set: { 'body/server_group/members': null },
    says: /response\.body\.server_group\.members: .*array/,
  },
  {
    what: 'an extra field',
    cell: `GET ${ANY_GROUP} 200`,
    set: { 'body/server_group/metadata': {} },
    says: /response\.body\.server_group.*metadata/,
  },
  {
    what: 'groups of an older version',
    cell: `GET ${ALL_GROUPS} 200`,
    set: {
      'body/server_groups/0/policies': ['anti-affinity'],
      'body/server_groups/0/policy': undefined,
      'body/server_groups/0/rules': undefined,
    },
    says: /response\.body\.server_groups\.0.*'policy'/,
  },
  {
    what: 'the echo of another version of the same view',
    cell: `POST ${ALL_GROUPS} 200`,
    set: { 'headers/openstack-api-version': 'compute 2.70' },
    says: /response\.header\.OpenStack-API-Version: is compute 2\.70, asked for was compute 2\.(64|74)/,
  },
  {
    what: 'the echo of a version of another view',
    cell: `DELETE ${GROUP} 204`,
    set: { 'headers/x-openstack-nova-api-version': '2.63' },
    says: /response\.header\.x-openstack-nova-api-version: .*pattern/,
  },
  {
    what: 'a missing header',
    cell: `DELETE ${ANY_GROUP} 204`,
    set: { 'headers/x-openstack-request-id': undefined },
    says: /response\.header.*x-openstack-request-id/,
  },
  {
    what: 'a wrong code in a fault',
    cell: `GET ${GROUP} 404`,
    set: { 'body/itemNotFound/code': 400 },
    says: /response\.body\.itemNotFound\.code: .*404/,
  },
  {
    what: 'a fault of another name',
    cell: `POST ${GROUPS} 400`,
    set: { body: { computeFault: { code: 400, message: 'wrong' } } },
    says: /response\.body.*'badRequest'/,
  },
  {
    what: 'a failure that is not documented',
    cell: `GET ${GROUPS} 413`,
    set: { status: 418 },
    says: /status code/,
  },
  {
    what: 'a documented failure in place of another',
    cell: `GET ${GROUPS} 415`,
    set: { status: 400, body: { badRequest: { code: 400, message: 'wrong' } } },
    says: /Expected status code '415', but got '400'/,
  },
  {
    what: 'an operation that is not built',
    cell: 'GET /v2.1/ 200',
    set: { status: 501, body: { notImplemented: { code: 501, message: 'not built' } } },
    says: /501/,
  },
  {
    what: 'another media type',
    cell: 'GET /v2.1 200',
    set: { 'headers/content-type': 'text/plain' },
    says: /media type "text\/plain"/,
  },
];

type Json = Record<string, unknown>;

const change = (answer: Json, { set }: Alteration): void => {
  for (const [place, value] of Object.entries(set)) {
    const names = place.split('/');
    const last = names.pop() ?? '';
    const parent = names.reduce((value, name) => value[name] as Json, answer);
    if (value === undefined) delete parent[last];
    else parent[last] = value;
  }
};

const cellOf = (method: string, url: string, status: number, project: string): string => {
  const pathname = new URL(url, 'http://a').pathname
    .replace(project, '{project_id}')
    .replace(/(?<=os-server-groups\/)[^/]+$/, '{server_group_id}');
  return `${method} ${pathname} ${status}`;
};

/** A server that answers as the service does, but for the alterations. */
export const startWrongServer = async (service: RunningService) => {
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    const upstream = httpRequest(service.url + url, { method, headers }, async (answer) => {
      const text = Buffer.concat(await answer.toArray()).toString();
      const { statusCode: status = 0 } = answer;
      const altered = { status, headers: { ...answer.headers }, body: text && JSON.parse(text) };
      const found = alterations.find(({ cell }) => cell === cellOf(method, url, status, service.project));
      if (found) change(altered, found);
      delete altered.headers['content-length'];
      response.writeHead(altered.status, altered.headers);
      response.end(text && JSON.stringify(altered.body));
      // A request that announces a body which never comes keeps its connection busy.
      if (status === 413) upstream.destroy();
    });
    upstream.on('error', () => {});
    upstream.flushHeaders();
    request.pipe(upstream);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
