/** The matrix operation × status × version, out of what lane A tried and what lane B came upon. */

import type { Exchange } from '../cases/world.ts';
import type { Cell as Tried } from '../lane-a/lane.ts';
import type { Cell, Check } from './result.ts';

const keyOf = (operationId: string, status: string, version: string) => `${operationId} ${status} ${version}`;

/** What lane A says of a field, which lane B may fill where lane A could not provoke it. */
export const createMatrix = () => {
  const cells = new Map<string, Cell>();
  return {
    /** A field that lane A has tried; lane B comes after it. */
    addTried: ({ operationId, method, path, status, version }: Tried, { outcome, ...check }: Check) => {
      const cell = { operationId, method, path, status, version, outcome };
      const reason = check.reason ?? check.violation?.came.split('\n', 1)[0];
      cells.set(keyOf(operationId, status, version), reason === undefined ? cell : { ...cell, reason });
    },
    /** An answer that lane B has come upon. */
    addSeen: ({ route, version, answer, objections }: Exchange) => {
      if (route === undefined || version === undefined) return;
      const { operationId, method, path } = route;
      const status = String(answer.status);
      const key = keyOf(operationId, status, version);
      if (cells.get(key)?.outcome === 'broken') return;
      const cell = { operationId, method, path, status, version } as const;
      const [reason] = objections;
      cells.set(
        key,
        reason === undefined ? { ...cell, outcome: 'kept' } : { ...cell, outcome: 'broken', reason },
      );
    },
    cells: (): Cell[] => [...cells.values()],
  };
};
