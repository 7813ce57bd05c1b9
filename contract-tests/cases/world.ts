/** Opens a server to the cases: over HTTP, as any client. */

import { Agent, request as httpRequest } from 'node:http';
import net from 'node:net';
import { type Answer, type Case, LEGACY, prefixOf, type Request, type Server, type World } from './case.ts';

const bytesOf = (body: unknown): Uint8Array | undefined => {
  if (body === undefined || body instanceof Uint8Array) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
};

const sendOver =
  (agent: Agent, url: string) =>
  ({ method = 'GET', path, headers = {}, body }: Request): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(url);
      const bytes = bytesOf(body);
      const sent = {
        ...(bytes !== undefined && { 'Content-Type': 'application/json' }),
        ...(bytes !== undefined && !('Transfer-Encoding' in headers) && { 'Content-Length': bytes.length }),
        ...headers,
      };
      const request = httpRequest(
        { hostname, port, agent, method, path, headers: sent },
        async (response) => {
          const chunks = await Array.fromAsync(response as AsyncIterable<Buffer>);
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headersDistinct,
            body: Buffer.concat(chunks).toString(),
          });
        },
      );
      request.on('error', reject);
      request.end(bytes);
    });

/** Reads what came over a connection as the first answer on it. */
const parse = (text: string): Answer => {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [line = '', ...lines] = head.split('\r\n');
  const headers: Record<string, string[]> = {};
  for (const each of lines) {
    const [name = '', value = ''] = each.split(/:\s*(.*)/s);
    headers[name.toLowerCase()] = [...(headers[name.toLowerCase()] ?? []), value];
  }
  return { status: Number(line.split(' ')[1]), headers, body: rest.join('\r\n\r\n') };
};

const rawOver =
  (url: string) =>
  (bytes: string | Uint8Array): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(url);
      let text = '';
      const socket = net.connect(Number(port), hostname, () => socket.write(bytes));
      socket.on('data', (data) => {
        text += data;
      });
      socket.on('error', reject);
      socket.on('close', () => resolve(parse(text)));
    });

/** The id of the group that a creation was answered with; undefined for what other requests are answered with. */
const groupMadeIn = ({ status, body }: Answer): string | undefined =>
  status === 200 && body !== '' ? JSON.parse(body).server_group?.id : undefined;

const versionHeaders = (version: string): Record<string, string> =>
  version === LEGACY ? {} : { 'OpenStack-API-Version': `compute ${version}` };

/** Runs a case at one version, and deletes the groups that it made. */
export const runCase = async ({ run }: Case, version: string, server: Server): Promise<void> => {
  const agent = new Agent({ keepAlive: true });
  const over = sendOver(agent, server.url);
  const made = new Map<string, string>();

  const send: World['send'] = async ({ token = server.tokens.member, headers, ...request }) => {
    const answer = await over({
      ...request,
      headers: { ...(token !== null && { 'X-Auth-Token': token }), ...headers },
    });
    const id = request.method === 'POST' ? groupMadeIn(answer) : undefined;
    if (id !== undefined) made.set(id, token ?? '');
    return answer;
  };
  const call: World['call'] = ({ path, headers, ...request }) =>
    send({ ...request, path: prefixOf(version) + path, headers: { ...versionHeaders(version), ...headers } });

  try {
    await run({ ...server, version, send, call, raw: rawOver(server.url) });
  } finally {
    for (const [id, token] of made) {
      await send({ method: 'DELETE', path: `/v2.1/os-server-groups/${id}`, token });
    }
    agent.destroy();
  }
};
