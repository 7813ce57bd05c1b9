/** The two lanes of a verification at one version. */

import { cases } from '../cases/all.ts';
import type { Server } from '../cases/case.ts';
import type { Transport } from '../cases/transport.ts';
import type { Health } from '../health.ts';
import { type Cell, runLane } from '../lane-a/lane.ts';
import type { keepProxy } from '../lane-a/proxy.ts';
import { readViews } from '../views.ts';
import { wantsCase, wantsOperation } from './choice.ts';
import { curlOf } from './curl.ts';
import { tryCase } from './lane-b.ts';
import type { createMatrix } from './matrix.ts';
import type { Options } from './options.ts';
import { isTriedAt, type Tried } from './plan.ts';
import { designOf, type Profile } from './profile.ts';
import type { Check, Outcome } from './result.ts';

/** What a verification works with. */
export interface Run {
  readonly options: Options;
  readonly profile: Profile;
  readonly server: Server;
  readonly health: Health;
  readonly matrix: ReturnType<typeof createMatrix>;
  readonly transport: Transport;
  readonly proxies: ReturnType<typeof keepProxy>;
  readonly say: (line: string) => void;
}

const OUTCOMES: Readonly<Record<Cell['outcome'], Outcome>> = {
  passed: 'kept',
  failed: 'broken',
  'not judged': 'not judged',
  'not provoked': 'left out',
};

const checkOf = (cell: Cell, { options: { url, tokens }, profile }: Run): Check => {
  const { view, version, method, path, status, lines, request } = cell;
  const id = `A/${method} ${path}/${status}`;
  const what = `${method} ${path} is answered with ${status} as documented`;
  const design = designOf(profile, id, version);
  const outcome = design === undefined ? OUTCOMES[cell.outcome] : 'left out';
  const common = { id, lane: 'A', what, version, took: cell.took, outcome } as const;
  if (outcome === 'kept') return common;
  if (outcome !== 'broken') return { ...common, reason: design ?? lines.join('; ') };
  return {
    ...common,
    violation: {
      expected: what,
      came: lines.join('\n'),
      place: `generated/views/${view}.json#/paths/${path.replaceAll('/', '~1')}/${method.toLowerCase()}/responses/${status}`,
      curl: request === undefined ? '' : curlOf(url, tokens, request),
    },
  };
};

/** `lane A  2.64    206 kept, 0 broken`. */
const summaryOf = (lane: string, version: string, checks: readonly Check[]): string => {
  const of = (outcome: Outcome) => checks.filter((check) => check.outcome === outcome).length;
  const rest = (['not judged', 'left out'] as const).filter((outcome) => of(outcome) > 0);
  const parts = (['kept', 'broken', ...rest] as const).map((outcome) => `${of(outcome)} ${outcome}`);
  return `lane ${lane}  ${version.padEnd(6)}  ${parts.join(', ')}`;
};

/** Lane A: each documented status of each operation, by Dredd through Prism's proxy. */
export const runLaneA = async (run: Run, { version, view: first }: Tried): Promise<Check[]> => {
  const { options, profile, server, health, matrix, proxies, say } = run;
  const { url, timeout, tokens } = options;
  const view = readViews().find((each) => each.first === first);
  const wants = ({ operationId }: { readonly operationId: string }) =>
    wantsOperation(options, profile, operationId);
  if (view === undefined || !view.operations.some(wants)) return [];
  const target = {
    name: url,
    isMock: false,
    url,
    token: tokens.member ?? '',
    noRoleToken: tokens.noRole,
    adminToken: tokens.admin,
    timeout,
    project: server.project,
  };
  const { isByDesign = () => false } = server;
  const cells = await runLane(target, view, { versions: [version], wants, health, proxies, isByDesign });
  const checks = cells.map((cell) => {
    const check = checkOf(cell, run);
    matrix.addTried(cell, check);
    return check;
  });
  say(summaryOf('A', version, checks));
  return checks;
};

/** Lane B: the cases, over plain HTTP. */
export const runLaneB = async (run: Run, tried: Tried): Promise<Check[]> => {
  const { options, profile, matrix, say } = run;
  const checks: Check[] = [];
  const lane = {
    ...run,
    designOf: (id: string, version: string) => designOf(profile, id, version),
    observe: matrix.addSeen,
  };
  for (const one of cases) {
    if (!isTriedAt(one, tried) || !wantsCase(options, profile, one, tried)) continue;
    checks.push(await tryCase(one, tried, lane));
  }
  if (checks.length > 0) say(summaryOf('B', tried.version, checks));
  return checks;
};
