/** Bodies made from a valid one, with something else in some place. */

import { type Draft, withBody } from '../draft.ts';
import type { Random } from '../random.ts';
import { TEXTS } from './tactic.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Where in a body something is altered, as the text of the example with a hole in it. */
const holesOf = ({ example }: Draft): readonly string[] => {
  const body = JSON.stringify(example);
  const values = [...body.matchAll(/"[^"]*"(?!:)|\[[^\]]*\]|\{.*\}|[0-9]+/g)];
  return [
    '\u0000',
    ...values.map(
      ({ 0: value, index }) => `${body.slice(0, index)}\u0000${body.slice(index + value.length)}`,
    ),
  ];
};

/** The example with a piece of JSON, which need not be any, in place of some value. */
export const filled = (draft: Draft, random: Random, piece: string): Draft =>
  withBody(
    draft,
    random.pick(holesOf(draft)).replace('\u0000', () => piece),
  );

/** The example with members more in some object; `more` is `"key":value`, perhaps several. */
export const extended = (draft: Draft, random: Random, more: string): Draft => {
  const body = JSON.stringify(draft.example);
  const braces = [...body.matchAll(/[{}]/g)];
  const { 0: brace, index } = random.pick(braces);
  const text =
    brace === '{'
      ? `${body.slice(0, index + 1)}${more},${body.slice(index + 1)}`
      : `${body.slice(0, index)},${more}${body.slice(index)}`;
  // Behind an empty object's brace no comma may stand.
  return withBody(draft, text.replaceAll(',}', '}').replaceAll('{,', '{'));
};

export const anyJson = (random: Random, depth = 0): Json => {
  const leaves: readonly Json[] = [null, true, false, 0, -1, 1.5, 2 ** 53, 1e21, random.pick(TEXTS)];
  if (depth === 4 || random.once(2)) return random.pick(leaves);
  const inner = Array.from({ length: random.int(4) }, () => anyJson(random, depth + 1));
  return random.once(2)
    ? inner
    : Object.fromEntries(inner.map((each) => [random.pick(TEXTS).slice(0, 300), each]));
};
