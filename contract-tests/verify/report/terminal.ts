/** The report for a terminal: the matrix, the violations, what was not judged, and the verdict as the last line. */

import { styleText } from 'node:util';
import { isKept, type Outcome, type Verification } from '../result.ts';
import { countsText, type Finding, findingsOf, reasonsOf, verdictOf } from './summary.ts';
import { matrixLines } from './terminal-matrix.ts';
import { cut, many, moment, versionsText, visible, visibleLines } from './text.ts';

/** So many violations are told in full: more are read more easily in another report. */
const MOST_FINDINGS = 20;
/** Of what was expected, and of what came. */
const MOST_CHARACTERS = 600;

export interface TerminalOptions {
  readonly colour: boolean;
  /** In columns. */
  readonly width: number;
}

/** Puts a style on a text, or, where there are no colours, leaves it as it is. */
export type Paint = (format: Parameters<typeof styleText>[0], text: string) => string;

const painter =
  (colour: boolean): Paint =>
  (format, text) =>
    colour ? styleText(format, text, { validateStream: false }) : text;

/** Breaks a line between words; a word that is too long stays whole, so that it can be copied. */
const wrap = (text: string, width: number): string[] => {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
};

/** A text with a head before its first line, its further lines below the text. */
const hang = (head: string, text: string, width: number): string[] =>
  visibleLines(text)
    .split('\n')
    .flatMap((line) => wrap(line.replaceAll('\t', '  '), Math.max(20, width - head.length)))
    .map((line, index) => `${index === 0 ? head : ' '.repeat(head.length)}${line}`.trimEnd());

const headLines = ({ url, profile, release, run, started, isStrict }: Verification): string[] => [
  visible(`Server group API at ${url}`),
  visible(
    [
      `profile ${profile}`,
      `release ${release}`,
      `run ${run}`,
      moment(started),
      ...(isStrict ? ['strict'] : []),
    ].join(' · '),
  ),
];

const findingLines = (
  finding: Finding,
  number: number,
  tried: readonly string[],
  width: number,
  paint: Paint,
): string[] => {
  const [first = '', ...rest] = hang(`${String(number).padStart(3)}  `, finding.what, width);
  const facts = [
    ['versions', versionsText(finding.versions, tried)],
    ['expected', cut(finding.expected, MOST_CHARACTERS)],
    ['came', cut(finding.came, MOST_CHARACTERS)],
    ['place', finding.place],
  ] as const;
  return [
    '',
    ...[first, ...rest].map((line) => paint('bold', line)),
    ...facts.flatMap(([name, text]) => hang(`     ${name.padEnd(10)}`, text, width)),
    // In one line, however long, so that it can be copied.
    `     ${'repeat'.padEnd(10)}${visible(finding.curl)}`,
  ];
};

const violationLines = (verification: Verification, width: number, paint: Paint): string[] => {
  const findings = findingsOf(verification);
  if (findings.length === 0) return [];
  const more = findings.length - MOST_FINDINGS;
  return [
    '',
    paint(['bold', 'red'], many(findings.length, 'violation')),
    ...findings
      .slice(0, MOST_FINDINGS)
      .flatMap((finding, index) => findingLines(finding, index + 1, verification.versions, width, paint)),
    ...(more > 0 ? ['', `     and ${more} more, which the other reports (JUnit, JSON, HTML) tell.`] : []),
  ];
};

const reasonLines = (
  verification: Verification,
  outcome: Outcome,
  title: string,
  width: number,
  paint: Paint,
) => {
  const reasons = reasonsOf(verification, outcome);
  if (reasons.length === 0) return [];
  return [
    '',
    paint('bold', title),
    ...reasons.flatMap(({ reason, checks }) =>
      hang(`${String(checks.length).padStart(6)}  `, cut(reason, MOST_CHARACTERS), width),
    ),
  ];
};

/**
 * The report as text without a line break at its end. Nothing that the server sent can steer the terminal.
 *
 * Only curl lines, and words without a place to break them, are longer than the width.
 */
export const terminalReport = (verification: Verification, { colour, width }: TerminalOptions): string => {
  const paint = painter(colour);
  const verdict = `${verdictOf(verification)}. ${countsText(verification)}.`;
  return [
    ...headLines(verification),
    ...matrixLines(verification, width, paint),
    ...violationLines(verification, width, paint),
    ...reasonLines(verification, 'not judged', 'Not judged', width, paint),
    ...reasonLines(verification, 'left out', 'Left out', width, paint),
    '',
    paint(['bold', isKept(verification) ? 'green' : 'red'], verdict),
  ].join('\n');
};
