/** The history of the API: each change of a body, the oldest first. Handlers speak the version after the last one. */

import type { OperationId } from '../../generated/types.ts';
import { projectAndUser } from './2.13.ts';
import { policyAndRules } from './2.64.ts';
import type { BodyChange, Change } from './change.ts';
import { minorOf } from './negotiate.ts';

export const history: readonly Change[] = [projectAndUser, policyAndRules];

type Step = (body: never) => unknown;

const runAll =
  (steps: readonly Step[]) =>
  (body: unknown): unknown =>
    steps.reduce((value, step) => step(value as never), body);

/** The changes of an operation that a client of the version has not heard of. */
const unheard = (changes: readonly Change[], version: string, operation: OperationId): BodyChange[] =>
  changes
    .filter((change) => minorOf(version) < minorOf(change.version))
    .flatMap((change) => change.operations[operation] ?? []);

interface Translation {
  readonly request: (body: unknown) => unknown;
  readonly response: (body: unknown) => unknown;
}

/** How the bodies of an operation pass between a client of the version and a handler. */
export const translate = (version: string, operation: OperationId, changes = history): Translation => {
  const some = unheard(changes, version, operation);
  return {
    request: runAll(some.flatMap(({ request }) => request ?? [])),
    response: runAll(some.flatMap(({ response }) => response ?? []).reverse()),
  };
};

const translations = new Map<string, Translation>();

/** The same, made once for each version and operation, of which there are some hundreds. */
export const translationOf = (version: string, operation: OperationId): Translation => {
  const key = `${version} ${operation}`;
  const translation = translations.get(key) ?? translate(version, operation);
  translations.set(key, translation);
  return translation;
};
