import assert from 'node:assert/strict';
import test from 'node:test';
import { createCursor } from './cursor.ts';

const TEXT = 'one two, three; four';

/** The text in pieces of one length. */
async function* cut(length: number): AsyncGenerator<string> {
  for (let at = 0; at < TEXT.length; at += length) yield TEXT.slice(at, at + length);
}

for (const length of [1, 2, 3, 7, TEXT.length]) {
  test(`a text is the same in pieces of ${length}: what is skipped to, and how far it is`, async () => {
    const cursor = createCursor(cut(length), 5);
    assert.equal(await cursor.skipTo('two,'), true);
    assert.equal(cursor.offset, 8);
    assert.equal(await cursor.more(), true);
    assert.equal(cursor.match(/ thre/y)?.[0], ' thre');
    assert.equal(cursor.match(/x/y), null);
    assert.equal(cursor.offset, 13);
    await cursor.more();
    assert.equal(cursor.before(';'), 'e');
    assert.equal(cursor.offset, 15);
    assert.equal(await cursor.skipTo('five'), false);
  });
}

test('at least so much as was asked for is in sight, until the text ends', async () => {
  const cursor = createCursor(cut(1), 5);
  for (let left = TEXT.length; left > 0; left -= 1) {
    assert.equal(await cursor.more(), true);
    assert.equal(cursor.before('?'), undefined);
    assert.notEqual(cursor.match(new RegExp(`(?=[^?]{${Math.min(5, left)}})[^?]`, 'y')), null);
  }
  assert.equal(await cursor.more(), false);
});
