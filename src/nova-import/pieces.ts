/** The text of a dump, piece by piece, from a file or from standard input, also compressed by gzip. */

import { createReadStream } from 'node:fs';
import process from 'node:process';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { cutOff, DumpError } from './dump-error.ts';

const PIECE = 1024 * 1024;
const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;
const CUSTOM_FORMAT = 'PGDMP';

async function* withFirst(first: Buffer, others: AsyncIterator<Buffer>) {
  yield first;
  for (let next = await others.next(); !next.done; next = await others.next()) yield next.value;
}

const failed = (file: string, error: NodeJS.ErrnoException): unknown => {
  if (error.code === 'Z_BUF_ERROR') return cutOff();
  if (error.code?.startsWith('Z_'))
    return new DumpError(`The compressed dump is damaged (${error.message}).`);
  if (error.syscall === undefined) return error;
  return new DumpError(
    `${file} cannot be read (${error.code}). Name a dump that you may read, or - for standard input.`,
  );
};

/** The bytes, in pieces of about a mebibyte however they come. */
async function* gathered(source: AsyncIterable<Buffer>) {
  let parts: Buffer[] = [];
  let size = 0;
  for await (const part of source) {
    parts.push(part);
    size += part.length;
    if (size < PIECE) continue;
    yield Buffer.concat(parts);
    parts = [];
    size = 0;
  }
  yield Buffer.concat(parts);
}

/**
 * @param file its path, or `-` for standard input
 * @returns bytes, one character each (`latin1`), since text in quotes may be cut anywhere
 * @throws {DumpError} where it cannot be read
 */
export async function* piecesOf(file: string): AsyncGenerator<string> {
  const source: Readable = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: PIECE });
  try {
    const bytes = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    const { value: first } = await bytes.next();
    if (first === undefined) return;
    if (first.toString('latin1', 0, CUSTOM_FORMAT.length) === CUSTOM_FORMAT) {
      throw new DumpError(
        `The dump is in a format of pg_dump's own. Make SQL of it: pg_restore --file=- FILE | os-server-groups import -`,
      );
    }
    const all = withFirst(first, bytes);
    // What goes wrong before it, such as at the disk, ends it with the same error.
    const plain = isGzip(first)
      ? pipeline(Readable.from(all, { objectMode: false }), createGunzip({ chunkSize: PIECE }), () => {})
      : all;
    for await (const piece of gathered(plain)) yield piece.toString('latin1');
  } catch (error) {
    throw failed(file, error as NodeJS.ErrnoException);
  } finally {
    source.destroy();
  }
}
