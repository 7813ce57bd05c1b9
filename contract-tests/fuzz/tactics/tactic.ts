/** What a tactic is: a way to make a hostile request out of a valid one. */

import type { Documented } from '../documents.ts';
import type { Draft, Target } from '../draft.ts';
import type { Random } from '../random.ts';

export interface Tactic {
  readonly name: string;
  readonly weight: number;
  /** On which operations it is tried; on all, if it is left out. */
  takes?(each: Documented): boolean;
  alter(draft: Draft, random: Random, target: Target): Draft;
}

export const takesBody = ({ bodies }: Documented): boolean => bodies.length > 0;
export const takesNoBody = ({ bodies }: Documented): boolean => bodies.length === 0;
export const namesGroup = ({ operation }: Documented): boolean =>
  operation.path.includes('{server_group_id}');
export const namesServer = ({ operation }: Documented): boolean => operation.path.endsWith('{server_id}');

/** Texts that upset programs: what they take for a number, a path, a template or a name of their own, and odd characters. */
export const TEXTS: readonly string[] = [
  '',
  ' ',
  'x',
  '0',
  '-1',
  '1e3',
  '0x10',
  'null',
  'True',
  'NaN',
  "'",
  '"',
  '\\',
  '`',
  '{{7*7}}',
  '$' + '{x}',
  "' OR 1=1 --",
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '%00',
  '\u0000',
  'a\u0000b',
  '\n',
  '\r\nX-Injected: 1',
  '\u007f',
  '\u0085',
  '\u00ad',
  '\u200b',
  '\u202e',
  '\u2028',
  '\ufeff',
  '\uffff',
  '\u{1f600}',
  '\u{e0001}',
  '\u{10ffff}',
  'e\u0301'.repeat(200),
  '\u{1f600}'.repeat(256),
  'a'.repeat(256),
  'a'.repeat(100_000),
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '9'.repeat(400),
];

/** A text as bytes of a header, without what would end the line. */
export const inHeader = (text: string) =>
  Buffer.from(text.slice(0, 3000))
    .toString('latin1')
    .replaceAll(/[\r\n]/g, ' ');
