/** How the server ends: whoever has begun a request gets the answer, and nobody is cut off in between. */

import { type Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import net from 'node:net';

/** A connection that has been quiet for so many milliseconds is not about to bring a request. */
const QUIET = 500;
const INTERVAL = 50;

/** A connection between two requests: since when, and how much had been read from it by then. */
interface Idle {
  readonly since: number;
  readonly bytesRead: number;
}

/** Tells the client that this is the last answer on its connection. */
const sayClose = (response: ServerResponse) => {
  if (!response.headersSent) response.setHeader('Connection', 'close');
};

/**
 * Watches the connections of a server. The function that it returns stops listening, and resolves when every connection is
 * closed: each after the answer to what it has brought, those between two requests when they stay quiet. After `seconds`
 * those go as well that have begun a request and not finished it; what is being answered goes on.
 */
export const watchConnections = (server: Server): ((seconds: number) => Promise<void>) => {
  const connections = new Map<Socket, Idle | ServerResponse>();
  let isDraining = false;
  const idle = ({ bytesRead }: Socket): Idle => ({ since: Date.now(), bytesRead });

  server.on('connection', (socket) => {
    connections.set(socket, idle(socket));
    socket.once('close', () => connections.delete(socket));
  });
  server.prependListener('request', ({ socket }, response) => {
    connections.set(socket, response);
    if (isDraining) sayClose(response);
    response.once('close', () => {
      // With pipelining the next one may be under way already.
      if (connections.get(socket) === response) connections.set(socket, idle(socket));
    });
  });

  const closeQuiet = (isLast: boolean) => {
    for (const [socket, state] of connections) {
      if (state instanceof ServerResponse) continue;
      const isArriving = socket.bytesRead !== state.bytesRead;
      if (isLast || (!isArriving && Date.now() - state.since >= QUIET)) socket.destroy();
    }
  };

  return (seconds) =>
    new Promise((resolve) => {
      isDraining = true;
      for (const state of connections.values()) if (state instanceof ServerResponse) sayClose(state);
      const end = Date.now() + seconds * 1000;
      const timer = setInterval(() => closeQuiet(Date.now() >= end), INTERVAL);
      // The close() of HTTP servers would cut connections on which a request is just arriving.
      net.Server.prototype.close.call(server, () => {
        clearInterval(timer);
        resolve();
      });
    });
};
