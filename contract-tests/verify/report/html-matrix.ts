/** The matrix of the page: a square for each version. */

import { STATUS_CODES } from 'node:http';
import type { Outcome, Verification } from '../result.ts';
import { type Markup, markup, NOTHING } from './markup.ts';
import { type Field, type Mark, matrixOf, type Row } from './matrix.ts';
import { type Finding, OUTCOMES } from './summary.ts';
import { versionsText } from './text.ts';

/** Names of classes, and the words of the filter. */
export const CLASSES: Readonly<Record<Outcome, string>> = {
  kept: 'kept',
  broken: 'broken',
  'not judged': 'open',
  'left out': 'design',
};

/** What the filter asks an element for: its versions, each with what came of it there. */
export const marksAttribute = (
  marks: Iterable<{ readonly version: string; readonly outcome: Outcome }>,
): string =>
  [...new Set([...marks].map(({ version, outcome }) => `${version}=${CLASSES[outcome]}`))].join(' ');

/** Where a violation that was told once stands: the id of its check → the id of its card. */
export type Anchors = ReadonlyMap<string, string>;

export const anchorsOf = (findings: readonly Finding[]): Anchors =>
  // The first of several with the same check wins, so the last is put in first.
  new Map(findings.map(({ id }, index) => [id, `violation-${index + 1}`] as const).toReversed());

const detailsOf = ({ outcome, cells }: Mark): string[] =>
  cells
    .filter((cell) => cell.outcome === outcome)
    .map(({ method, path, status, reason }) => `${method} ${path} ${status}${reason ? `: ${reason}` : ''}`);

const square = (mark: Mark | undefined): Markup => {
  if (mark === undefined) return markup`<i></i>`;
  const { version, outcome } = mark;
  const details = outcome === 'kept' ? [] : detailsOf(mark);
  const title = [`${version}: ${outcome}`, ...details].join('\n');
  return markup`<i class="${CLASSES[outcome]}" data-version="${version}" title="${title}"></i>`;
};

/** `broken at 2.64, 2.74; kept at 2.0 to 2.63`, for those who do not see the squares. */
const inWords = ({ marks }: Field, versions: readonly string[]): string =>
  OUTCOMES.toReversed()
    .flatMap((outcome) => {
      const its = marks.filter((mark) => mark.outcome === outcome).map(({ version }) => version);
      return its.length === 0 ? [] : `${outcome} at ${versionsText(its, versions)}`;
    })
    .join('; ');

/** The card of what is wrong there: lane A names its checks by method, path and status. */
const anchorOf = ({ marks }: Field, anchors: Anchors): string | undefined =>
  marks
    .filter(({ outcome }) => outcome === 'broken')
    .flatMap(({ cells }) => cells)
    .map(({ method, path, status }) => anchors.get(`A/${method} ${path}/${status}`))
    .find((anchor) => anchor !== undefined);

const fieldOf = (field: Field, versions: readonly string[], anchors: Anchors): Markup => {
  if (field.marks.length === 0) return markup`<td></td>`;
  const squares = versions.map((version) => square(field.marks.find((mark) => mark.version === version)));
  const words = inWords(field, versions);
  const anchor = anchorOf(field, anchors);
  return anchor === undefined
    ? markup`<td><span class="squares" role="img" aria-label="${words}">${squares}</span></td>`
    : markup`<td><a class="squares" href="#${anchor}" aria-label="${words}">${squares}</a></td>`;
};

/** Lets a browser break a name before its words, a path before its parts. */
const breakable = (text: string): readonly Markup[] =>
  text.split(/(?<=[a-z])(?=[A-Z])|(?<=[^\s/])(?=\/)|(?<=-)/).map((part) => markup`${part}<wbr>`);

const rowOf = (row: Row, versions: readonly string[], anchors: Anchors): Markup => {
  const { operationId, method, path, paths, fields } = row;
  const marks = marksAttribute(fields.flatMap((field) => field.marks));
  return markup`<tr data-marks="${marks}" data-kind="operation">
<th scope="row"><span class="operation">${breakable(operationId)}</span> <code title="${paths.join('\n')}">${method} ${breakable(path)}</code></th>
${fields.map((field) => fieldOf(field, versions, anchors))}
</tr>
`;
};

const headOf = (column: string): Markup =>
  markup`<th scope="col"><abbr title="${column === '2xx' ? 'The success of the operation' : (STATUS_CODES[column] ?? '')}">${column}</abbr></th>`;

const legendOf = (versions: readonly string[]): Markup => markup`<div class="legend">
<ul>${OUTCOMES.map((outcome) => markup`<li><i class="${CLASSES[outcome]}"></i> ${outcome}</li>`)}<li><i></i> not documented</li></ul>
<p>In each field a square for each version, in this order: <span class="order">${versions.map((version) => markup`<b>${version}</b> `)}</span></p>
</div>`;

/** The section with the matrix; nothing where lane A was not run. */
export const matrixSection = (verification: Verification, findings: readonly Finding[]): Markup => {
  const { rows, columns, versions } = matrixOf(verification);
  if (rows.length === 0) return NOTHING;
  const anchors = anchorsOf(findings);
  return markup`<section aria-labelledby="matrix">
<h2 id="matrix">Operations and statuses</h2>
${legendOf(versions)}
<div class="scroll" role="region" tabindex="0" aria-labelledby="matrix">
<table class="matrix">
<thead><tr><th scope="col">Operation</th>${columns.map(headOf)}</tr></thead>
<tbody>
${rows.map((row) => rowOf(row, versions, anchors))}</tbody>
</table>
</div>
<p class="none" hidden>No operation is as the filter asks.</p>
</section>`;
};
