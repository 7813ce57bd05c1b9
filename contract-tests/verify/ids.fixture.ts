/** Ids of groups as Nova has them. */

/** Ids of version 4 for those of version 7, and back. */
export const createIds = () => {
  const known = new Set<string>();
  return {
    tell: (text: string): string =>
      text.replaceAll(
        /\b([\da-f]{8}-[\da-f]{4}-)7([\da-f]{3}-[\da-f]{4}-[\da-f]{12})\b/g,
        (_, head, tail) => {
          known.add(`${head}4${tail}`);
          return `${head}4${tail}`;
        },
      ),
    read: (path: string): string =>
      path.replaceAll(/[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[\da-f]{4}-[\da-f]{12}/gi, (text) => {
        // As a database compares that knows no upper case.
        const id = text.toLowerCase();
        return known.has(id) ? `${id.slice(0, 14)}7${id.slice(15)}` : text;
      }),
  };
};
