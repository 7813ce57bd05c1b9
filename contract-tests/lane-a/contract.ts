/** The whole of lane A: which servers are tried, and the report. */

import { startMock } from '../../scripts/mock/mock.ts';
import { startService } from '../service.ts';
import type { View } from '../views.ts';
import type { Server } from '../world.ts';
import { type Cell, runLane, type Target } from './lane.ts';

/** Which servers are tried. */
export interface Choice {
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
  `${countOf(cells, 'passed')} passed, ${countOf(cells, 'failed')} failed, ${countOf(cells, 'not provoked')} not provoked`;

/** A failed cell: where it is, and what is wrong there, a line each. */
export const failureLines = ({ version, method, path, status, lines }: Cell, name: string): string[] => [
  `FAILED  ${name}  ${version}  ${method} ${path}  ${status}`,
  ...lines.map((line) => `        ${line}`),
];

/** Why cells were not provoked, each reason once. */
const reasonLines = (cells: readonly Cell[]): string[] => {
  const reasons = Map.groupBy(
    cells.filter(({ outcome }) => outcome === 'not provoked'),
    ({ status, lines }) => `${status}: ${lines.join('; ')}`,
  );
  return [...reasons].map(([reason, some]) => `not provoked  ${some.length} × ${reason}`);
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
        const cells = await runLane(target, view);
        const versions = [...new Set([view.first, view.last])].join(', ');
        report(
          `${`view ${view.first} (${versions})`.padEnd(26)}  ${target.name.padEnd(7)}  ${summary(cells)}`,
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
