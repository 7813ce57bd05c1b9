/** Holds what came out against what was expected. */

import { isObject, type Json } from '../generate/document.ts';
import type { Case, Pattern } from './cases/case.ts';
import type { Seen } from './script.ts';

const text = (value: unknown): string =>
  value instanceof RegExp ? `a text like ${value}` : value === undefined ? 'nothing' : JSON.stringify(value);

const valueAt = (results: readonly Json[], reference: string): Json | undefined => {
  const [, number, key] = /^\$(\d+)(?:\.(\w+))?$/.exec(reference) ?? [];
  const value = results[Number(number)];
  return key === undefined ? value : isObject(value) ? value[key] : undefined;
};

/** A copy in which `$0.id` is the id of what the first step gave, and `$0` all of it. */
export const filled = <Value>(value: Value, results: readonly Json[]): Value => {
  if (typeof value === 'string' && /^\$\d/.test(value)) return valueAt(results, value) as Value;
  if (Array.isArray(value)) return value.map((each) => filled(each, results)) as Value;
  if (typeof value !== 'object' || value === null || value instanceof RegExp) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, filled(each, results)]),
  ) as Value;
};

/** The differences, a sentence each; none if all is as expected. */
export const differences = (expected: Pattern | undefined, got: Json | undefined, at = ''): string[] => {
  const differ = [`${at === '' ? '' : `${at}: `}expected ${text(expected)}, got ${text(got)}`];
  if (expected instanceof RegExp)
    return ['string', 'number'].includes(typeof got) && expected.test(String(got)) ? [] : differ;
  if (typeof expected !== 'object' || expected === null) return expected === got ? [] : differ;
  if (typeof got !== 'object' || got === null || Array.isArray(expected) !== Array.isArray(got))
    return differ;
  const [one, other] = [expected, got] as unknown as [Record<string, Pattern>, Record<string, Json>];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((key) =>
    differences(one[key], other[key], at === '' ? key : `${at}.${key}`),
  );
};

const ofRequest = (
  { sees = [], below = '' }: Case,
  seen: readonly Seen[],
  index: number,
  base: string,
  agent: string,
): string[] => {
  const [expected, got] = [sees[index], seen[index]];
  if (expected === undefined || got === undefined)
    return [
      `expected ${sees.length} requests, got ${seen.length}: ${text(seen.map(({ method, path }) => `${method} ${path}`))}`,
    ];
  const { method, path, query = {}, headers = {}, body, after = 0 } = expected;
  const since = (got.at - (seen[index - 1]?.at ?? 0)) / 1000;
  return [
    ...differences(method, got.method, 'method'),
    ...differences(below.replace(/\/$/, '') + base + path, got.path, 'path'),
    ...differences(query, got.query, 'query'),
    ...Object.entries(headers).flatMap(([name, value]) =>
      differences(
        typeof value === 'string' ? value.replace('$agent', agent) : (value ?? undefined),
        got.headers[name],
        `header ${name}`,
      ),
    ),
    ...(body === undefined ? [] : differences(body, got.body, 'body')),
    ...(since < after - 0.05 ? [`came after ${since.toFixed(2)} s, expected ${after} s at least`] : []),
  ];
};

const ofHeaders = ({ same = [], distinct = [] }: Case, seen: readonly Seen[]): string[] => {
  const count = (name: string) => new Set(seen.map(({ headers }) => headers[name])).size;
  return [
    ...same
      .filter((name) => count(name) !== 1)
      .map((name) => `expected the same header ${name} in all requests, got ${count(name)} of them`),
    ...distinct
      .filter((name) => count(name) !== seen.length)
      .map((name) => `expected another header ${name} in each request, got ${count(name)} in ${seen.length}`),
  ];
};

/**
 * What is wrong with the requests that a scripted server has seen.
 *
 * @param base what each path begins with
 */
export const requestDifferences = (
  tried: Case,
  seen: readonly Seen[],
  base: string,
  agent: string,
): string[] => {
  const count = Math.max(tried.sees?.length ?? 0, seen.length);
  const each = Array.from({ length: count }, (_, index) =>
    ofRequest(tried, seen, index, base, agent).map((problem) => `request ${index + 1}: ${problem}`),
  );
  return [...each.flat(), ...ofHeaders(tried, seen)];
};
