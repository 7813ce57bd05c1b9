/** Sends hostile requests in batches, many at a time, and counts what came of them. */

import { check, type Verdict } from './check.ts';
import { type Received, sendBytes } from './connection.ts';
import { bytesOf, type Draft, type Target, validDraft } from './draft.ts';
import { readMemory } from './memory.ts';
import type { Memory } from './probe.ts';
import type { Projects } from './projects.ts';
import { createRandom } from './random.ts';
import { tactics } from './tactics/all.ts';

export interface Plan {
  readonly seed: number;
  /** The index of the first request; another than 0 repeats a part of a run. */
  readonly first: number;
  readonly requests: number;
}

export interface Counts {
  readonly tactics: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly operations: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly requests: number;
  readonly pastAuthentication: number;
  readonly slowestMs: number;
}

export interface Outcome extends Counts {
  readonly failures: readonly string[];
  readonly memory: readonly Memory[];
}

const BATCH = 500;
const AT_ONCE = 16;
const MAX_FAILURES = 20;
/** Where a request went that no longer is one for the operation that it was made from. */
const ELSEWHERE = '(another path, method or bytes)';

/** The request of an index: the same for the same seed, but for ids and tokens, which are new in each run. */
export const requestOf = (seed: number, index: number, target: Target): { tactic: string; draft: Draft } => {
  const random = createRandom(seed, index);
  const tactic = random.weighted(tactics);
  return {
    tactic: tactic.name,
    draft: tactic.alter(validDraft(random, target, tactic.takes), random, target),
  };
};

const shown = (bytes: Buffer) => JSON.stringify(bytes.toString('latin1', 0, 1500));

const failureOf = (
  index: number,
  tactic: string,
  draft: Draft,
  problems: readonly string[],
  received: Received,
) =>
  [
    `request ${index}, ${tactic}, made from ${draft.operation.method} ${draft.operation.path}:`,
    ...problems.map((problem) => `  ${problem}`),
    `  sent     ${shown(bytesOf(draft))}`,
    `  received ${shown(received.bytes)} (${received.end})`,
  ].join('\n');

const createCounts = () => {
  const counts = {
    tactics: new Map<string, Map<string, number>>(),
    operations: new Map<string, Map<string, number>>(),
  };
  const add = (of: Map<string, Map<string, number>>, name: string, key: string) => {
    const row = of.get(name) ?? new Map<string, number>();
    of.set(name, row.set(key, (row.get(key) ?? 0) + 1));
  };
  const totals = { requests: 0, pastAuthentication: 0, slowestMs: 0 };
  return {
    counts,
    totals,
    record: (
      tactic: string,
      { isSameOperation, operation }: Draft,
      verdict: Verdict,
      { end, ms }: Received,
    ) => {
      totals.requests++;
      if (verdict.isPastAuthentication) totals.pastAuthentication++;
      totals.slowestMs = Math.max(totals.slowestMs, ms);
      const results = verdict.statuses.length === 0 ? [end] : verdict.statuses.map(String);
      const place = isSameOperation ? `${operation.method} ${operation.path}` : ELSEWHERE;
      for (const result of results) {
        add(counts.tactics, tactic, result);
        add(counts.operations, place, result);
      }
    },
  };
};

/** @param probe the socket that tells the memory of the service */
export const runHostile = async (
  url: string,
  { target, secrets, tidy }: Projects,
  { seed, first, requests }: Plan,
  probe: string,
  log: (line: string) => void,
): Promise<Outcome> => {
  const address = new URL(url);
  const { counts, totals, record } = createCounts();
  const failures: string[] = [];
  const memory: Memory[] = [];
  const last = first + requests;
  let next = first;

  const sendUntil = async (end: number) => {
    while (next < end) {
      const index = next++;
      const { tactic, draft } = requestOf(seed, index, target);
      const { slow, isUnfinished, methods = [draft.method] } = draft;
      const received = await sendBytes(address, {
        bytes: bytesOf(draft),
        methods,
        isUnfinished,
        ...(slow === undefined ? {} : { slow }),
      });
      const verdict = check(draft, received, secrets);
      record(tactic, draft, verdict, received);
      if (verdict.problems.length > 0)
        failures.push(failureOf(index, tactic, draft, verdict.problems, received));
    }
  };

  while (next < last && failures.length < MAX_FAILURES) {
    const end = Math.min(next + BATCH, last);
    await Promise.all(Array.from({ length: AT_ONCE }, () => sendUntil(end)));
    failures.push(...(await tidy()));
    memory.push(await readMemory(probe));
    if ((end - first) % (BATCH * 4) === 0) log(`${end - first} requests`);
  }
  return { ...counts, ...totals, failures, memory };
};
