/** Counts what an operation reads and writes, in pages of the file: work that is the same on every machine, unlike time. */

import { readFileSync } from 'node:fs';

/** How often something was read and written; SQLite does so page by page. */
export interface Work {
  readonly reads: number;
  readonly writes: number;
}

/** The kernel counts the calls of each thread. */
const counters = (): Work => {
  const lines = readFileSync('/proc/thread-self/io', 'utf8').split('\n');
  const of = (name: string) => Number(lines.find((line) => line.startsWith(`${name}: `))?.split(' ')[1]);
  return { reads: of('syscr'), writes: of('syscw') };
};

const between = (before: Work, after: Work): Work => ({
  reads: after.reads - before.reads,
  writes: after.writes - before.writes,
});

/** What reading the counters counts itself. */
const own = between(counters(), counters());

/** The work of a function that does all of it in this thread before it returns. */
export const workOf = (operation: () => unknown): Work => {
  const before = counters();
  operation();
  return between(own, between(before, counters()));
};
