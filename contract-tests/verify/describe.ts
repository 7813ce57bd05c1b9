/** A profile in words, for the page on profiles. */

import type { Difference, Profile } from './profile.ts';

const code = (patterns: readonly string[]): string =>
  // A bar would end the field of a table.
  patterns.map((pattern) => `\`${pattern.replaceAll('|', '\\|')}\``).join(', ');

const versionsOf = ({ since, before }: Difference): string =>
  [since && `since ${since}`, before && `before ${before}`].filter(Boolean).join(', ') || 'all';

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((fields) => `| ${fields.join(' | ')} |`).join('\n');

/** The part of the page on a profile: what is left out, and what is not held against answers. */
export const describeProfile = ({ name, what, lacks, differences, liberties }: Profile): string => {
  const parts = [`## \`${name}\``, `For ${what}.`];
  if (lacks.length > 0) parts.push(`Not tried are the operations ${code(lacks)}, which they do not have.`);
  if (differences.length === 0) parts.push('Everything is tried, and everything counts.');
  if (differences.length > 0) {
    const rows = differences.map((row) => {
      const but = row.but === undefined ? '' : ` but ${code(row.but)}`;
      return [row.reason, `${code(row.checks)}${but}`, versionsOf(row)];
    });
    parts.push(table(['what they do', 'checks that are left out', 'versions'], rows));
  }
  if (liberties.length > 0) {
    const rows = liberties.map(({ answers, objections, reason }) => [
      reason,
      code(answers),
      code(objections),
    ]);
    parts.push(table(['what does not count', 'in answers', 'objections'], rows));
  }
  return parts.join('\n\n');
};
