/** The matrix operation × status × version: what lies below several prefixes in one row, all successes in one column. */

import type { Cell, Outcome, Verification } from '../result.ts';

/** What the several paths of one operation come to: the first of these that any of them has. */
const WORST_FIRST = ['broken', 'not judged', 'left out', 'kept'] as const satisfies readonly Outcome[];

/** Operation ids end in the suffix of their prefix: `showServerGroupLegacyUnscoped`, `showVersionSlash`. */
const SUFFIX = /(?<=.)(Legacy)?(Unscoped|Slash)?$/;

const PREFIX = /^\/(v2\.1|v2|v1)(\/\{project_id\})?(?=\/|$)/;

/** What is known of an operation and a status at one version. */
export interface Mark {
  readonly version: string;
  readonly outcome: Outcome;
  /** Those of all paths, of which at least one has this outcome. */
  readonly cells: readonly Cell[];
}

export interface Field {
  readonly column: string;
  /** One for each version at which the status is documented, the oldest first. */
  readonly marks: readonly Mark[];
}

export interface Row {
  /** Without the suffix of a prefix. */
  readonly operationId: string;
  readonly method: string;
  /** Without its prefix where it has several, such as `/os-server-groups`; all of them where nothing else is in it. */
  readonly path: string;
  /** All of them, as in the spec. */
  readonly paths: readonly string[];
  /** One for each column, in the same order. */
  readonly fields: readonly Field[];
}

export interface Matrix {
  readonly columns: readonly string[];
  readonly versions: readonly string[];
  readonly rows: readonly Row[];
}

const baseOf = ({ operationId }: Cell): string => operationId.replace(SUFFIX, '');

/** An operation has one success; which one, 200 or 204, is of less interest than that all stand below each other. */
const columnOf = ({ status }: Cell): string => (/^2\d\d$/.test(status) ? '2xx' : status);

const markOf = (version: string, cells: readonly Cell[]): Mark => ({
  version,
  outcome: WORST_FIRST.find((outcome) => cells.some((cell) => cell.outcome === outcome)) ?? 'not judged',
  cells,
});

const rowOf = (
  operationId: string,
  cells: readonly Cell[],
  columns: readonly string[],
  versions: readonly string[],
): Row => {
  const paths = [...new Set(cells.map(({ path }) => path))];
  const [path = ''] = paths;
  const byColumn = Map.groupBy(cells, columnOf);
  return {
    operationId,
    method: cells[0]?.method ?? '',
    path: paths.length === 1 ? path : path.replace(PREFIX, '') || paths.join(', '),
    paths,
    fields: columns.map((column) => {
      const byVersion = Map.groupBy(byColumn.get(column) ?? [], ({ version }) => version);
      return {
        column,
        marks: versions.flatMap((version) => {
          const its = byVersion.get(version);
          return its === undefined ? [] : [markOf(version, its)];
        }),
      };
    }),
  };
};

/** Operations in the order of the cells, statuses and versions in ascending order. */
export const matrixOf = ({ cells, versions }: Verification): Matrix => {
  const columns = [...new Set(cells.map(columnOf))].sort();
  const rows = [...Map.groupBy(cells, baseOf)].map(([base, its]) => rowOf(base, its, columns, versions));
  return { columns, versions, rows };
};
