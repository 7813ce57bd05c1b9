import assert from 'node:assert/strict';
import test from 'node:test';
import { progressOn } from './progress.ts';

const written = (isTTY: boolean): string => {
  let all = '';
  const write = (text: string | Uint8Array) => {
    all += text;
    return true;
  };
  const tell = progressOn({ isTTY, write });
  for (const text of ['one', 'two', '']) tell(text);
  return all;
};

test('progress is one line of a terminal, which goes away', () => {
  assert.equal(written(true), '\r\x1b[Kone\r\x1b[Ktwo\r\x1b[K');
});

test('where no person looks on there is no progress', () => {
  assert.equal(written(false), '');
});
