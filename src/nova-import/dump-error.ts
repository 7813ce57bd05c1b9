/** A dump that cannot be read, or must not be: the message says what to do. */
export class DumpError extends Error {
  override readonly name = 'DumpError';
}

export const cutOff = (): DumpError =>
  new DumpError(
    'The dump is not complete: it ends too early. Make it again, and see that there is room for it.',
  );

export const noDump = (): DumpError =>
  new DumpError(
    'This is no SQL dump. Make one with mysqldump, mariadb-dump or pg_dump, in UTF-8 and not compressed, or by gzip.',
  );

/** Without the comment at its end nobody can tell where a dump was cut off between two statements. */
export const noEnd = (): DumpError =>
  new DumpError(
    'The dump does not say that it is complete, as the last comment of mysqldump, mariadb-dump and pg_dump does. Make it again, without ' +
      '--compact, --skip-comments or anything else that removes comments.',
  );

/** @param offset where in the dump, in bytes */
export const notUnderstood = (what: string, offset: number): DumpError =>
  new DumpError(
    `The dump is damaged or cut off, or in a form that is not known here: ${what} at byte ${offset}. Make it with mysqldump, mariadb-dump or pg_dump.`,
  );
