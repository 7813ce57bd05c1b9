/** Checks of the versions that a source names: `x-openstack`, `x-openstack-strict`, `x-newest-microversion`. */

import { isObject, type Json, type JsonObject } from '../generate/document.ts';
import { minor } from '../generate/microversions.ts';
import type { Check, Finding } from './rule.ts';

const KEYS = ['min-ver', 'max-ver'] as const;

/** The number of a version as it should be written; undefined where it is not. */
const numberOf = (version: Json | undefined): number | undefined => {
  try {
    return minor(version);
  } catch {
    return undefined;
  }
};

const problemsOf = (bounds: Json, newest: number): string[] => {
  if (!isObject(bounds) || Object.keys(bounds).length === 0) return [`it is ${JSON.stringify(bounds)}`];
  const others = Object.keys(bounds).filter((key) => key !== KEYS[0] && key !== KEYS[1]);
  if (others.length > 0) return [`it has the key ${others.join(', ')}`];
  const malformed = KEYS.filter((key) => key in bounds && numberOf(bounds[key]) === undefined);
  if (malformed.length > 0) {
    return malformed.map(
      (key) => `${key} is ${JSON.stringify(bounds[key])}, which is not a version in quotes`,
    );
  }
  const [first, last] = KEYS.map((key) => numberOf(bounds[key]));
  return [
    ...(first !== undefined && last !== undefined && first > last ? ['min-ver is after max-ver'] : []),
    ...(Math.max(first ?? 0, last ?? 0) > newest ? ['it names a version after x-newest-microversion'] : []),
  ];
};

const findings = function* (value: Json, at: readonly string[], newest: number): Generator<Finding> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, each] of Object.entries(value)) {
    const here = [...at, key];
    if (key === 'x-openstack' || key === 'x-openstack-strict') {
      for (const message of problemsOf(each, newest)) yield { message: `${key}: ${message}`, at: here };
    } else {
      yield* findings(each, here, newest);
    }
  }
};

export const checkBounds: Check = function* (document: JsonObject) {
  const newest = numberOf(document['x-newest-microversion']);
  if (newest === undefined) {
    yield `x-newest-microversion is ${JSON.stringify(document['x-newest-microversion'] ?? null)}`;
  } else {
    yield* findings(document, [], newest);
  }
};
