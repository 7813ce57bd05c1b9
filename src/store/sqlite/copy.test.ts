import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { emptyFolder } from '../../process.fixture.ts';
import { takePlace } from './copy.ts';

test('a file that came to its place meanwhile is not replaced, and the copy stays', async (t) => {
  const folder = await emptyFolder(t);
  const [copy, place] = [path.join(folder, 'copy'), path.join(folder, 'place')];
  await writeFile(copy, 'new');
  await writeFile(place, 'old');
  await assert.rejects(takePlace(copy, place, false), { code: 'EEXIST' });
  assert.deepEqual([await readFile(copy, 'utf8'), await readFile(place, 'utf8')], ['new', 'old']);
  await takePlace(copy, place, true);
  assert.deepEqual([await readdir(folder), await readFile(place, 'utf8')], [['place'], 'new']);
});
