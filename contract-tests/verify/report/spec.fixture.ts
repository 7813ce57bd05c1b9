/** The fields of the matrix that the spec asks for, as it is today. */

import { ranges, readView } from '../../../src/views/view.ts';
import type { Cell } from '../result.ts';

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, unknown>>;
}
type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

export const versionsOfSpec: readonly string[] = [
  ...new Set(ranges.flatMap(({ first, last }) => [first, last])),
];

const cellsAt = (version: string, paths: Paths): Cell[] =>
  Object.entries(paths).flatMap(([path, pathItem]) =>
    ['get', 'post', 'put', 'delete'].flatMap((method) => {
      const { operationId = '', responses = {} } = pathItem[method] ?? {};
      return Object.keys(responses).map((status): Cell => {
        return { operationId, method: method.toUpperCase(), path, status, version, outcome: 'kept' };
      });
    }),
  );

export const cellsOfSpec: readonly Cell[] = ranges.flatMap(({ first, last }) =>
  [...new Set([first, last])].flatMap((version) =>
    cellsAt(version, readView(first).paths as unknown as Paths),
  ),
);
