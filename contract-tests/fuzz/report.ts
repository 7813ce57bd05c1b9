/** What a run has shown, and whether that is enough. */

import { growthOf } from './memory.ts';
import type { Counts, Outcome } from './run.ts';

/** So few requests show nothing about shares. */
const ENOUGH = 4000;

const rowsOf = (table: Counts['tactics']): string[] => {
  const names = [...table.keys()].sort();
  const width = Math.max(...names.map((name) => name.length));
  return names.map((name) => {
    const results = [...(table.get(name) ?? [])].sort(([a], [b]) => a.localeCompare(b));
    return `  ${name.padEnd(width)}  ${results.map(([result, count]) => `${result}: ${count}`).join('  ')}`;
  });
};

const share = ({ pastAuthentication, requests }: Counts) => pastAuthentication / requests;

const megabytes = (bytes = 0) => `${Math.round(bytes / 2 ** 20)} MiB`;

/** What is wrong with the run as a whole, a line each. */
export const shortcomingsOf = (outcome: Outcome): string[] => {
  if (outcome.requests < ENOUGH) return [];
  const percent = Math.round(share(outcome) * 100);
  const never = [...outcome.operations].filter(
    ([name, results]) =>
      /^[A-Z]+ \//.test(name) && ![...results.keys()].some((result) => result.startsWith('2')),
  );
  return [
    ...(percent >= 50
      ? []
      : [`only ${percent} % of the requests got past authentication; at least half must`]),
    ...never.map(([name]) => `${name} never succeeded: the requests do not reach what it does`),
    ...growthOf(outcome.memory),
  ];
};

export const reportOf = (outcome: Outcome): string[] => [
  'Tactics, and what was answered:',
  ...rowsOf(outcome.tactics),
  '',
  'Operations, and the statuses that they gave:',
  ...rowsOf(outcome.operations),
  '',
  `${outcome.requests} requests; ${outcome.pastAuthentication} (${Math.round(share(outcome) * 100)} %) got past authentication; ` +
    `the slowest answer took ${Math.round(outcome.slowestMs)} ms`,
  `memory in use at the start and at the end: ${megabytes(outcome.memory.at(0)?.held)}, ${megabytes(outcome.memory.at(-1)?.held)}`,
];
