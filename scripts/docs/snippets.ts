/** The commands of the pages: what a test runs, and what it cannot run, with the reason. */

import { parse } from 'yaml';

export interface Snippet {
  readonly page: string;
  readonly id: string;
  /** What a shell runs; of the configuration of a CI system its `script`. */
  readonly text: string;
  /** What the output must hold. */
  readonly expect: string | undefined;
  /** What it says when it is ready, for what goes on until it is stopped. */
  readonly until: string | undefined;
  /** Why no test can run it. */
  readonly notRun: string | undefined;
}

const WORD = /\b(id|expect|until|not-run)=(?:"([^"]*)"|'([^']*)'|(\S+))/g;

/** What follows the language of a fence: `sh id=create expect=anti-affinity`, or `sh id=install not-run="why"`. */
const wordsOf = (info: string): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(
    [...info.matchAll(WORD)].map(([, name, double, single, bare]) => [name, double ?? single ?? bare]),
  );

/** What readers copy to run it, or to have it run; the rest shows what they get. */
const COPIED = /^(?:sh|ts|yaml|nginx)\b/;

/** The commands of the jobs of a CI system, as GitLab has them: `{job: {script: […]}}`. */
const scriptsIn = (yaml: string): string => {
  const jobs = Object.values<unknown>(parse(yaml) ?? {});
  return jobs
    .flatMap((job) => (job !== null && typeof job === 'object' && 'script' in job ? job.script : []))
    .join('\n');
};

/** A snippet of a fence whose content readers copy; nothing for any other fence. */
export const snippetOf = (page: string, info: string, text: string): Snippet | undefined => {
  if (!COPIED.test(info)) return undefined;
  const { id, expect, until, 'not-run': notRun } = wordsOf(info);
  if (id === undefined)
    throw new Error(`A block to copy on the page ${page} has no id, such as "sh id=create":\n${text}`);
  const commands = info.startsWith('sh') ? text : info.startsWith('yaml') ? scriptsIn(text) : '';
  if (commands === '' && notRun === undefined)
    throw new Error(`The block ${id} of the page ${page} has no commands; say why: not-run="…".`);
  return { page, id, text: commands, expect, until, notRun };
};
