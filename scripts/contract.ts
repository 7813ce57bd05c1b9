/** `npm run contract`: lane A of the contract verification. */

import { command, Failure } from './command.ts';

const HELP = `
npm run contract [-- options]

Tries each documented status of each operation, at the first and the last microversion of each view of the spec: Dredd
against the mock, then Dredd against the service, through Prism's proxy, which holds each answer against the view. The
service is started for it, on an empty store.

  --views 2.1,2.64        only these views, by their first version
  --first-only            each view at its first version only, which takes half the time
  --mock-only             only the mock
  --service-only          only the service
  --url URL               another server instead of the service, and no mock
  --token TOKEN           with --url: a token of a member of a project
  --admin-token TOKEN     with --url: one of an administrator of the same project, to set quotas and claim places
  --norole-token TOKEN    with --url: one of a user without a role in the same project, to provoke 403

Exit status: 0 all as documented; 1 something is not, or was not tried; 64 a wrong option.
`;

const OPTIONS = {
  views: { type: 'string' },
  'first-only': { type: 'boolean' },
  'mock-only': { type: 'boolean' },
  'service-only': { type: 'boolean' },
  url: { type: 'string' },
  token: { type: 'string' },
  'admin-token': { type: 'string' },
  'norole-token': { type: 'string' },
} as const;

await command(HELP, OPTIONS, async (values) => {
  const { url, token } = values;
  if (url !== undefined && !token)
    throw new Failure('--url needs --token: a token of a member of a project', 64);
  if (url === undefined && (token || values['norole-token'] || values['admin-token'])) {
    throw new Failure(
      '--token, --admin-token and --norole-token go with --url: the service of this checkout has its own',
      64,
    );
  }
  if (url !== undefined && !URL.canParse(url)) throw new Failure(`--url ${url}: expected a URL`, 64);
  if (values['mock-only'] && (values['service-only'] || url !== undefined)) {
    throw new Failure('--mock-only leaves nothing to do beside --service-only or --url', 64);
  }

  const { readViews } = await import('../contract-tests/views.ts');
  const all = readViews();
  const wanted = values.views?.split(',') ?? all.map(({ first }) => first);
  const unknown = wanted.filter((version) => !all.some(({ first }) => first === version));
  if (unknown.length > 0) {
    const known = all.map(({ first }) => first).join(', ');
    throw new Failure(`--views ${unknown.join(',')}: no view begins there. The views are ${known}`, 64);
  }

  // Ends by way of `exit`, so that the service that was started ends too.
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));

  const { Unusable } = await import('../contract-tests/world.ts');
  const { runContract } = await import('../contract-tests/lane-a/contract.ts');
  const isRight = await runContract(
    all.filter(({ first }) => wanted.includes(first)),
    {
      firstOnly: values['first-only'] ?? false,
      mock: !values['service-only'] && url === undefined,
      service: !values['mock-only'] && url === undefined,
      other:
        url === undefined
          ? undefined
          : {
              url: url.replace(/\/+$/, ''),
              token: token ?? '',
              noRoleToken: values['norole-token'],
              adminToken: values['admin-token'],
            },
    },
    (line) => console.log(line),
  ).catch((error) => {
    throw error instanceof Unusable ? new Failure(error.message) : error;
  });
  if (!isRight) process.exitCode = 1;
});
