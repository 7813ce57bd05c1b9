/** How far an import is, for who waits for it. */

/** Writes a line anew each time, where it is a terminal; an empty text takes it away. */
export const progressOn =
  (stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>) =>
  (text: string): void => {
    if (stream.isTTY) stream.write(`\r\x1b[K${text}`);
  };
