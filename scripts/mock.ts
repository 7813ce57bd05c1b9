/** `npm run mock`: an API that answers with the examples of the spec. */

import { command, Failure } from './command.ts';

const HELP = `
npm run mock [-- --port 4010]

Serves the API on 127.0.0.1 with the examples of the spec, in the microversion that a request asks for. Requests are
checked against the spec, and a wrong one is answered with the fault that the service would give.

  --port NUMBER   the port to listen on; 0 stands for any free one   (default: 4010)
`;

const guide = (url: string) => `The mock answers at ${url} until you press Ctrl-C. Try:

  curl -i ${url}/v2.1/os-server-groups -H 'X-Auth-Token: any' -H 'Content-Type: application/json' \\
    -d '{"server_group": {"name": "test", "policies": ["anti-affinity"]}}'
  curl -i ${url}/v2.1/os-server-groups -H 'X-Auth-Token: any' -H 'OpenStack-API-Version: compute 2.64'
  curl -i ${url}/v2.1/os-server-groups/1 -H 'X-Auth-Token: any' -H 'Prefer: code=404'

The last asks for an answer by its status; any that the spec documents will do. Any token is accepted.
A mock remembers nothing: a group that you create is not in the list, a deleted one is still shown, and there are no
quotas, roles or other projects. For these, run the service itself: OSG_STORE=sqlite::memory: npm start
`;

await command(HELP, { port: { type: 'string' } }, async ({ port: text = '4010' }) => {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65535)) throw new Failure(`--port ${text}: expected a number from 0 to 65535`, 64);
  // Only here, so that --help is quick.
  const { startMock } = await import('./mock/mock.ts');
  const mock = await startMock({ port, log: (line) => console.log(line) }).catch((error) => {
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
    const reason = error.code === 'EACCES' ? 'may not be used' : 'is taken by another process';
    throw new Failure(`The port ${port} ${reason}. Choose another: npm run mock -- --port 0`);
  });
  console.log(guide(mock.url));
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await mock.close();
});
