/** Microversions as the spec writes them ("2.64"), and the ranges of `x-openstack`. */

import { isObject, type Json, type JsonObject, mapObjects } from './document.ts';

export interface Range {
  readonly first: string;
  readonly last: string;
}

/** The dialect of before the microversions, in their terms. */
export const LEGACY = '2.0';

export const minor = (version: Json | undefined): number => {
  const digits = /^2\.(0|[1-9][0-9]*)$/.exec(typeof version === 'string' ? version : '')?.[1];
  if (digits === undefined) {
    throw new Error(`${JSON.stringify(version)} is not a microversion: write it in quotes, such as "2.13"`);
  }
  return Number(digits);
};

const named = (number: number) => `2.${number}`;

/** Whether something with this `x-openstack` (or none) exists in a version. */
export const existsAt = (bounds: Json | undefined, version: string): boolean => {
  if (!isObject(bounds)) return true;
  const { 'min-ver': first, 'max-ver': last } = bounds;
  return (
    (first === undefined || minor(first) <= minor(version)) &&
    (last === undefined || minor(version) <= minor(last))
  );
};

/** The bounds of what must be within several; null when that is in no version. */
export const within = (...all: readonly (Json | undefined)[]): JsonObject | null => {
  const bounds = all.filter(isObject);
  const firsts = bounds.flatMap((each) => (each['min-ver'] === undefined ? [] : [minor(each['min-ver'])]));
  const lasts = bounds.flatMap((each) => (each['max-ver'] === undefined ? [] : [minor(each['max-ver'])]));
  if (Math.max(...firsts) > Math.min(...lasts)) return null;
  return {
    ...(firsts.length > 0 ? { 'min-ver': named(Math.max(...firsts)) } : {}),
    ...(lasts.length > 0 ? { 'max-ver': named(Math.min(...lasts)) } : {}),
  };
};

/** The ranges in which the API stays the same, from "2.0" to the newest version, read off all bounds in the spec. */
export const rangesOf = (document: Json, newest: Json | undefined): Range[] => {
  const starts = new Set([minor(LEGACY), minor('2.1')]);
  mapObjects(document, (object) => {
    for (const bounds of [object['x-openstack'], object['x-openstack-strict']]) {
      if (!isObject(bounds)) continue;
      if (bounds['min-ver'] !== undefined) starts.add(minor(bounds['min-ver']));
      if (bounds['max-ver'] !== undefined) starts.add(minor(bounds['max-ver']) + 1);
    }
    return object;
  });
  const sorted = [...starts].filter((start) => start <= minor(newest)).sort((a, b) => a - b);
  const last = (index: number) => (sorted[index + 1] ?? minor(newest) + 1) - 1;
  return sorted.map((start, index) => ({ first: named(start), last: named(last(index)) }));
};

/** A regular expression, without anchors, for the versions of a range. */
export const patternOf = ({ first, last }: Range): string => {
  const tens = new Map<string, number[]>();
  for (let number = minor(first); number <= minor(last); number++) {
    const ten = String(Math.floor(number / 10) || '');
    tens.set(ten, [...(tens.get(ten) ?? []), number % 10]);
  }
  const digits = (ones: number[]) => (ones.length === 1 ? `${ones[0]}` : `[${ones[0]}-${ones.at(-1)}]`);
  return `2\\.(${[...tens].map(([ten, ones]) => ten + digits(ones)).join('|')})`;
};
