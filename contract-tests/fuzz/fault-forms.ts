/** The two forms of a fault: that of OpenStack, and the one below `/v1`, of Huawei Cloud and Open Telekom Cloud. */

import { faults } from '../../generated/faults.ts';
import { ecsCodes } from './documents.ts';
import type { Draft } from './draft.ts';

const namesOf = new Map<number, string>(Object.values(faults).map(({ status, name }) => [status, name]));

/** The only value of an object of one key, if it is an object itself, without its message. */
const insideOf = (body: unknown, name: string | undefined): Record<string, unknown> | undefined => {
  const [[key, inner] = [], ...more] = Object.entries(body ?? {});
  if (key !== name || more.length > 0 || typeof inner !== 'object' || inner === null) return undefined;
  const { message, ...others } = inner as Record<string, unknown>;
  return typeof message === 'string' && message !== '' ? others : undefined;
};

const hasJust = (inside: Record<string, unknown> | undefined, ...names: string[]): boolean =>
  inside !== undefined && Object.keys(inside).sort().join() === names.join();

/** What a fault of the status has beside its message. */
const keysOf = (status: number): string[] => {
  if (status === 401) return ['code', 'title'];
  return status === 429 ? ['code', 'retryAfter'] : ['code'];
};

/** `{"<name>": {"code": …, "message": …}}`, with a title too for 401, and with the seconds to wait for 429. */
const isUsual = (body: unknown, status: number): boolean => {
  const inside = insideOf(body, namesOf.get(status));
  return (
    hasJust(inside, ...keysOf(status)) &&
    inside?.code === status &&
    inside.title === (status === 401 ? 'Unauthorized' : undefined)
  );
};

/** `{"error": {"code": "…", "message": …}}`, with a code that the spec has for the status. */
const isEcs = (body: unknown, status: number): boolean => {
  const inside = insideOf(body, 'error');
  return hasJust(inside, 'code') && (ecsCodes.get(status) ?? []).includes(String(inside?.code));
};

export const NOT_HTTP = 'The request is not valid HTTP.';
/** What is refused before there is a path has the usual form everywhere. */
const BEFORE_PATH = new Set([408, 417, 431]);

const BELOW_V1 = /^\/+v1(?:[/?]|$)/;
/** Whether it may be seen as below `/v1` after all: by escapes, as a whole URL, or with other bytes. */
const isDoubtful = ({ raw, target }: Draft) => raw !== undefined || /v1|%76|%31/i.test(target);

const formsOf = (draft: Draft, status: number, text: string) => {
  const { isSameOperation, operation, target, raw } = draft;
  const isBelow = BELOW_V1.test(isSameOperation ? operation.path : target);
  if (isBelow && (isSameOperation || raw === undefined)) {
    return BEFORE_PATH.has(status) || text.includes(NOT_HTTP) ? [isEcs, isUsual] : [isEcs];
  }
  return isSameOperation || !isDoubtful(draft) ? [isUsual] : [isUsual, isEcs];
};

/** Whether a body is a fault of the status, in the form that belongs to the path. */
export const isFaultOf = (draft: Draft, status: number, text: string, body: unknown): boolean =>
  formsOf(draft, status, text).some((is) => is(body, status));
