/** Puts what is in a dump into the temporary database, if it is one of Nova's API database. */

import { readDump } from './dump.ts';
import { DumpError } from './dump-error.ts';
import { piecesOf } from './pieces.ts';
import type { Staging } from './staging.ts';
import { NEEDED } from './tables.ts';

const MIB = 1024 * 1024;

/**
 * @param database reads this one only
 * @param tell is told how far it is
 * @throws {DumpError} where a table is missing without which nothing can be imported
 */
export const stage = async (
  file: string,
  staging: Pick<Staging, 'take'>,
  database: string | undefined,
  tell: (text: string) => void,
): Promise<void> => {
  async function* pieces() {
    let size = 0;
    for await (const piece of piecesOf(file)) {
      yield piece;
      size += piece.length;
      tell(`${Math.floor(size / MIB)} MiB of the dump are read`);
    }
  }
  const { tables, databases } = await readDump(pieces(), staging.take, { database });
  const missing = NEEDED.filter((table) => !tables.has(table));
  if (missing.length === 0) return;
  if (database !== undefined && !databases.has(database)) {
    const names = [...databases].map((name) => JSON.stringify(name).slice(1, -1)).join(', ');
    throw new DumpError(
      `The dump has no database ${database}. ${names === '' ? 'It names none: leave --database out.' : `It has: ${names}.`}`,
    );
  }
  const where = database === undefined ? '' : ` in the database ${database}`;
  throw new DumpError(
    `The dump has no table ${missing.join(', ')}${where}. Make one of all of Nova's API database, which is nova_api as a rule: mysqldump nova_api, or pg_dump nova_api.`,
  );
};
