/** `os-server-groups mock`: an API that answers with the examples of the spec. */

import process from 'node:process';
import { type Command, misuse, Refusal } from './command.ts';

const DEFAULT_PORT = '4010';

const guide = (url: string) => `The mock answers at ${url} until you press Ctrl-C. Try:

  curl -i ${url}/v2.1/os-server-groups -H 'X-Auth-Token: any' -H 'Content-Type: application/json' \\
    -d '{"server_group": {"name": "test", "policies": ["anti-affinity"]}}'
  curl -i ${url}/v2.1/os-server-groups -H 'X-Auth-Token: any' -H 'OpenStack-API-Version: compute 2.64'
  curl -i ${url}/v2.1/os-server-groups/1 -H 'X-Auth-Token: any' -H 'Prefer: code=404'

The last asks for an answer by its status; any that the spec documents will do. Any token is accepted.
A mock remembers nothing: a group that you create is not in the list, a deleted one is still shown, and there are no
quotas, roles or other projects. For these, run the service itself: OSG_STORE=sqlite::memory: npx os-server-groups serve
`;

const portOf = (text: string): number => {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65535) return port;
  throw misuse(`--port ${text}: expected a number from 0 to 65535.`);
};

const start = async (port: number) => {
  // Only here, so that the other commands do not load Prism; by the `imports` of package.json, since it lies elsewhere when published.
  const { startMock } = await import('#mock');
  return startMock({ port, log: (line) => console.log(line) }).catch((error) => {
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
    const reason = error.code === 'EACCES' ? 'may not be used' : 'is taken by another process';
    throw new Refusal(
      `The port ${port} ${reason}. Choose another with --port; --port 0 takes any that is free.`,
      1,
    );
  });
};

export const mockCommand: Command = {
  words: 'mock',
  summary: 'Serves the examples of the spec, to develop against, until it is told to stop.',
  usage: '[--port NUMBER]',
  details: `
  --port NUMBER    the port to listen on; 0 stands for any free one (default: ${DEFAULT_PORT})

It listens on 127.0.0.1, and answers in the microversion that a request asks for. Requests are checked against the spec, and
a wrong one is answered with the fault that the service would give. "Prefer: code=404" asks for another status.`,
  options: { port: { type: 'string' } },
  run: async ({ port = DEFAULT_PORT }, [first]) => {
    if (first !== undefined) throw misuse(`"${first}" is one word too many.`);
    const mock = await start(portOf(String(port)));
    console.log(guide(mock.url));
    await new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    });
    await mock.close();
  },
};
