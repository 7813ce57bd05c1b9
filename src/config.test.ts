import assert from 'node:assert/strict';
import test from 'node:test';
import { type Config, configTable, readConfig } from './config.ts';
import { StartupError } from './startup-error.ts';
import { shownStore } from './store/settings.ts';

/** The lines about what is wrong. */
const problems = (env: NodeJS.ProcessEnv): string[] => {
  try {
    readConfig(env);
  } catch (error) {
    assert.ok(error instanceof StartupError);
    assert.equal(error.exitCode, 78);
    return error.message.split('\n').slice(1);
  }
  return [];
};

test('without variables the defaults hold', () => {
  assert.deepEqual(readConfig({ PATH: '/bin', osg_port: '1' }), {
    host: '127.0.0.1',
    port: 8774,
    store: 'sqlite:./data/server-groups.db',
    storeConnections: 10,
    auth: 'token',
    tokensFile: './data/tokens.json',
    noauthAnyAddress: false,
    keystoneProject: 'service',
    keystoneDomain: 'Default',
    keystoneTtl: 60,
    keystoneTimeout: 5,
    quotaServerGroups: 10,
    quotaServerGroupMembers: 10,
    maxLimit: 1000,
    maxMicroversion: 103,
    rateLimit: null,
    drain: 5,
    logLevel: 'info',
    logFormat: 'json',
    slowStatement: 500,
    checkResponses: 'off',
    metrics: true,
    docs: true,
    corsOrigins: [],
    trustedProxies: [],
  } satisfies Config);
});

const GOOD: readonly [variable: string, value: string, key: keyof Config, read: unknown][] = [
  ['OSG_HOST', '::1', 'host', '::1'],
  ['OSG_HOST', '0.0.0.0', 'host', '0.0.0.0'],
  ['OSG_HOST', 'groups.example.com', 'host', 'groups.example.com'],
  ['OSG_PORT', '0', 'port', 0],
  ['OSG_PORT', '65535', 'port', 65535],
  ['OSG_STORE', 'sqlite::memory:', 'store', 'sqlite::memory:'],
  ['OSG_STORE', 'postgres://a:b@c,d/e', 'store', 'postgres://a:b@c,d/e'],
  ['OSG_AUTH', 'noauth', 'auth', 'noauth'],
  ['OSG_STORE_FILE', '/run/store', 'storeFile', '/run/store'],
  ['OSG_STORE_CONNECTIONS', '50', 'storeConnections', 50],
  ['OSG_TOKENS_FILE', '/etc/groups/tokens.json', 'tokensFile', '/etc/groups/tokens.json'],
  ['OSG_NOAUTH_ANY_ADDRESS', 'on', 'noauthAnyAddress', true],
  [
    'OSG_KEYSTONE_URL',
    'https://keystone.example.com:5000/',
    'keystoneUrl',
    'https://keystone.example.com:5000',
  ],
  [
    'OSG_KEYSTONE_URL',
    'http://cloud.example.com/identity/v3',
    'keystoneUrl',
    'http://cloud.example.com/identity/v3',
  ],
  ['OSG_KEYSTONE_PUBLIC_URL', 'https://a.example.com/v3', 'keystonePublicUrl', 'https://a.example.com/v3'],
  ['OSG_KEYSTONE_USERNAME', 'groups', 'keystoneUsername', 'groups'],
  ['OSG_KEYSTONE_PASSWORD', ' a b@c ', 'keystonePassword', ' a b@c '],
  ['OSG_KEYSTONE_PASSWORD_FILE', '/run/password', 'keystonePasswordFile', '/run/password'],
  ['OSG_KEYSTONE_PROJECT', 'services', 'keystoneProject', 'services'],
  ['OSG_KEYSTONE_DOMAIN', 'cloud', 'keystoneDomain', 'cloud'],
  ['OSG_KEYSTONE_APPLICATION_CREDENTIAL_ID', '21dced0f', 'keystoneApplicationCredentialId', '21dced0f'],
  ['OSG_KEYSTONE_APPLICATION_CREDENTIAL_SECRET', 's', 'keystoneApplicationCredentialSecret', 's'],
  [
    'OSG_KEYSTONE_APPLICATION_CREDENTIAL_SECRET_FILE',
    '/run/secret',
    'keystoneApplicationCredentialSecretFile',
    '/run/secret',
  ],
  ['OSG_KEYSTONE_CA', '/etc/ssl/ca.pem', 'keystoneCa', '/etc/ssl/ca.pem'],
  ['OSG_KEYSTONE_TTL', '300s', 'keystoneTtl', 300],
  ['OSG_KEYSTONE_TIMEOUT', '60', 'keystoneTimeout', 60],
  ['OSG_QUOTA_SERVER_GROUPS', '-1', 'quotaServerGroups', -1],
  ['OSG_QUOTA_SERVER_GROUPS', '0', 'quotaServerGroups', 0],
  ['OSG_QUOTA_SERVER_GROUP_MEMBERS', '-1', 'quotaServerGroupMembers', -1],
  ['OSG_MAX_LIMIT', '1', 'maxLimit', 1],
  ['OSG_MAX_MICROVERSION', '2.1', 'maxMicroversion', 1],
  ['OSG_MAX_MICROVERSION', '2.60', 'maxMicroversion', 60],
  ['OSG_MAX_MICROVERSION', '2.103', 'maxMicroversion', 103],
  ['OSG_PUBLIC_URL', 'https://Cloud.example.com/compute/', 'publicUrl', 'https://cloud.example.com/compute'],
  ['OSG_PUBLIC_URL', 'http://cloud.example.com:8774', 'publicUrl', 'http://cloud.example.com:8774'],
  ['OSG_RATE_LIMIT', 'off', 'rateLimit', null],
  ['OSG_RATE_LIMIT', '20/s', 'rateLimit', { requests: 20, per: 's' }],
  ['OSG_RATE_LIMIT', '99999/min', 'rateLimit', { requests: 99999, per: 'min' }],
  ['OSG_RATE_LIMIT', '1/h', 'rateLimit', { requests: 1, per: 'h' }],
  ['OSG_DRAIN', '30', 'drain', 30],
  ['OSG_DRAIN', '0s', 'drain', 0],
  ['OSG_LOG_LEVEL', 'silent', 'logLevel', 'silent'],
  ['OSG_LOG_FORMAT', 'pretty', 'logFormat', 'pretty'],
  ['OSG_SLOW_STATEMENT', '1ms', 'slowStatement', 1],
  ['OSG_SLOW_STATEMENT', '60s', 'slowStatement', 60_000],
  ['OSG_CHECK_RESPONSES', 'log', 'checkResponses', 'log'],
  ['OSG_CHECK_RESPONSES', 'on', 'checkResponses', 'on'],
  ['OSG_METRICS', 'off', 'metrics', false],
  ['OSG_DOCS', 'off', 'docs', false],
  [
    'OSG_CORS_ORIGINS',
    'https://a.example.com, http://b.example.com:8080/',
    'corsOrigins',
    ['https://a.example.com', 'http://b.example.com:8080'],
  ],
  [
    'OSG_TRUSTED_PROXIES',
    '192.0.2.1, 10.0.0.0/8,::1,2001:db8::/32',
    'trustedProxies',
    ['192.0.2.1', '10.0.0.0/8', '::1', '2001:db8::/32'],
  ],
  ['OSG_PORT', '', 'port', 8774],
];

for (const [variable, value, key, read] of GOOD) {
  test(`${variable}=${value} is read as ${JSON.stringify(read)}`, () => {
    assert.deepEqual(readConfig({ [variable]: value })[key], read);
  });
}

const BAD: readonly [variable: string, values: string[], expected: string][] = [
  [
    'OSG_HOST',
    ['1.2.3', '999.0.0.1', '0', '[::1]', 'a/b', '-a', '127.0.0.1:80'],
    'an IP address or a host name',
  ],
  ['OSG_PORT', ['abc', '65536', '-1', '80.5', '0x50', '1e3'], 'a port number from 0 to 65535'],
  [
    'OSG_STORE',
    ['sqlite:', 'mysql:x', './groups.db', 'postgres:x', 'postgres://'],
    'sqlite: and the path of a file, sqlite::memory:, or the URL of a database, postgres://…',
  ],
  ['OSG_STORE_CONNECTIONS', ['0', '1001', 'many'], 'a number from 1 to 1000'],
  ['OSG_AUTH', ['Keystone', 'Token', 'none'], 'token, keystone or noauth'],
  [
    'OSG_KEYSTONE_URL',
    ['keystone', 'ldap://a', 'http://a/#b'],
    'an http or https URL without user, query and fragment',
  ],
  ['OSG_KEYSTONE_TTL', ['0', '3601', '1m'], 'seconds from 1 to 3600, such as 60s or 60'],
  ['OSG_KEYSTONE_TIMEOUT', ['0s', '61'], 'seconds from 1 to 60, such as 5s or 5'],
  ['OSG_NOAUTH_ANY_ADDRESS', ['true', '1', 'ON'], 'on or off'],
  ['OSG_QUOTA_SERVER_GROUPS', ['-2', '2147483648', 'unlimited'], 'a number from -1 to 2147483647'],
  ['OSG_MAX_LIMIT', ['0', '-1', '100001'], 'a number from 1 to 100000'],
  [
    'OSG_MAX_MICROVERSION',
    ['2', '2.0', '2.104', '2.01', '3.1', 'latest'],
    'a microversion from 2.1 to 2.103',
  ],
  [
    'OSG_PUBLIC_URL',
    ['cloud', 'ftp://a', 'http://a/#b'],
    'an http or https URL without user, query and fragment',
  ],
  [
    'OSG_RATE_LIMIT',
    ['20', '0/s', '-1/s', '1.5/s', '100000/s', '20/second', '20/S', '20/', '/s', '20/s/s', 'on'],
    'off, or a number from 1 to 99999 of requests per s, min or h, such as 20/s or 600/min',
  ],
  [
    'OSG_SLOW_STATEMENT',
    ['500', '0ms', '61s', '60001ms', '-1s', '1m'],
    'a time from 1ms to 60s, such as 500ms or 2s',
  ],
  ['OSG_DRAIN', ['-1', '5m', '1.5', '3601'], 'seconds from 0 to 3600, such as 5s or 5'],
  ['OSG_LOG_LEVEL', ['verbose', 'INFO'], 'trace, debug, info, warn, error, fatal or silent'],
  ['OSG_LOG_FORMAT', ['text'], 'json or pretty'],
  ['OSG_CHECK_RESPONSES', ['yes', 'true'], 'off, log or on'],
  ['OSG_METRICS', ['yes'], 'on or off'],
  ['OSG_DOCS', ['no'], 'on or off'],
  [
    'OSG_CORS_ORIGINS',
    ['*', 'https://a/b', 'https://a,'],
    'origins such as https://console.example.com, separated by commas',
  ],
  [
    'OSG_TRUSTED_PROXIES',
    [
      '*',
      'proxy.example.com',
      '10.0.0.0/33',
      '::/129',
      '10.0.0.0/',
      '10.0.0.0/8/8',
      '10.0.0.0/-1',
      '127.0.0.1:80',
      '[::1]',
      'fe80::1%eth0',
      '10.0.0.1,',
    ],
    'IP addresses and ranges such as 10.0.0.0/8, separated by commas',
  ],
];

for (const [variable, values, expected] of BAD) {
  for (const value of values) {
    test(`${variable}=${value} is refused with what is allowed`, () => {
      assert.deepEqual(problems({ [variable]: value }), [`  ${variable}=${value}: expected ${expected}`]);
    });
  }
}

test('everything that is wrong is told at once', () => {
  const wrong = { OSG_PORT: 'abc', OSG_DOCS: 'yes', OSG_AUTH: 'noauth', OSG_HOST: '::', OSG_PROT: '1' };
  assert.deepEqual(
    problems(wrong).map((line) => line.trim().split(':')[0]),
    ['OSG_PORT=abc', 'OSG_DOCS=yes', 'OSG_AUTH=noauth', 'OSG_PROT'],
  );
});

const UNKNOWN: readonly [name: string, suggestion: string][] = [
  ['OSG_PROT', '; did you mean OSG_PORT?'],
  ['OSG_TOKEN_FILE', '; did you mean OSG_TOKENS_FILE?'],
  ['OSG_LOGLEVEL', '; did you mean OSG_LOG_LEVEL?'],
  ['OSG_KEYSTONE_PASWORD', '; did you mean OSG_KEYSTONE_PASSWORD?'],
  ['OSG_KEYSTONE_TOKEN', ''],
];

for (const [name, suggestion] of UNKNOWN) {
  test(`the unknown variable ${name} is refused without its value`, () => {
    assert.deepEqual(problems({ [name]: 'secret' }), [`  ${name}: there is no such variable${suggestion}`]);
  });
}

const SHOWN: readonly [variable: string, value: string, shown: string][] = [
  ['OSG_STORE', 'mysql://user:secret@db/groups', 'mysql:…'],
  ['OSG_STORE', 'host=db password=secret', '…'],
  ['OSG_PUBLIC_URL', 'https://user:secret@cloud/', 'https:…'],
  ['OSG_KEYSTONE_URL', 'https://user:secret@cloud/', 'https:…'],
  ['OSG_DRAIN', '5 s\n', '"5 s\\n"'],
  ['OSG_LOG_LEVEL', 'x'.repeat(200), 'x'.repeat(100)],
];

for (const [variable, value, shown] of SHOWN) {
  test(`${variable} with a value that is secret, long or cannot be printed is told as ${shown.slice(0, 20)}`, () => {
    const [line, ...others] = problems({ [variable]: value });
    assert.ok(line?.startsWith(`  ${variable}=${shown}: expected `), line);
    assert.deepEqual(others, []);
  });
}

const NOAUTH: readonly [host: string, accepted: boolean][] = [
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['::1', true],
  ['0:0:0:0:0:0:0:1', true],
  ['localhost', true],
  ['0.0.0.0', false],
  ['::', false],
  ['192.0.2.1', false],
  ['localhost.example.com', false],
  ['::ffff:192.0.2.1', false],
  ['fe80::1%eth0', false],
];

for (const [host, accepted] of NOAUTH) {
  test(`noauth on ${host} ${accepted ? 'starts' : 'needs the explicit permission'}`, () => {
    const env = { OSG_AUTH: 'noauth', OSG_HOST: host };
    assert.equal(problems(env).length, accepted ? 0 : 1);
    assert.deepEqual(problems({ ...env, OSG_NOAUTH_ANY_ADDRESS: 'on' }), []);
    assert.deepEqual(problems({ ...env, OSG_AUTH: 'token' }), []);
  });
}

test('logs are for people on a terminal, unless told otherwise', () => {
  assert.equal(readConfig({}, true).logFormat, 'pretty');
  assert.equal(readConfig({ OSG_LOG_FORMAT: 'json' }, true).logFormat, 'json');
});

test('the configuration is frozen', () => {
  const config = readConfig({ OSG_CORS_ORIGINS: 'https://a.example.com' });
  assert.ok(Object.isFrozen(config) && Object.isFrozen(config.corsOrigins));
});

test('the table has a row with default and meaning for every variable', () => {
  const [, , ...rows] = configTable().split('\n');
  const variables = new Set(GOOD.map(([variable]) => variable));
  assert.deepEqual(new Set(rows.map((row) => /^\| `(OSG_\w+)` \|/.exec(row)?.[1])), variables);
  for (const row of rows) {
    assert.match(row, /^\| `\w+` \| [^|]+ \| \w[^|]+\. Allowed: [^|]+\. \|$/);
    assert.doesNotMatch(row, /undefined|\[object/);
  }
  assert.ok(
    rows.includes(
      '| `OSG_PORT` | `8774` | The port to listen on. With 0 the system chooses a free one, which is printed. Allowed: a port number from 0 to 65535. |',
    ),
  );
});

const SHOWN_STORES: readonly [url: string, shown: string][] = [
  ['sqlite:./data/a?b#c.db', 'sqlite:./data/a?b#c.db'],
  ['postgres://user:hunter2@db1,db2/groups?sslmode=require', 'postgres://db1,db2/groups'],
  ['postgres://user:hun\nter2@db/groups', 'postgres://db/groups'],
  ['postgres://user:a@hunter2@db/groups', 'postgres://db/groups'],
  ['postgres://db/groups?a=1\n&password=hunter2', 'postgres://db/groups'],
  ['postgres://db/groups#hunter2', 'postgres://db/groups'],
];
for (const [url, shown] of SHOWN_STORES) {
  test(`of the store ${JSON.stringify(url)} the log shows no password`, () => {
    assert.equal(shownStore(url), shown);
  });
}
