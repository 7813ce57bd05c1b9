import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { StartupError } from '../startup-error.ts';
import { whileLocked } from './secret-file.ts';
import { createToken, hashOf, listTokens, makeFirstToken, readTokens, revokeToken } from './token-file.ts';

const ALICE = { user: 'alice', project: 'p1', roles: ['member'] };
const HASH = hashOf('x');

/** A path for a tokens file in a folder of its own, which does not exist yet. */
const freshFile = (t: TestContext): string => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tokens-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return path.join(folder, 'data', 'tokens.json');
};

const fileWith = (t: TestContext, text: string): string => {
  const file = freshFile(t);
  mkdirSync(path.dirname(file));
  writeFileSync(file, text);
  return file;
};

const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);

test('a created token has 256 random bits and a prefix, and only its hash is in the file', async (t) => {
  const file = freshFile(t);
  const { token, id } = await createToken(file, { ...ALICE, expires: new Date(0), name: 'CI' });
  assert.match(token, /^osg_[\w-]{43}$/);
  assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), {
    tokens: [{ id, hash: hashOf(token), ...ALICE, expires: '1970-01-01T00:00:00.000Z', name: 'CI' }],
  });
  assert.deepEqual(readdirSync(path.dirname(file)), ['tokens.json'], 'no other file is left behind');
});

test('the hash is the one that sha256sum prints, so that a file can be written by hand', () => {
  assert.equal(hashOf('abc'), 'sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('new files are for their owner alone, and so is the folder', async (t) => {
  const file = freshFile(t);
  const clear = await makeFirstToken(file);
  assert.ok(clear);
  assert.deepEqual([file, clear, path.dirname(file)].map(modeOf), ['600', '600', '700']);
});

test('a change keeps the mode of the file, and a link to it', async (t) => {
  const file = fileWith(t, '{"tokens": []}');
  chmodSync(file, 0o640);
  const link = path.join(path.dirname(file), 'link.json');
  symlinkSync(file, link);
  await createToken(link, ALICE);
  assert.equal(modeOf(file), '640');
  assert.ok(lstatSync(link).isSymbolicLink());
  assert.equal(listTokens(file).length, 1);
});

test('the first start makes one token for an administrator of the project in the documentation', async (t) => {
  const file = freshFile(t);
  const clear = await makeFirstToken(file);
  assert.equal(clear, path.join(path.dirname(file), 'token'));
  const [stored] = readTokens(file);
  assert.equal(stored?.hash, hashOf(readFileSync(clear, 'utf8').trim()));
  assert.equal(stored.project, '9c53a566cb3443ab910cf0daebca90c4');
  assert.deepEqual(stored.roles, ['admin']);
});

test('a later start makes no token, even when all are revoked', async (t) => {
  const file = fileWith(t, '{"tokens": []}');
  assert.equal(await makeFirstToken(file), undefined);
  assert.deepEqual(listTokens(file), []);
  assert.ok(!existsSync(path.join(path.dirname(file), 'token')));
});

test('two first starts at once make one token, the one that is in the clear file', async (t) => {
  const file = freshFile(t);
  const made = await Promise.all([makeFirstToken(file), makeFirstToken(file)]);
  const [clear, ...others] = made.filter((name) => name !== undefined);
  assert.ok(clear);
  assert.deepEqual(others, []);
  assert.deepEqual(
    readTokens(file).map(({ hash }) => hash),
    [hashOf(readFileSync(clear, 'utf8').trim())],
  );
});

test('an older first token is replaced, and the new file is not open to others', async (t) => {
  const file = freshFile(t);
  const clear = path.join(path.dirname(file), 'token');
  mkdirSync(path.dirname(file));
  writeFileSync(clear, 'osg_old\n', { mode: 0o644 });
  assert.equal(await makeFirstToken(file), clear);
  assert.equal(modeOf(clear), '600');
  assert.equal(readTokens(file)[0]?.hash, hashOf(readFileSync(clear, 'utf8').trim()));
});

test('a file named token that is not ours is not overwritten', async (t) => {
  const file = freshFile(t);
  const clear = path.join(path.dirname(file), 'token');
  mkdirSync(path.dirname(file));
  writeFileSync(clear, 'precious');
  await assert.rejects(makeFirstToken(file), StartupError);
  assert.equal(readFileSync(clear, 'utf8'), 'precious');
});

test('the list names all tokens, and no hash', async (t) => {
  const file = fileWith(t, JSON.stringify({ tokens: [{ hash: HASH, ...ALICE }] }));
  const { id } = await createToken(file, { ...ALICE, name: 'CI' });
  assert.deepEqual(listTokens(file), [
    { id: HASH.slice(7, 19), ...ALICE },
    { id, ...ALICE, name: 'CI' },
  ]);
});

test('a revoked token is gone from the file, the others stay', async (t) => {
  const file = freshFile(t);
  const first = await createToken(file, ALICE);
  const second = await createToken(file, ALICE);
  assert.equal(await revokeToken(file, first.id), true);
  assert.equal(await revokeToken(file, first.id), false);
  assert.deepEqual(
    listTokens(file).map(({ id }) => id),
    [second.id],
  );
});

test('what several processes change at the same time is all kept', async (t) => {
  const file = freshFile(t);
  const script = `
    import { createToken } from ${JSON.stringify(new URL('./token-file.ts', import.meta.url).href)};
    for (let made = 0; made < 5; made++) await createToken(process.argv[1], ${JSON.stringify(ALICE)});`;
  const run = promisify(execFile);
  await Promise.all(
    [1, 2, 3].map(() => run(process.execPath, ['--input-type=module', '--eval', script, file])),
  );
  assert.equal(listTokens(file).length, 15);
});

test('a lock that another process left behind is named with what to do about it', async (t) => {
  const file = fileWith(t, '');
  writeFileSync(`${file}.lock`, '');
  await assert.rejects(
    whileLocked(file, () => assert.fail('the lock was not respected'), 2),
    (error) => {
      assert.ok(error instanceof StartupError);
      assert.ok(error.message.includes(`${file}.lock`) && error.message.includes('delete'), error.message);
      return true;
    },
  );
});

test('a token with a name that cannot be is not made', async (t) => {
  const file = freshFile(t);
  await assert.rejects(createToken(file, { ...ALICE, user: '' }), {
    name: 'StartupError',
    message: /\n {2}user: expected 1 to 255 printable characters$/,
  });
  assert.ok(!existsSync(file));
});

const token = (fields: object) => JSON.stringify({ tokens: [{ hash: HASH, ...ALICE, ...fields }] });

const BROKEN: readonly [what: string, text: string, message: RegExp][] = [
  ['no JSON', '{"tokens": [\n  osg_secret]}', /is not valid JSON/],
  ['a slip in the JSON', '{"tokens": [],\n "a" "osg_secret"}', /is not valid JSON: see line 2 column 6/],
  ['an empty file', '', /is not valid JSON/],
  ['another shape', '[]', /the whole: /],
  ['no tokens', '{}', /tokens: /],
  ['a clear token for a hash', token({ hash: 'osg_secret' }), /tokens\[0\]\.hash: expected "sha256:"/],
  ['a misspelt expiry', token({ expire: '2030-01-01T00:00:00Z' }), /tokens\[0\]: .*"expire"/],
  [
    'an expiry that is no time',
    token({ expires: 'tomorrow' }),
    /tokens\[0\]\.expires: expected a time such as/,
  ],
  ['a role for a list of roles', token({ roles: 'admin' }), /tokens\[0\]\.roles: /],
  ['a user without a name', token({ user: '' }), /tokens\[0\]\.user: expected 1 to 255/],
  [
    'the same token twice',
    JSON.stringify({ tokens: [1, 2].map((id) => ({ id: `${id}`, hash: HASH, ...ALICE })) }),
    /tokens: two tokens have the same hash/,
  ],
];

for (const [what, text, message] of BROKEN) {
  test(`a tokens file with ${what} is refused with file, place and remedy, and without its content`, (t) => {
    const file = fileWith(t, text);
    assert.throws(
      () => readTokens(file),
      (error) => {
        assert.ok(error instanceof StartupError);
        assert.match(error.message, message);
        assert.ok(error.message.includes(file), 'names the file');
        assert.ok(error.message.includes('Mend it'), 'names the remedy');
        assert.ok(!error.message.includes('osg_secret'), 'keeps the content to itself');
        return true;
      },
    );
  });
}

test('a tokens file that cannot be read is refused with the reason', (t) => {
  const file = freshFile(t);
  mkdirSync(file, { recursive: true });
  assert.throws(() => readTokens(file), { name: 'StartupError', message: /cannot be read \(EISDIR\)/ });
});

test('a folder that cannot be made is refused with the reason', async (t) => {
  const file = fileWith(t, '');
  await assert.rejects(makeFirstToken(path.join(file, 'data', 'tokens.json')), {
    name: 'StartupError',
    message: /cannot be written \(ENOTDIR\)/,
  });
});
