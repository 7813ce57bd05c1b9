/** Walks through the pages of a list. */

/** Where a page begins: at the beginning, after the record with the id `marker`, or after `offset` records. */
export interface Position {
  readonly marker?: string;
  readonly offset?: number;
}

/**
 * Gives each record of a list once, and asks for a page when the one before is used up, until a page brings nothing new. A short
 * page is not the last one: the server may have a limit of its own.
 *
 * @param counts whether the server knows offsets too. One that ignores `marker` sends the same records again; they are passed
 *   over by their number then.
 */
export async function* everyRecord<Value>(
  page: (position: Position) => Promise<readonly Value[]>,
  idOf: (value: Value) => string,
  counts: boolean,
): AsyncGenerator<Value, void, undefined> {
  const seen = new Set<string>();
  let counting = false;
  let position: Position = {};
  for (;;) {
    const values = await page(position);
    const before = seen.size;
    for (const value of values) {
      const id = idOf(value);
      if (seen.has(id)) continue;
      seen.add(id);
      yield value;
    }
    const last = values.at(-1);
    const nothingNew = seen.size === before;
    if (last === undefined || (nothingNew && (counting || !counts))) return;
    counting ||= nothingNew;
    position = counting ? { offset: seen.size } : { marker: idOf(last) };
  }
}
