/** A profile in words, for the page on profiles. */

import type { Traits } from '../cases/traits.ts';
import type { Difference, Profile } from './profile.ts';

const code = (patterns: readonly string[]): string =>
  // A bar would end the field of a table.
  patterns.map((pattern) => `\`${pattern.replaceAll('|', '\\|')}\``).join(', ');

const versionsOf = ({ since, before }: Difference): string =>
  [since && `since ${since}`, before && `before ${before}`].filter(Boolean).join(', ') || 'all';

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((fields) => `| ${fields.join(' | ')} |`).join('\n');

/** What is judged in a way that is theirs, by trait. */
const TRAITS: { readonly [Name in keyof Traits]: Readonly<Partial<Record<Traits[Name], string>>> } = {
  messages: {
    library:
      'Of a value that is wrong, a message names the field; how it shows the value and the reason is up to them.',
    free: 'A refusal has the right status and form; its words, and below `/v1` its code, are up to them.',
  },
  form: {
    loose: 'Keys may be in any order, and an answer without a body may name a type and a length.',
    gateway:
      'Keys may be in any order, an answer without a body may name a type and a length, and a gateway may give requests its own ids and refuse tokens in its own form.',
  },
  nowhere: {
    pages:
      'A path or a method that there is not is 404, and outside of a version 300; that and 413 may be a page for people.',
  },
  softPolicies: { '2.15': 'The soft policies are taken since 2.15, and refused before.' },
};

const traitsIn = (traits: Traits): string[] =>
  (Object.keys(TRAITS) as (keyof Traits)[]).flatMap((name) => {
    const said = (TRAITS[name] as Readonly<Record<string, string>>)[traits[name]];
    return said === undefined ? [] : `- ${said}`;
  });

/** The part of the page on a profile: what is left out, and what is not held against answers. */
export const describeProfile = ({ name, what, lacks, traits, differences, liberties }: Profile): string => {
  const parts = [`## \`${name}\``, `For ${what}.`];
  if (lacks.length > 0) parts.push(`Not tried are the operations ${code(lacks)}, which they do not have.`);
  const own = traitsIn(traits);
  if (own.length > 0) parts.push(`Judged in their own way:\n\n${own.join('\n')}`);
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
