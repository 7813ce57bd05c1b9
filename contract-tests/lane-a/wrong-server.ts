/** A server that is wrong in known ways, to show that lane A notices each of them. */

import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RunningService } from '../service.ts';
import { type Alteration, alterations } from './alterations.ts';

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
    .replace(/(?<=os-server-groups\/)[^/]+/, '{server_group_id}')
    .replace(/(?<=members\/)[^/]+/, '{server_id}');
  return `${method} ${pathname} ${status}`;
};

/** A server that answers as the service does, but for the alterations. */
export const startWrongServer = async (service: RunningService) => {
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    const upstream = httpRequest(service.url + url, { method, headers }, async (answer) => {
      const text = Buffer.concat(await answer.toArray()).toString();
      const { statusCode: status = 0 } = answer;
      const body: unknown = text === '' ? undefined : JSON.parse(text);
      const altered = { status, headers: { ...answer.headers }, body };
      const found = alterations.find(({ cell }) => cell === cellOf(method, url, status, service.project));
      if (found) change(altered, found);
      delete altered.headers['content-length'];
      response.writeHead(altered.status, altered.headers);
      response.end(JSON.stringify(altered.body));
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
