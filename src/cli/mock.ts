/** `os-server-groups mock`: an API that answers with the examples of the spec. */

import process from 'node:process';
import type { MockOptions } from '#mock';
import { HTTP_URL, hostName, httpUrlText } from '../setting-kinds.ts';
import { type Command, misuse, Refusal } from './command.ts';

const DEFAULT_PORT = '4010';
const DEFAULT_HOST = '127.0.0.1';

const guide = (url: string) => `The mock answers at ${url} until you press Ctrl-C. Try:

  curl -i ${url}/v2.1/os-server-groups -H 'X-Auth-Token: any' -H 'Content-Type: application/json' \\
    -d '{"server_group": {"name": "test", "policies": ["anti-affinity"]}}'
  curl -i ${url}/v2.1/os-server-groups -H 'X-Auth-Token: any' -H 'OpenStack-API-Version: compute 2.64'
  curl -i ${url}/v2.1/os-server-groups/1 -H 'X-Auth-Token: any' -H 'Prefer: code=404'

The last asks for an answer by its status; any that the spec documents will do. "Prefer: dynamic=true, seed=1" has one made up
by the schema instead of the example, the same for each seed. Any token is accepted.
A mock remembers nothing: a group that you create is not in the list, a deleted one is still shown, and there are no
quotas, roles or other projects. For these, run the service itself: OSG_STORE=sqlite::memory: npx os-server-groups serve
`;

const guideBeside = (url: string, beside: string) => `The mock answers at ${url} until you press Ctrl-C.
Each request is passed on to ${beside}, whose answer you get; where that is 501 Not Implemented, the mock gives its own
answer, with the header "X-Mocked: 501". Try:

  curl -i ${url}/v2.1/os-server-groups -H "X-Auth-Token: $TOKEN"
`;

const portOf = (text: string): number => {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65535) return port;
  throw misuse(`--port ${text}: expected a number from 0 to 65535.`);
};

const hostOf = (text: string): string => {
  if (hostName().safeParse(text).success) return text;
  throw misuse(`--host ${text}: expected an IP address or a host name.`);
};

// Without the text, which may hold a password.
const besideOf = (text: string): string => {
  const { data } = httpUrlText().safeParse(text);
  if (data !== undefined) return data;
  throw misuse(`--beside: expected ${HTTP_URL}, such as http://127.0.0.1:8774.`);
};

const OTHER_PORT = 'Choose another with --port; --port 0 takes any that is free.';
const OTHER_HOST = 'Choose another with --host; --host 0.0.0.0 stands for all.';

/** Why the mock cannot listen, by the code of the error. */
const REASONS: Readonly<Record<string, (host: string, port: number) => string>> = {
  EACCES: (_, port) => `The port ${port} may not be used. ${OTHER_PORT}`,
  EADDRINUSE: (_, port) => `The port ${port} is taken by another process. ${OTHER_PORT}`,
  EADDRNOTAVAIL: (host) => `The address ${host} is not one of this machine. ${OTHER_HOST}`,
  ENOTFOUND: (host) => `The address ${host} is not known. ${OTHER_HOST}`,
};

const start = async (options: Omit<MockOptions, 'log'>) => {
  // Only here, so that the other commands do not load Prism; by the `imports` of package.json, since it lies elsewhere when published.
  const { startMock } = await import('#mock');
  return startMock({ ...options, log: (line) => console.log(line) }).catch((error) => {
    const reason = REASONS[error.code];
    if (reason === undefined) throw error;
    throw new Refusal(reason(options.host ?? DEFAULT_HOST, options.port), 1);
  });
};

export const mockCommand: Command = {
  words: 'mock',
  summary: 'Serves the examples of the spec, to develop against, until it is told to stop.',
  usage: '[--port NUMBER] [--host ADDRESS] [--beside URL] [--dynamic] [--seed TEXT]',
  details: `
  --port NUMBER    the port to listen on; 0 stands for any free one (default: ${DEFAULT_PORT})
  --host ADDRESS   the address to listen on, such as 0.0.0.0 in a container (default: ${DEFAULT_HOST})
  --beside URL     a server that is asked first: only what it answers with 501 is mocked, with the header "X-Mocked: 501"
  --dynamic        answers are made up by the schemas of the spec, rather than its examples
  --seed TEXT      what is made up is the same each time, for the same request

It answers in the microversion that a request asks for. Requests are checked against the spec, and a wrong one is answered with
the fault that the service would give. A request can say for itself what it wants: "Prefer: code=404" asks for a status,
"Prefer: example=group-2.64" for an example by its name, "Prefer: dynamic=true, seed=1" for what --dynamic and --seed give.`,
  options: {
    port: { type: 'string' },
    host: { type: 'string' },
    beside: { type: 'string' },
    dynamic: { type: 'boolean' },
    seed: { type: 'string' },
  },
  run: async ({ port = DEFAULT_PORT, host = DEFAULT_HOST, beside, dynamic, seed }, [first]) => {
    if (first !== undefined) throw misuse(`"${first}" is one word too many.`);
    if (seed === '') throw misuse('--seed needs a text.');
    const server = beside === undefined ? undefined : besideOf(String(beside));
    const mock = await start({
      port: portOf(String(port)),
      host: hostOf(String(host)),
      ...(server !== undefined && { beside: server }),
      dynamic: dynamic === true,
      ...(seed !== undefined && { seed: String(seed) }),
    });
    console.log(server === undefined ? guide(mock.url) : guideBeside(mock.url, server));
    await new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    });
    await mock.close();
  },
};
