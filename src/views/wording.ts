/**
 * Says in Nova's words what is wrong with a request (nova/api/validation/validators.py): of all violations the one that
 * Nova would come upon first. The validator's own words never leave the process.
 */

import { reasons } from './python.ts';
import type { Schema, View } from './view.ts';
import { compareOrders, locate, type Reported, type Violation } from './violation.ts';

const LIMIT = 200;

/** At most so many code points: what a client sent may be large. */
const cut = (text: string, limit = LIMIT): string => {
  if (text.length <= limit) return text;
  const characters = [...text];
  return characters.length <= limit ? text : `${characters.slice(0, limit).join('')}…`;
};

/** A reason is cut in what it is about: what is wrong with it must be seen. */
const reasonOf = (keyword: string, value: unknown, schema: Schema, detail = ''): string => {
  const [about, wrong] = reasons[keyword]?.(value, schema, detail) ?? [keyword, ' is violated'];
  return cut(about, LIMIT - wrong.length) + wrong;
};

const shown = (value: unknown) => cut(typeof value === 'string' ? value : JSON.stringify(value ?? null));

/** The formats and patterns of a name have a sentence of their own in Nova. */
const NAME =
  "An invalid 'name' value was provided. The name must be: printable characters. Can not start or end with whitespace.";
const isBadName = ({ keyword, schema }: Violation) =>
  schema.format === 'server-group-name' && (keyword === 'pattern' || keyword === 'format');

/** The number of servers per host is a number or a string of digits: what is wrong depends on which it is. */
const ofScalar = (violation: Violation): Violation => {
  const { schema, value } = violation;
  const same = schema.anyOf?.find(({ type }) => type === (typeof value === 'string' ? 'string' : 'integer'));
  if (same === undefined) return violation;
  const { minimum, maximum } = schema.anyOf?.find((each) => each.minimum !== undefined) ?? {};
  const failed = (): string => {
    if (value === '' && same.minLength !== undefined) return 'minLength';
    if (typeof value === 'string' && !new RegExp(same.pattern ?? '', 'u').test(value)) return 'pattern';
    if (typeof value !== 'string' && !Number.isInteger(value)) return 'type';
    return Number(value) < (minimum ?? 0) ? 'minimum' : 'maximum';
  };
  const keyword = failed();
  return {
    ...violation,
    keyword,
    schema: keyword === 'type' ? schema : ({ ...same, ...{ minimum, maximum } } as Schema),
  };
};

const sentence = (violation: Violation, kind: string): string => {
  if (isBadName(violation)) return NAME;
  const { at, keyword, value, schema, detail } = violation.schema.anyOf ? ofScalar(violation) : violation;
  const reason = reasonOf(keyword, value, schema, detail);
  return at.length === 0
    ? reason
    : `Invalid input for ${kind} ${cut(at.at(-1) as string)}. Value: ${shown(value)}. ${reason}`;
};

/** A required key that is missing comes first in the legacy dialect, which has dropped the unknown ones before. */
const legacyOrder = (violation: Violation): readonly number[] =>
  violation.keyword === 'required'
    ? [...violation.order.slice(0, -1), Number.NEGATIVE_INFINITY]
    : violation.order;

/**
 * Of violations that differ by an index alone the first one: a list can have many thousand wrong values, and to look at
 * each closely would stop the service for a while.
 */
const firstOfEach = (reported: readonly Reported[]): Reported[] => {
  const found = new Map<string, { index: number; report: Reported }>();
  for (const report of reported) {
    const shape = `${report.errorCode} ${report.path.replaceAll(/\/\d+/g, '/0')}`;
    const index = Number(/\/(\d+)/.exec(report.path)?.[1] ?? 0);
    const first = found.get(shape);
    if (first === undefined || index < first.index) found.set(shape, { index, report });
  }
  return [...found.values()].map(({ report }) => report);
};

/** The sentence for a body that does not fit. */
export const bodySentence = (
  view: View,
  schema: Schema,
  body: unknown,
  reported: readonly Reported[],
  { isLegacy }: { readonly isLegacy: boolean },
): string => {
  const orderOf = (violation: Violation) => (isLegacy ? legacyOrder(violation) : violation.order);
  const [first] = firstOfEach(reported)
    .map((each) => locate(view, schema, body, each))
    .sort((a, b) => compareOrders(orderOf(a), orderOf(b)));
  return sentence(first as Violation, 'field/attribute');
};

/** The sentence for a value of a parameter that does not fit; `place` says where it stands. */
export const parameterSentence = (
  place: string,
  name: string,
  value: string,
  keyword: string,
  schema: Schema,
): string => sentence({ at: [name], keyword, value, schema, detail: '', order: [] }, place);

export const querySentence = (name: string, value: string, keyword: string, schema: Schema): string =>
  parameterSentence('query parameters', name, value, keyword, schema);

/** The sentence for query parameters that the operation does not have. */
export const unknownQuerySentence = (query: object, known: readonly string[]): string => {
  const properties = Object.fromEntries(known.map((name) => [name, {}]));
  return reasonOf('additionalProperties', query, { properties });
};
