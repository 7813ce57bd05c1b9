/** The commands of the pages: what a test runs, and what it cannot run, with the reason. */

export interface Snippet {
  readonly page: string;
  readonly id: string;
  readonly text: string;
  /** What the output must hold. */
  readonly expect: string | undefined;
  /** Why no test can run it. */
  readonly notRun: string | undefined;
}

const WORD = /\b(id|expect|not-run)=(?:"([^"]*)"|'([^']*)'|(\S+))/g;

/** What follows the language of a fence: `sh id=create expect=anti-affinity`, or `sh id=install not-run="why"`. */
const wordsOf = (info: string): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(
    [...info.matchAll(WORD)].map(([, name, double, single, bare]) => [name, double ?? single ?? bare]),
  );

/** A snippet of a fence with commands; nothing for any other fence. */
export const snippetOf = (page: string, info: string, text: string): Snippet | undefined => {
  if (!/^sh\b/.test(info)) return undefined;
  const { id, expect, 'not-run': notRun } = wordsOf(info);
  if (id === undefined)
    throw new Error(`A block of commands of the page ${page} has no id, such as "sh id=create":\n${text}`);
  return { page, id, text, expect, notRun };
};
