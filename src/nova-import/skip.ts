/** Passes over statements that are of no interest, however long. */

import type { Cursor } from './cursor.ts';

/** What stands in no quotes and ends nothing. */
const PLAIN = /[^'"`;$/-]+/y;
const OPENING = /['"`]/y;
const DOLLARS = /\$(?:[A-Za-z_]\w*)?\$/y;
const BACKSLASH = /\\[\s\S]/y;
/** What stands in the quotes of a kind up to their end, or up to a backslash where one counts. Two quotes end it, and begin it again. */
const INSIDE: Readonly<Record<string, { readonly plain: RegExp; readonly withBackslashes: RegExp }>> = {
  "'": { plain: /[^']+/y, withBackslashes: /[^'\\]+/y },
  '"': { plain: /[^"]+/y, withBackslashes: /[^"\\]+/y },
  '`': { plain: /[^`]+/y, withBackslashes: /[^`]+/y },
};
const CLOSING: Readonly<Record<string, RegExp>> = { "'": /'/y, '"': /"/y, '`': /`/y };

const skipQuoted = async (cursor: Cursor, quote: string, hasBackslashes: boolean): Promise<boolean> => {
  const { plain, withBackslashes } = INSIDE[quote] ?? {};
  const inside = (hasBackslashes ? withBackslashes : plain) as RegExp;
  while (await cursor.more()) {
    if (cursor.match(inside)) continue;
    if (cursor.match(CLOSING[quote] as RegExp)) return true;
    if (!cursor.match(BACKSLASH)) return false;
  }
  return false;
};

/** Moves behind the semicolon that ends the statement; false where the text ends before. */
export const skipStatement = async (cursor: Cursor, hasBackslashes: boolean): Promise<boolean> => {
  while (await cursor.more()) {
    if (cursor.match(PLAIN)) continue;
    if (cursor.match(/;/y)) return true;
    const [quote] = cursor.match(OPENING) ?? [];
    const [dollars] = cursor.match(DOLLARS) ?? [];
    const isWhole =
      quote !== undefined
        ? await skipQuoted(cursor, quote, hasBackslashes)
        : dollars !== undefined
          ? await cursor.skipTo(dollars)
          : cursor.match(/--(?=\s)/y)
            ? await cursor.skipTo('\n')
            : cursor.match(/\/\*/y)
              ? await cursor.skipTo('*/')
              : cursor.match(/[\s\S]/y) !== null;
    if (!isWhole) return false;
  }
  return false;
};
