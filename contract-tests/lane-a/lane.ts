/** Lane A: each documented status of each operation of a view, brought about and looked at by Dredd. */

import { createHooks, type Transaction } from '../hooks/hooks.ts';
import type { View } from '../views.ts';
import { findProject, openWorld, type Server, type World } from '../world.ts';
import { runDredd, type Verdict } from './dredd.ts';
import { startProxy } from './proxy.ts';

export interface Target extends Server {
  /** For people, in the report. */
  readonly name: string;
  /** A mock has no state; it is asked for what it cannot know, and its answers are examples already. */
  readonly isMock: boolean;
}

/** One field of the matrix operation × status × version. */
export interface Cell {
  readonly view: string;
  readonly version: string;
  readonly method: string;
  readonly path: string;
  readonly status: string;
  readonly outcome: 'passed' | 'failed' | 'not provoked';
  /** What is wrong; or why it is not provoked. */
  readonly lines: readonly string[];
}

const keyOf = (method: string, path: string, status: string): string => `${method} ${path} ${status}`;

const keyOfTransaction = ({ request, origin, expected }: Transaction): string =>
  keyOf(request.method, origin.resourceName, expected.statusCode);

/** The outcome of a field of the matrix, from the transactions that were for it. */
const conclude = (
  verdicts: readonly Verdict[],
  explanations: ReadonlyMap<Transaction, readonly string[]>,
): Pick<Cell, 'outcome' | 'lines'> => {
  const verdict = verdicts.find(({ outcome }) => outcome !== 'passed') ?? verdicts[0];
  if (verdict === undefined) return { outcome: 'failed', lines: ['Dredd ran no transaction for it'] };
  const lines = explanations.get(verdict.transaction);
  if (verdict.outcome !== 'skipped') {
    return { outcome: verdict.outcome, lines: lines ?? verdict.message.trim().split('\n') };
  }
  return lines ? { outcome: 'not provoked', lines } : { outcome: 'failed', lines: ['Dredd skipped it'] };
};

const runVersion = async (view: View, world: World, isMock: boolean, endpoint: string): Promise<Cell[]> => {
  const explanations = new Map<Transaction, readonly string[]>();
  const hooks = createHooks(view, world, isMock, (transaction, lines) =>
    explanations.set(transaction, lines),
  );
  const verdicts = Map.groupBy(await runDredd(view.file, endpoint, hooks), ({ transaction }) =>
    keyOfTransaction(transaction),
  );
  return view.operations.flatMap(({ method, path, statuses }) =>
    statuses.map((status) => ({
      view: view.first,
      version: world.version,
      method,
      path,
      status,
      ...conclude(verdicts.get(keyOf(method, path, status)) ?? [], explanations),
    })),
  );
};

/** Tries a view at its first and at its last version: directly where the target is a mock, else through the proxy. */
export const runLane = async (target: Target, view: View): Promise<Cell[]> => {
  const project = await findProject(target);
  const proxy = target.isMock ? undefined : await startProxy(view.file, target.url);
  const cells: Cell[] = [];
  try {
    for (const version of new Set([view.first, view.last])) {
      const world = openWorld(target, view, version, project);
      try {
        cells.push(...(await runVersion(view, world, target.isMock, proxy?.url ?? target.url)));
      } finally {
        await world.close();
      }
    }
  } finally {
    await proxy?.close();
  }
  return cells;
};
