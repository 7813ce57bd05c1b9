/** Lane A: each documented status of each operation of a view, brought about and looked at by Dredd. */

import type { Request } from '../cases/case.ts';
import type { Health } from '../health.ts';
import { createHooks, type Transaction } from '../hooks/hooks.ts';
import type { Operation, View } from '../views.ts';
import { findProject, openWorld, type Server, TIMEOUT, type World } from '../world.ts';
import { runDredd, type Verdict } from './dredd.ts';
import { keepProxy } from './proxy.ts';

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
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly status: string;
  /** `not provoked`: no request brings it about; `not judged`: a token is missing, or the run ended before. */
  readonly outcome: 'passed' | 'failed' | 'not provoked' | 'not judged';
  /** What is wrong; or why it is not provoked or not judged. */
  readonly lines: readonly string[];
  /** What was sent, where it has failed. */
  readonly request?: Request;
  /** Milliseconds. */
  readonly took: number;
}

const keyOf = (method: string, path: string, status: string): string => `${method} ${path} ${status}`;

const keyOfTransaction = ({ request, origin, expected }: Transaction): string =>
  keyOf(request.method, origin.resourceName, expected.statusCode);

interface Explanation {
  readonly lines: readonly string[];
  readonly lacksToken: boolean;
}

/** The outcome of a field of the matrix, from the transactions that were for it. */
const conclude = (
  verdicts: readonly Verdict[],
  explanations: ReadonlyMap<Transaction, Explanation>,
  stopped: string | undefined,
): Pick<Cell, 'outcome' | 'lines' | 'request'> => {
  const ended = stopped === undefined ? undefined : ({ outcome: 'not judged', lines: [stopped] } as const);
  const verdict = verdicts.find(({ outcome }) => outcome !== 'passed') ?? verdicts[0];
  if (verdict === undefined) {
    return ended ?? { outcome: 'failed', lines: ['Dredd ran no transaction for it'] };
  }
  const { lines, lacksToken } = explanations.get(verdict.transaction) ?? {};
  if (verdict.outcome !== 'skipped') {
    const request = verdict.outcome === 'failed' ? { request: requestOf(verdict.transaction) } : {};
    return { outcome: verdict.outcome, lines: lines ?? verdict.message.trim().split('\n'), ...request };
  }
  if (lines) return { outcome: lacksToken ? 'not judged' : 'not provoked', lines };
  return ended ?? { outcome: 'failed', lines: ['Dredd skipped it'] };
};

const requestOf = ({ request, fullPath }: Transaction): Request => {
  const { method, body, headers } = request;
  const ours = Object.entries(headers).filter(([name]) => !/^(?:user-agent|content-length)$/i.test(name));
  return { method, path: fullPath, headers: Object.fromEntries(ours), ...(body !== '' && { body }) };
};

const runVersion = async (
  view: View,
  world: World,
  { isMock, timeout = TIMEOUT }: Target,
  endpoint: string,
  { wants = () => true, health, isByDesign }: Choice,
): Promise<Cell[]> => {
  const explanations = new Map<Transaction, Explanation>();
  const explain = (transaction: Transaction, lines: readonly string[], lacksToken = false) =>
    explanations.set(transaction, { lines, lacksToken });
  const goesOn: Wants = (operation) => wants(operation) && !health?.signal.aborted;
  const unusable = (why: string) => health?.failed(why);
  const hooks = createHooks(view, world, isMock, explain, goesOn, unusable, isByDesign);
  const answered = (why: string | undefined) =>
    why === undefined ? health?.answered() : health?.failed(why);
  const isOver = health?.signal.aborted;
  const all = isOver ? [] : await runDredd(view.file, endpoint, hooks, { timeout, answered });
  const verdicts = Map.groupBy(all, ({ transaction }) => keyOfTransaction(transaction));
  const stopped = health?.signal.aborted ? String(health.signal.reason.message) : undefined;
  return view.operations.filter(wants).flatMap(({ method, path, operationId, statuses }) =>
    statuses.map((status) => ({
      view: view.first,
      version: world.version,
      operationId,
      method,
      path,
      status,
      took: verdicts.get(keyOf(method, path, status))?.[0]?.took ?? 0,
      ...conclude(verdicts.get(keyOf(method, path, status)) ?? [], explanations, stopped),
    })),
  );
};

type Wants = (operation: Operation) => boolean;

interface Choice {
  /** Which versions of the view; its first and its last, unless others are given. */
  readonly versions?: readonly string[];
  /** Which operations; all, unless it is given. */
  readonly wants?: Wants;
  /** Whether an objection to an answer does not count. */
  readonly isByDesign?: (answer: string, objection: string) => boolean;
  /** Hears of each answer, and ends the run when there are none. */
  readonly health?: Health;
  /** Where the proxies come from, for whoever goes on with them; its own, unless it is given. */
  readonly proxies?: ReturnType<typeof keepProxy>;
}

/** Tries a view at some of its versions: directly where the target is a mock, else through the proxy. */
export const runLane = async (target: Target, view: View, choice: Choice = {}): Promise<Cell[]> => {
  const { versions = [view.first, view.last], health, proxies } = choice;
  const project = await findProject(target);
  await using own = keepProxy(target.url);
  const cells: Cell[] = [];
  for (const version of new Set(versions)) {
    const world = openWorld(target, view, version, project);
    const isDirect = target.isMock || health?.signal.aborted;
    const endpoint = isDirect ? target.url : await (proxies ?? own).of(view.file);
    try {
      cells.push(...(await runVersion(view, world, target, endpoint, choice)));
    } finally {
      await world.tidy().catch(() => {}); // What is left, the sweep finds.
    }
  }
  return cells;
};
