/** The whole of lane A: which servers are tried, and the report. */

import { startMock } from '../../scripts/mock/mock.ts';
import { startService } from '../service.ts';
import type { View } from '../views.ts';
import type { Server } from '../world.ts';
import { type Cell, runLane, type Target } from './lane.ts';

/** Which servers are tried, and at which versions. */
export interface Choice {
  /** Each view at its first version only, and not at its last. */
  readonly firstOnly: boolean;
  readonly mock: boolean;
  /** The service of this checkout. */
  readonly service: boolean;
  /** One that runs already. */
  readonly other?: Server | undefined;
}

interface Running {
  readonly target: Target;
  close(): Promise<void>;
}

const startTargets = async ({ mock, service, other }: Choice): Promise<Running[]> => {
  const running: Running[] = [];
  if (mock) {
    const { url, close } = await startMock({ port: 0, log: () => {} });
    const any = { token: 'any', noRoleToken: 'any', adminToken: 'any' };
    running.push({ target: { name: 'mock', isMock: true, url, ...any }, close });
  }
  if (service) {
    const { url, tokens, close } = await startService();
    const { member: token, noRole: noRoleToken, admin: adminToken } = tokens;
    running.push({ target: { name: 'service', isMock: false, url, token, noRoleToken, adminToken }, close });
  }
  if (other !== undefined) {
    running.push({ target: { name: other.url, isMock: false, ...other }, close: async () => {} });
  }
  return running;
};

const countOf = (cells: readonly Cell[], wanted: Cell['outcome']): number =>
  cells.filter(({ outcome }) => outcome === wanted).length;

const summary = (cells: readonly Cell[]): string =>
  `${countOf(cells, 'passed')} passed, ${countOf(cells, 'failed')} failed, ${countOf(cells, 'not provoked')} not provoked, ${countOf(cells, 'not judged')} not judged`;

/** A failed cell: where it is, and what is wrong there, a line each. */
export const failureLines = ({ version, method, path, status, lines }: Cell, name: string): string[] => [
  `FAILED  ${name}  ${version}  ${method} ${path}  ${status}`,
  ...lines.map((line) => `        ${line}`),
];

/** Why cells were neither passed nor failed, each reason once. */
const reasonLines = (cells: readonly Cell[]): string[] => {
  const reasons = Map.groupBy(
    cells.filter(({ outcome }) => outcome === 'not provoked' || outcome === 'not judged'),
    ({ status, lines, outcome }) => `${outcome}  ${status}: ${lines.join('; ')}`,
  );
  return [...reasons].map(([reason, some]) => `${some.length} × ${reason}`);
};

/** Tries the views on the chosen servers, and reports line by line; true if all is as documented. */
export const runContract = async (
  views: readonly View[],
  choice: Choice,
  report: (line: string) => void,
): Promise<boolean> => {
  const all: Cell[] = [];
  const running = await startTargets(choice);
  try {
    for (const view of views) {
      for (const { target } of running) {
        const versions = choice.firstOnly ? [view.first] : [...new Set([view.first, view.last])];
        const cells = await runLane(target, view, { versions });
        report(
          `${`view ${view.first} (${versions.join(', ')})`.padEnd(26)}  ${target.name.padEnd(7)}  ${summary(cells)}`,
        );
        for (const cell of cells.filter(({ outcome }) => outcome === 'failed')) {
          for (const line of failureLines(cell, target.name)) report(line);
        }
        all.push(...cells);
      }
    }
  } finally {
    await Promise.all(running.map(({ close }) => close()));
  }
  for (const line of reasonLines(all)) report(line);
  report(`total  ${summary(all)}`);
  return countOf(all, 'failed') === 0 && all.length > 0;
};
