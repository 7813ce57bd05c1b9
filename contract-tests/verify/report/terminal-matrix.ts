/** The matrix for a terminal: a character for each version, as narrow as it can be without saying less. */

import type { Outcome, Verification } from '../result.ts';
import { type Field, type Matrix, matrixOf, type Row } from './matrix.ts';
import type { Paint } from './terminal.ts';
import { visible } from './text.ts';

const SIGNS: Readonly<Record<Outcome, { readonly sign: string; readonly style: Parameters<Paint>[0] }>> = {
  kept: { sign: '✓', style: 'green' },
  broken: { sign: '✗', style: ['bold', 'red'] },
  'not judged': { sign: '·', style: 'yellow' },
  'left out': { sign: '–', style: 'cyan' },
};

const GAP = 2;
/** Room for a status. */
const NARROW = 3;

interface Column {
  readonly index: number;
  readonly name: string;
  /** Each of its fields says the same of all its versions, so that one character is enough. */
  readonly isEven: boolean;
  readonly width: number;
}

const isEven = ({ marks }: Field): boolean => new Set(marks.map(({ outcome }) => outcome)).size <= 1;

const columnsOf = ({ columns, rows, versions }: Matrix): Column[] =>
  columns.map((name, index) => {
    const even = rows.every(({ fields }) => isEven(fields[index] as Field));
    return {
      index,
      name,
      isEven: even,
      width: Math.max(NARROW, visible(name).length, even ? 1 : versions.length),
    };
  });

/** Columns side by side as far as they fit; a column that is too wide stands alone. */
const blocksOf = (columns: readonly Column[], room: number): Column[][] => {
  const blocks: Column[][] = [];
  let left = 0;
  for (const column of columns) {
    if (blocks.length === 0 || column.width + GAP > left) {
      blocks.push([]);
      left = room;
    }
    blocks.at(-1)?.push(column);
    left -= column.width + GAP;
  }
  return blocks;
};

const fieldText = ({ marks }: Field, column: Column, versions: readonly string[], paint: Paint): string => {
  const shown = column.isEven
    ? marks.slice(0, 1)
    : versions.map((version) => marks.find((mark) => mark.version === version));
  const signs = shown.map((mark) => {
    if (mark === undefined) return ' ';
    const { sign, style } = SIGNS[mark.outcome];
    return paint(style, sign);
  });
  return signs.join('') + ' '.repeat(column.width - shown.length);
};

const blockLines = (
  columns: readonly Column[],
  matrix: Matrix,
  nameWidth: number,
  paint: Paint,
): string[] => {
  const line = (name: string, fieldOf: (column: Column) => string) =>
    [name.padEnd(nameWidth), ...columns.map(fieldOf)].join(' '.repeat(GAP)).trimEnd();
  const rowLine = ({ operationId, fields }: Row) =>
    line(visible(operationId), (column) =>
      fieldText(fields[column.index] as Field, column, matrix.versions, paint),
    );
  const head = line('', ({ name, width }) => visible(name).padEnd(width));
  return ['', paint('bold', head), ...matrix.rows.map(rowLine)];
};

const legendLines = (verification: Verification, columns: readonly Column[]): string[] => {
  const signs = Object.entries(SIGNS).map(([outcome, { sign }]) => `${sign} ${outcome}`);
  return [
    '',
    `${signs.join('   ')}   blank: not documented`,
    visible(`Versions: ${verification.versions.join(' ')}`),
    columns.every((column) => column.isEven)
      ? 'One sign stands for all of them.'
      : 'A sign for each, in this order; in a narrow column one sign stands for all.',
  ];
};

/** The matrix and its legend; nothing where lane A was not run. */
export const matrixLines = (verification: Verification, width: number, paint: Paint): string[] => {
  const matrix = matrixOf(verification);
  if (matrix.rows.length === 0) return [];
  const nameWidth = Math.max(...matrix.rows.map(({ operationId }) => visible(operationId).length));
  const columns = columnsOf(matrix);
  return [
    ...blocksOf(columns, width - nameWidth).flatMap((block) => blockLines(block, matrix, nameWidth, paint)),
    ...legendLines(verification, columns),
  ];
};
