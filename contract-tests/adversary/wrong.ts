/** What a wrong server is, and the usual ways to be one. */

import type { OperationId } from '../../generated/types.ts';
import type { Answer, World } from '../cases/case.ts';
import { dressed, fault } from './made.ts';
import { type Alter, type Body, handlerOf, jsonOf, type Sent, withHeaders, withJson } from './wire.ts';

/** What a wrong server may know: whom the tokens stand for, and the newest version. */
export type Known = Pick<World, 'tokens' | 'project' | 'newest'>;

/** A server that is wrong in one way and otherwise looks right. */
export interface Wrong {
  /** `subject/short-name`, the only one of its kind. */
  readonly id: string;
  /** In which way, in a sentence. */
  readonly what: string;
  /**
   * The cases each of which notices it, by id or by what they say; `*` stands for any text. Each is tried at `at`, or else at
   * 2.64, at 2.1 or at its first version, whichever it has.
   */
  readonly noticedBy: readonly string[];
  readonly at?: string;
  /** Makes the server, which may remember what happens to it. */
  make(known: Known): Alter;
}

type Make = Wrong['make'];

/** Which answers, or requests, are altered. */
export interface When {
  /** The operations that are asked for. */
  readonly of?: OperationId | readonly OperationId[];
  readonly method?: string;
  readonly path?: RegExp;
  /** Of the answer. */
  readonly status?: number | readonly number[];
  /** What the answer says. */
  readonly says?: RegExp;
  readonly and?: (request: Sent, known: Known) => boolean;
}

const has = <Value>(all: Value | readonly Value[] | undefined, one: Value | undefined): boolean =>
  all === undefined || ([all].flat() as unknown[]).includes(one);

const isAsked = ({ of, method, path, and }: When, request: Sent, known: Known): boolean =>
  has(of, handlerOf(request)) &&
  has(method, request.method) &&
  (path?.test(request.path) ?? true) &&
  (and?.(request, known) ?? true);

const isAnswered = ({ status, says }: When, answer: Answer): boolean =>
  has(status, answer.status) && (says?.test(answer.body) ?? true);

/** Alters answers. */
export const answers =
  (when: When, change: (answer: Answer, request: Sent, known: Known) => Answer): Make =>
  (known) =>
  async (request, pass) => {
    const answer = await pass(request);
    return isAsked(when, request, known) && isAnswered(when, answer)
      ? change(answer, request, known)
      : answer;
  };

/** Alters what successes say, as JSON; what the change returns, if anything, takes the place of all. */
export const says = (when: When, change: (body: Body, request: Sent, known: Known) => unknown): Make =>
  answers({ status: 200, ...when }, (answer, request, known) => {
    const body = jsonOf(answer);
    return withJson(answer, change(body, request, known) ?? body);
  });

export const headers = (when: When, changed: Parameters<typeof withHeaders>[1]): Make =>
  answers(when, (answer) => withHeaders(answer, changed));

/** Takes a request for another. */
export const takes =
  (when: When, change: (request: Sent, known: Known) => Sent): Make =>
  (known) =>
  (request, pass) =>
    pass(isAsked(when, request, known) ? change(request, known) : request);

/** Does what it should refuse: a request that is refused is mended and done. */
export const lenient =
  (when: When, mend: (request: Sent, known: Known) => Sent): Make =>
  (known) =>
  async (request, pass) => {
    const answer = await pass(request);
    const isRefused = answer.status >= 400 && isAsked(when, request, known) && isAnswered(when, answer);
    return isRefused ? pass(mend(request, known)) : answer;
  };

/** Answers by itself. */
export const instead =
  (when: When, answer: (request: Sent, known: Known) => Answer): Make =>
  (known) =>
  (request, pass) =>
    isAsked(when, request, known) ? answer(request, known) : pass(request);

/** Refuses what it should do. */
export const strict = (when: When, status = 400, message = 'The request is not understood.'): Make =>
  instead(when, (request) => fault(request, status, message));

export const wrong = (
  id: string,
  what: string,
  noticedBy: string | readonly string[],
  make: Make,
  at?: string,
): Wrong => ({
  id,
  what,
  noticedBy: [noticedBy].flat(),
  make: (known) => {
    const alter = make(known);
    return async (request, pass) => dressed(await alter(request, pass), request);
  },
  ...(at !== undefined && { at }),
});
