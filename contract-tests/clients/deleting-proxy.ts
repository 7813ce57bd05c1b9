/** Stands before the service and, at each request for a further page, first deletes the last group of the one before. */

import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * @param service the URL of the service
 * @param token of whoever may delete the groups
 */
export const startDeletingProxy = async (service: string, token: string) => {
  const { hostname, port } = new URL(service);
  const server = createServer(async (incoming, outgoing) => {
    const marker = new URL(incoming.url ?? '', service).searchParams.get('marker');
    if (marker !== null) {
      // A group that is gone already gives 404, which is as good.
      await fetch(`${service}/v2.1/os-server-groups/${marker}`, {
        method: 'DELETE',
        headers: { 'X-Auth-Token': token },
      });
    }
    const { method, url, headers } = incoming;
    const forwarded = request({ hostname, port, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.once('error', (error) => outgoing.destroy(error));
    incoming.pipe(forwarded);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
