/** What the verifier is told: by the command line, by the environment, by files; and what it says where that is wrong. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { CannotJudge } from './cannot-judge.ts';
import { type Options, readOptions, TOKEN_OPTIONS } from './options.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'os-server-groups-verify-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const FILE = path.join(folder, 'token');
writeFileSync(FILE, 'of-the-file\n');
const MISSING = path.join(folder, 'missing');

const URL_GIVEN = '--url=http://a.example';
const SECRET = 'gAAAAAB-secret-token';

type Environment = Readonly<Record<string, string>>;

const read = (args: readonly string[], env: Environment = {}): Options => {
  const options = readOptions([URL_GIVEN, ...args], { OSG_VERIFY_TOKEN: 'usual', ...env });
  assert.ok(typeof options !== 'string');
  return options;
};

test('without options all is tried that the service of this project has', () => {
  assert.deepEqual(read([]), {
    url: 'http://a.example',
    tokens: { member: 'usual' },
    project: undefined,
    microversions: undefined,
    legacy: true,
    ecs: true,
    operations: undefined,
    profile: 'os-server-groups',
    isStrict: false,
    timeout: 10_000,
    totalTimeout: 600_000,
    reports: {},
  });
});

const understood: readonly (readonly [args: readonly string[], expected: Partial<Options>])[] = [
  [['--project', 'abc'], { project: 'abc' }],
  [['--project', ''], { project: undefined }],
  [['--microversions', '2.64, 2.1,,2.64'], { microversions: ['2.64', '2.1'] }],
  [['--microversions', ' , '], { microversions: undefined }],
  [['--operations', 'listVersions,showServerGroup'], { operations: ['listVersions', 'showServerGroup'] }],
  [['--operations', ''], { operations: undefined }],
  [['--profile', 'nova'], { profile: 'nova', legacy: true, ecs: false }],
  [['--profile', 'nova', '--ecs', 'on', '--legacy', 'off'], { legacy: false, ecs: true }],
  [['--strict'], { isStrict: true }],
  [['--timeout', '3', '--total-timeout=999999'], { timeout: 3000, totalTimeout: 999_999_000 }],
  [['--junit', 'a', '--json', 'b', '--html', 'c'], { reports: { junit: 'a', json: 'b', html: 'c' } }],
  [['--url', 'https://a.example:8774/'], { url: 'https://a.example:8774' }],
  [['--url', 'http://a.example/compute/v2.1/'], { url: 'http://a.example/compute' }],
  [['--url', 'http://a.example//v2'], { url: 'http://a.example' }],
  [['--url', 'http://[::1]:80/v2.10'], { url: 'http://[::1]/v2.10' }],
];

for (const [args, expected] of understood) {
  test(`${args.join(' ')} is understood`, () => {
    const options = read(args) as unknown as Record<string, unknown>;
    const told = Object.fromEntries(Object.keys(expected).map((key) => [key, options[key]]));
    assert.deepEqual(told, expected);
  });
}

const sources: readonly (readonly [
  what: string,
  args: readonly string[],
  env: Environment,
  token: string | undefined,
])[] = [
  ['an option', ['--admin-token', 'a'], {}, 'a'],
  ['a variable', [], { OSG_VERIFY_ADMIN_TOKEN: 'b' }, 'b'],
  ['a file', [], { OSG_VERIFY_ADMIN_TOKEN_FILE: FILE }, 'of-the-file'],
  ['blanks around it', [], { OSG_VERIFY_ADMIN_TOKEN: ' b\n' }, 'b'],
  ['an option before a variable', ['--admin-token=a'], { OSG_VERIFY_ADMIN_TOKEN: 'b' }, 'a'],
  [
    'a variable before a file, which is not read then',
    [],
    { OSG_VERIFY_ADMIN_TOKEN: 'b', OSG_VERIFY_ADMIN_TOKEN_FILE: MISSING },
    'b',
  ],
  [
    'a variable without a value as none',
    [],
    { OSG_VERIFY_ADMIN_TOKEN: '', OSG_VERIFY_ADMIN_TOKEN_FILE: FILE },
    'of-the-file',
  ],
  ['a file without a name as none', [], { OSG_VERIFY_ADMIN_TOKEN_FILE: '' }, undefined],
];

for (const [what, args, env, token] of sources) {
  test(`a token is taken from ${what}`, () => assert.equal(read(args, env).tokens.admin, token));
}

test('each token has an option, a variable and a file', () => {
  for (const [name, option] of Object.entries(TOKEN_OPTIONS)) {
    const variable = `OSG_VERIFY_${option.toUpperCase().replaceAll('-', '_')}`;
    const ways = [
      read([`--${option}`, 'of-the-file']),
      read([], { [variable]: 'of-the-file' }),
      read([], {
        OSG_VERIFY_TOKEN: '',
        [`${variable}_FILE`]: FILE,
        ...(name !== 'member' && { OSG_VERIFY_TOKEN: 'usual' }),
      }),
    ];
    for (const { tokens } of ways) assert.equal(tokens[name as keyof typeof tokens], 'of-the-file');
  }
});

const PLAIN_URL =
  '--url: expected an http or https URL without user, query and fragment, such as https://nova.example.com:8774.';

const wrong: readonly (readonly [args: readonly string[], message: RegExp | string, env?: Environment])[] = [
  [['--url', 'a.example:8774'], PLAIN_URL],
  [['--url', 'ftp://a.example'], PLAIN_URL],
  [['--url', `http://user:${SECRET}@a.example`], PLAIN_URL],
  [['--url', `http://a.example/?token=${SECRET}`], PLAIN_URL],
  [['--url', 'http://a.example/#there'], PLAIN_URL],
  [['--url', ''], PLAIN_URL],
  [['--timeout', '0'], '--timeout 0: expected whole seconds, 1 to 999999, such as 10.'],
  [['--timeout', '1.5'], '--timeout 1.5: expected whole seconds, 1 to 999999, such as 10.'],
  [['--total-timeout', '1m'], '--total-timeout 1m: expected whole seconds, 1 to 999999, such as 10.'],
  [['--total-timeout', '1000000'], /expected whole seconds, 1 to 999999/],
  [['--microversions', '2.1,latest'], /^--microversions latest: expected microversions from 2\.1 to 2\.\d+,/],
  [['--microversions', '2.0'], /--legacy off/],
  [['--microversions', '2.999'], /^--microversions 2\.999: expected microversions from 2\.1 to 2\.\d+,/],
  [['--legacy', 'yes'], '--legacy yes: expected on or off.'],
  [['--ecs', ''], '--ecs : expected on or off.'],
  [
    ['--profile', 'aws'],
    /^--profile aws: there is no such profile\. The profiles are os-server-groups, nova, huawei\.$/,
  ],
  [
    ['--operations', 'showServer'],
    /^--operations showServer: there is no such operation\. The operations are .*showServerGroup/,
  ],
  [['--tokn', SECRET], "Unknown option '--tokn'. --help shows the options."],
  [[`--tokn=${SECRET}`], "Unknown option '--tokn'. --help shows the options."],
  [[SECRET], 'Something stands on the command line that belongs to no option. --help shows the options.'],
  [['--token', `-${SECRET}`], /^Option '--token' argument is ambiguous/],
  [['--token'], "Option '--token <value>' argument missing. --help shows the options."],
  [[`--strict=${SECRET}`], "Option '--strict' does not take an argument. --help shows the options."],
  [
    ['--admin-token', `${SECRET}\nmore`],
    /^The token of --admin-token \(OSG_VERIFY_ADMIN_TOKEN\) is none: .* in one line\.$/,
  ],
  [[], /^The token of --reader-token .* is none/, { OSG_VERIFY_READER_TOKEN: `${SECRET}ü` }],
  [
    [],
    /^The file .*missing of OSG_VERIFY_SERVICE_TOKEN_FILE cannot be read \(ENOENT.*\)\. Name a file that holds the token\.$/,
    { OSG_VERIFY_SERVICE_TOKEN_FILE: MISSING },
  ],
  [['--token', ' '], /^A token is missing: .* OSG_VERIFY_TOKEN, .* OSG_VERIFY_TOKEN_FILE .* --token\.$/],
  [[], /^A token is missing/, { OSG_VERIFY_TOKEN: '' }],
];

for (const [args, message, env] of wrong) {
  const what = [...args, ...Object.keys(env ?? {})].join(' ').replaceAll(SECRET, 'SECRET');
  test(`${what || 'no token'} is refused with what to do, and no token is told`, () => {
    assert.throws(
      () => read(args, env),
      (error: Error) => {
        assert.ok(error instanceof CannotJudge);
        if (typeof message === 'string') assert.equal(error.message, message);
        else assert.match(error.message, message);
        return !error.message.includes('secret');
      },
    );
  });
}

test('a URL must be there', () => {
  assert.throws(
    () => readOptions([], { OSG_VERIFY_TOKEN: 'a' }),
    /^Error: --url is missing: .* such as http/,
  );
});

for (const asked of ['help', 'version']) {
  test(`--${asked} needs nothing else, and goes before what is wrong`, () => {
    assert.equal(readOptions([`--${asked}`, '--timeout=0'], {}), asked);
  });
}
