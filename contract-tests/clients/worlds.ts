/** The services that the clients are driven against, and the ways to reach them: as data for the programs. */

import { type Keystone, startKeystone } from '../../src/identity/keystone.fixture.ts';
import { type RunningService, startService } from '../service.ts';
import { startDeletingProxy } from './deleting-proxy.ts';
import type { AuthOptions, CallerName, Target } from './target.ts';

/** Enough for a group of each policy and one more, which fit in a page; the quota does not. */
const QUOTA = 8;
const MAX_LIMIT = 5;
const MEMBER_QUOTA = 4;
const MANY = 2500;

const SMALL = {
  OSG_QUOTA_SERVER_GROUPS: `${QUOTA}`,
  OSG_QUOTA_SERVER_GROUP_MEMBERS: `${MEMBER_QUOTA}`,
  OSG_MAX_LIMIT: `${MAX_LIMIT}`,
};

type World = Omit<Target, 'microversions'>;
type Closing = () => Promise<void>;

/** A service with tokens, below `/v2.1` or `/v2`. */
const bareCallers = ({ url, tokens }: RunningService, version: string) => {
  const options = (token: string): AuthOptions => ({
    auth_type: 'admin_token',
    auth: { token, endpoint: `${url}/${version}` },
  });
  return {
    member: options(tokens.member),
    reader: options(tokens.reader),
    admin: options(tokens.admin),
    other: options(tokens.otherProject),
  };
};

const each = (mode: string, callers: World['callers'], legacy = false): World => ({
  mode,
  scenario: 'each',
  callers,
  legacy,
  quota: QUOTA,
  memberQuota: MEMBER_QUOTA,
  maxLimit: MAX_LIMIT,
});

/** The same callers below `/v1`: clients of that family add the version by themselves, and must know the project. */
const familyCallers = ({ url, tokens, project }: RunningService) => {
  const options = (token: string): AuthOptions => ({
    auth_type: 'admin_token',
    auth: { token, endpoint: url },
    project_id: project,
  });
  return { member: options(tokens.member), reader: options(tokens.reader) };
};

const family = (mode: string, callers: World['callers']): World => ({
  ...each(mode, callers),
  scenario: 'family',
});

const ROLES: readonly [CallerName, role: string, project: string][] = [
  ['member', 'member', 'one'],
  ['reader', 'reader', 'one'],
  ['admin', 'admin', 'one'],
  ['other', 'member', 'two'],
];

/** Through Keystone: by its catalogue, which has the project in the URL, or with the endpoint told. */
const keystoneCallers = async (keystone: Keystone) => {
  for (const project of ['one', 'two']) await keystone.createProject(project);
  const callers = {} as Record<CallerName, AuthOptions>;
  for (const [name, role, project] of ROLES) {
    const { username, password } = await keystone.createUser(`the ${name}`, project, [role]);
    callers[name] = {
      auth_type: 'password',
      region_name: keystone.region,
      auth: {
        auth_url: keystone.authUrl,
        username,
        password,
        project_name: project,
        user_domain_name: 'Default',
        project_domain_name: 'Default',
      },
    };
  }
  return callers;
};

const withOverride = <Callers extends Record<string, AuthOptions>>(callers: Callers, url: string): Callers =>
  Object.fromEntries(
    Object.entries(callers).map(([name, options]) => [name, { ...options, compute_endpoint_override: url }]),
  ) as Callers;

const startKeystoneAndService = async (closings: Closing[]) => {
  const keystone = await startKeystone();
  closings.push(keystone.close);
  await keystone.createProject('service');
  await keystone.createRole('service');
  const account = await keystone.createUser('groups', 'service', ['service']);
  const service = await startService({
    ...SMALL,
    OSG_AUTH: 'keystone',
    OSG_KEYSTONE_URL: keystone.authUrl,
    OSG_KEYSTONE_USERNAME: account.username,
    OSG_KEYSTONE_PASSWORD: account.password,
  });
  closings.push(service.close);
  await keystone.register('compute', `${service.url}/v2.1/$(project_id)s`);
  return { keystone, service, callers: await keystoneCallers(keystone) };
};

/** Makes groups that are named "many 0" and so on, in this order. */
const makeMany = async ({ url, tokens }: RunningService) => {
  for (let number = 0; number < MANY; number++) {
    const response = await fetch(`${url}/v2.1/os-server-groups`, {
      method: 'POST',
      headers: { 'X-Auth-Token': tokens.member, 'Content-Type': 'application/json' },
      body: JSON.stringify({ server_group: { name: `many ${number}`, policies: ['affinity'] } }),
    });
    if (!response.ok) throw new Error(`No group was made: ${response.status} ${await response.text()}`);
    await response.arrayBuffer();
  }
};

const startMany = async (closings: Closing[]) => {
  const service = await startService({ OSG_QUOTA_SERVER_GROUPS: '-1' });
  closings.push(service.close);
  await makeMany(service);
  return service;
};

/** Starts everything. `close` ends all of it, also when the start failed. */
export const startWorlds = async () => {
  const closings: Closing[] = [];
  const close = async () => {
    for (const closing of closings.reverse()) await closing();
  };
  try {
    const token = await startService(SMALL);
    closings.push(token.close);
    const noauth = await startService({ ...SMALL, OSG_AUTH: 'noauth' });
    closings.push(noauth.close);
    const through = await startKeystoneAndService(closings);
    const many = await startMany(closings);
    const proxied = await startMany(closings);
    const proxy = await startDeletingProxy(proxied.url, proxied.tokens.member);
    closings.push(proxy.close);
    const undisturbed = bareCallers(proxied, 'v2.1').member;
    const disturbed = { ...undisturbed, auth: { ...undisturbed.auth, endpoint: `${proxy.url}/v2.1` } };
    const bare = bareCallers(many, 'v2.1').member;
    return {
      token: each('bare endpoint, token', bareCallers(token, 'v2.1')),
      noauth: each('bare endpoint, no token', {
        member: { auth_type: 'none', auth: { endpoint: `${noauth.url}/v2.1` } },
      }),
      legacy: each('bare endpoint of `/v2`, token', bareCallers(token, 'v2'), true),
      catalogue: each('Keystone', through.callers),
      override: each(
        'Keystone, endpoint told',
        withOverride(through.callers, `${through.service.url}/v2.1/`),
      ),
      family: family('bare endpoint, token', familyCallers(token)),
      familyNoauth: family('bare endpoint, no token', {
        member: { auth_type: 'none', auth: { endpoint: noauth.url }, project_id: noauth.project },
      }),
      familyKeystone: family('Keystone, endpoint told', withOverride(through.callers, through.service.url)),
      many: {
        ...each('bare endpoint, token', { member: bare }),
        scenario: 'many',
        maxLimit: 1000,
        many: MANY,
      },
      deletions: {
        ...each('bare endpoint, token', { member: disturbed, undisturbed }),
        scenario: 'deletions',
        maxLimit: 1000,
      },
      keystone: through.keystone,
      close,
    } as const;
  } catch (error) {
    await close();
    throw error;
  }
};
