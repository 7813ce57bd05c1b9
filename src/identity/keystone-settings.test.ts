import assert from 'node:assert/strict';
import test from 'node:test';
import { readConfig } from '../config.ts';

const URL = { URL: 'https://keystone.example.com:5000/v3' };
const USER = { USERNAME: 'groups', PASSWORD: 'hunter2' };
const CREDENTIAL = { APPLICATION_CREDENTIAL_ID: 'id', APPLICATION_CREDENTIAL_SECRET: 'hunter2' };

/** Reads the settings of the mode; the names come without the prefix OSG_KEYSTONE_. */
const read = (settings: Readonly<Record<string, string>>) =>
  readConfig({
    OSG_AUTH: 'keystone',
    ...Object.fromEntries(Object.entries(settings).map(([name, value]) => [`OSG_KEYSTONE_${name}`, value])),
  });

const ENOUGH: readonly [what: string, settings: Readonly<Record<string, string>>][] = [
  ['user and password', { ...URL, ...USER }],
  ['user and password file', { ...URL, USERNAME: 'groups', PASSWORD_FILE: '/run/password' }],
  ['an application credential', { ...URL, ...CREDENTIAL }],
  [
    'an application credential with a secret file',
    { ...URL, APPLICATION_CREDENTIAL_ID: 'id', APPLICATION_CREDENTIAL_SECRET_FILE: '/run/secret' },
  ],
];

for (const [what, settings] of ENOUGH) {
  test(`${what} and the URL are enough for the mode keystone`, () => {
    assert.equal(read(settings).auth, 'keystone');
  });
}

const WRONG: readonly [settings: Readonly<Record<string, string>>, problems: RegExp[]][] = [
  [{}, [/^OSG_KEYSTONE_URL: missing/, /^the service account: missing; set OSG_KEYSTONE_USERNAME and /]],
  [{ ...USER, URL: 'keystone' }, [/^OSG_KEYSTONE_URL=keystone: expected an http/]],
  [{ ...URL, USERNAME: 'groups' }, [/^OSG_KEYSTONE_PASSWORD: missing; or OSG_KEYSTONE_PASSWORD_FILE/]],
  [{ ...URL, PASSWORD: 'hunter2' }, [/^OSG_KEYSTONE_USERNAME: missing/]],
  [{ ...URL, PASSWORD_FILE: 'hunter2' }, [/^OSG_KEYSTONE_USERNAME: missing/]],
  [
    { ...URL, ...USER, PASSWORD_FILE: 'hunter2' },
    [/^OSG_KEYSTONE_PASSWORD, OSG_KEYSTONE_PASSWORD_FILE: give one of them, not both$/],
  ],
  [
    { ...URL, APPLICATION_CREDENTIAL_ID: 'id' },
    [
      /^OSG_KEYSTONE_APPLICATION_CREDENTIAL_SECRET: missing; or OSG_KEYSTONE_APPLICATION_CREDENTIAL_SECRET_FILE/,
    ],
  ],
  [
    { ...URL, APPLICATION_CREDENTIAL_SECRET: 'hunter2' },
    [/^OSG_KEYSTONE_APPLICATION_CREDENTIAL_ID: missing/],
  ],
  [
    { ...URL, ...CREDENTIAL, APPLICATION_CREDENTIAL_SECRET_FILE: 'hunter2' },
    [/^OSG_KEYSTONE_APPLICATION_CREDENTIAL_SECRET, .*_SECRET_FILE: give one of them, not both$/],
  ],
  [
    { ...URL, ...USER, ...CREDENTIAL },
    [/^OSG_KEYSTONE_USERNAME, OSG_KEYSTONE_APPLICATION_CREDENTIAL_ID: give the settings of one/],
  ],
  [
    { PASSWORD: 'hunter2', TTL: 'hunter', PASWORD: 'hunter2' },
    [
      /^OSG_KEYSTONE_TTL=/,
      /^OSG_KEYSTONE_URL: missing/,
      /^OSG_KEYSTONE_USERNAME: missing/,
      /PASWORD: there is no/,
    ],
  ],
];

for (const [settings, problems] of WRONG) {
  test(`${Object.keys(settings).join(', ') || 'nothing'} is refused in one message without the secret`, () => {
    assert.throws(
      () => read(settings),
      (error: Error) => {
        const [, ...lines] = error.message.split('\n').map((line) => line.trim());
        assert.equal(lines.length, problems.length, error.message);
        problems.forEach((problem, index) => void assert.match(lines[index] ?? '', problem));
        assert.ok(!error.message.includes('hunter2'), error.message);
        return error.name === 'StartupError';
      },
    );
  });
}

test('other modes need no setting of Keystone, and do not mind those that there are', () => {
  assert.equal(readConfig({ OSG_AUTH: 'token', OSG_KEYSTONE_USERNAME: 'groups' }).auth, 'token');
});
