import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { readConfig } from '../config.ts';
import { createLogger } from '../logger.ts';
import { openKeystone } from './keystone-open.ts';
import { PASSWORD, startStandIn } from './keystone-standin.fixture.ts';

const log = createLogger({ level: 'silent', format: 'json' });

const freshFile = (t: TestContext, text: string): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'keystone-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'secret');
  writeFileSync(file, text);
  return file;
};

const open = (t: TestContext, settings: Readonly<Record<string, string>>) => {
  const given = Object.entries(settings).map(([name, value]) => [`OSG_KEYSTONE_${name}`, value]);
  const identity = openKeystone(readConfig({ OSG_AUTH: 'keystone', ...Object.fromEntries(given) }), log);
  t.after(() => identity.close());
  return identity;
};

const domain = { name: 'Default' };

const ACCOUNTS: readonly [what: string, settings: Readonly<Record<string, string>>, auth: object][] = [
  [
    'a user of the default domain, for the project "service"',
    { USERNAME: 'groups', PASSWORD },
    {
      identity: {
        methods: ['password'],
        password: { user: { name: 'groups', domain, password: PASSWORD } },
      },
      scope: { project: { name: 'service', domain } },
    },
  ],
  [
    'a user of another domain and project',
    { USERNAME: 'groups', PASSWORD, DOMAIN: 'cloud', PROJECT: 'core' },
    {
      identity: {
        methods: ['password'],
        password: { user: { name: 'groups', domain: { name: 'cloud' }, password: PASSWORD } },
      },
      scope: { project: { name: 'core', domain: { name: 'cloud' } } },
    },
  ],
  [
    'an application credential, without a scope',
    { APPLICATION_CREDENTIAL_ID: 'c1', APPLICATION_CREDENTIAL_SECRET: PASSWORD },
    {
      identity: {
        methods: ['application_credential'],
        application_credential: { id: 'c1', secret: PASSWORD },
      },
    },
  ],
];

for (const [what, settings, auth] of ACCOUNTS) {
  test(`the service account is authenticated as ${what}`, async (t) => {
    const keystone = await startStandIn(t);
    await open(t, { URL: keystone.url, ...settings }).check();
    assert.deepEqual(keystone.seen.auth, auth);
  });
}

for (const suffix of ['/', '/v3', '/v3/']) {
  test(`the URL of Keystone may end in ${suffix}`, async (t) => {
    const keystone = await startStandIn(t);
    await open(t, { URL: `${keystone.url}${suffix}`, USERNAME: 'groups', PASSWORD }).check();
    assert.equal(keystone.counts.validations, 1);
  });
}

test('a password file is read for each authentication, without the end of its line', async (t) => {
  const keystone = await startStandIn(t);
  const file = freshFile(t, `${PASSWORD}\n`);
  const identity = open(t, { URL: keystone.url, USERNAME: 'groups', PASSWORD_FILE: file });
  await identity.authenticate('a', undefined);
  writeFileSync(file, 'tr0ub4dor\r\n');
  keystone.control.password = '"tr0ub4dor"';
  keystone.control.own++;
  await identity.authenticate('b', undefined);
  assert.equal(keystone.counts.authentications, 2);
});

const CREDENTIAL = { APPLICATION_CREDENTIAL_ID: 'c1' };
const BAD_FILES: readonly [
  settings: Readonly<Record<string, string>>,
  text: string | null,
  message: RegExp,
][] = [
  [
    { USERNAME: 'groups', PASSWORD_FILE: '' },
    null,
    /^The file that OSG_KEYSTONE_PASSWORD_FILE .* \(ENOENT\)/,
  ],
  [
    { USERNAME: 'groups', PASSWORD_FILE: '' },
    '\n',
    /^The file that OSG_KEYSTONE_PASSWORD_FILE names is empty/,
  ],
  [
    { ...CREDENTIAL, APPLICATION_CREDENTIAL_SECRET_FILE: '' },
    null,
    /^The file that OSG_KEYSTONE_APPLICATION_CREDENTIAL_SECRET_FILE names cannot be read/,
  ],
  [{ USERNAME: 'groups', PASSWORD, CA: '' }, null, /^The file that OSG_KEYSTONE_CA names cannot be read/],
  [
    { USERNAME: 'groups', PASSWORD, CA: '' },
    '-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----',
    /^The file that OSG_KEYSTONE_CA names holds no certificates/,
  ],
];

for (const [settings, text, message] of BAD_FILES) {
  test(`a start fails where ${message.source.slice(1, 70)}, and shows no value`, (t) => {
    // The variable may hold the secret itself by mistake.
    const file = text === null ? 'tr0ub4dor' : freshFile(t, text);
    const filled = Object.entries(settings).map(([name, value]) => [name, value || file]);
    assert.throws(
      () => open(t, { URL: 'http://127.0.0.1:1', ...Object.fromEntries(filled) }),
      (error: Error) => {
        assert.equal(error.name, 'StartupError');
        assert.match(error.message, message);
        assert.ok(!error.message.includes(file), error.message);
        return true;
      },
    );
  });
}
