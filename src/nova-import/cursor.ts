/** A window on a text that comes in pieces, so that a file of any size needs the same memory. */

export interface Cursor {
  /** How many characters of the whole text lie before the position. */
  readonly offset: number;
  /**
   * Makes at least `lookahead` characters visible from the position on, or all that are left.
   *
   * @returns false where the text has ended
   */
  more(): Promise<boolean>;
  /** What a sticky pattern matches at the position, which moves behind it; null where it does not match. */
  match(pattern: RegExp): RegExpExecArray | null;
  /** Moves behind the next such text. @returns what lies before it; undefined where it is not in sight, and nothing moves */
  before(mark: string): string | undefined;
  /** Moves behind the next such text, however far away; false where there is none. */
  skipTo(mark: string): Promise<boolean>;
}

/** @param lookahead what `match` and `before` look for must be shorter */
export const createCursor = (pieces: AsyncIterable<string>, lookahead: number): Cursor => {
  const source = pieces[Symbol.asyncIterator]();
  let text = '';
  let at = 0;
  let passed = 0;
  let hasEnded = false;

  const take = async () => {
    const { value, done } = await source.next();
    passed += at;
    text = text.slice(at) + (done ? '' : value);
    at = 0;
    hasEnded = done === true;
  };
  return {
    get offset() {
      return passed + at;
    },
    async more() {
      while (text.length - at < lookahead && !hasEnded) await take();
      return at < text.length;
    },
    match(pattern) {
      pattern.lastIndex = at;
      const found = pattern.exec(text);
      if (found !== null) at = pattern.lastIndex;
      return found;
    },
    before(mark) {
      const found = text.indexOf(mark, at);
      if (found < 0) return undefined;
      const passedOver = text.slice(at, found);
      at = found + mark.length;
      return passedOver;
    },
    async skipTo(mark) {
      for (;;) {
        const found = text.indexOf(mark, at);
        if (found >= 0) {
          at = found + mark.length;
          return true;
        }
        if (hasEnded) return false;
        // The mark may begin in this piece and end in the next.
        at = Math.max(at, text.length - mark.length + 1);
        await take();
      }
    },
  };
};
