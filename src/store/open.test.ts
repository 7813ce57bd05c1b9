import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test, { type TestContext } from 'node:test';
import { StartupError } from '../startup-error.ts';
import { openStore } from './open.ts';

const makeFolder = async (t: TestContext) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'open-test-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
};

const makeDatabase = (file: string, sql: string) => {
  const db = new DatabaseSync(file);
  db.exec(sql);
  db.close();
};

test('file and folder are made when they are missing, the folder for its owner only', async (t) => {
  const folder = path.join(await makeFolder(t), 'a', 'b');
  const store = await openStore(`sqlite:${folder}/store.db`);
  await store.check();
  await store.close();
  assert.equal((await stat(folder)).mode & 0o777, 0o700);
  assert.deepEqual(await readdir(folder), ['store.db']);
});

test('a store in memory leaves nothing behind', async (t) => {
  const folder = await makeFolder(t);
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  t.after(() => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  });
  const store = await openStore('sqlite::memory:');
  await store.check();
  assert.equal((await readdir(folder)).length, 1);
  await store.close();
  assert.deepEqual(await readdir(folder), []);
});

const urls: Record<string, RegExp> = {
  'mysql://user:secret@host/db': /kind of store that is not known here \(mysql\)/,
  './data/server-groups.db': /not known here \(none\)/,
  '': /not known here \(none\)/,
  'sqlite:': /names no file/,
  'sqlite:///data/server-groups.db': /names no file/,
};
for (const [url, message] of Object.entries(urls)) {
  test(`the URL "${url}" is refused with the forms that are known, and without a password`, async () => {
    await assert.rejects(openStore(url), (error) => {
      assert.ok(error instanceof StartupError);
      assert.match(error.message, message);
      assert.match(error.message, /sqlite:\.\/path\/to\/file/);
      assert.doesNotMatch(error.message, /secret/);
      return true;
    });
  });
}

// Each fails for the superuser as well.
const files: Record<string, { prepare: (file: string) => unknown; message: RegExp }> = {
  'a folder': {
    prepare: (file) => mkdir(file),
    message: /cannot be opened.* See that it is a file/,
  },
  'not a database': {
    prepare: (file) => writeFile(file, 'not a database at all\n'.repeat(100)),
    message: /not a SQLite database, or is damaged.* Restore it from a backup/,
  },
  'the database of another program': {
    prepare: (file) => makeDatabase(file, 'CREATE TABLE theirs (id)'),
    message: /database of another program\. Move it away/,
  },
};
for (const [what, { prepare, message }] of Object.entries(files)) {
  test(`a store that is ${what} is refused with its file, the cause and the remedy`, async (t) => {
    const file = path.join(await makeFolder(t), 'store.db');
    await prepare(file);
    await assert.rejects(openStore(`sqlite:${file}`), (error) => {
      assert.ok(error instanceof StartupError);
      assert.ok(error.message.includes(file));
      assert.match(error.message, message);
      assert.match(error.message, /set OSG_STORE to another file/);
      return true;
    });
  });
}

test('a store below something that is no folder is refused', async (t) => {
  const file = path.join(await makeFolder(t), 'file');
  await writeFile(file, '');
  await assert.rejects(openStore(`sqlite:${file}/data/store.db`), (error) => {
    assert.ok(error instanceof StartupError);
    assert.match(error.message, /The folder .*file\/data of the store cannot be made/);
    return true;
  });
});

test('a store of a newer version is refused and left as it was', async (t) => {
  const file = path.join(await makeFolder(t), 'store.db');
  await (await openStore(`sqlite:${file}`)).close();
  makeDatabase(file, 'PRAGMA user_version = 1000');
  await assert.rejects(openStore(`sqlite:${file}`), (error) => {
    assert.ok(error instanceof StartupError);
    assert.match(
      error.message,
      /newer version of this service \(its schema is 1000; .*\)\. Start that version/,
    );
    return true;
  });
  const db = new DatabaseSync(file);
  assert.equal(db.prepare('PRAGMA user_version').get()?.user_version, 1000);
  db.close();
});
