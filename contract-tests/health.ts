/** Whether it is worth going on: a server that gives no answer several times in a row gives none any more. */

const ENOUGH = 3;

/** Ends a run before its time, with the reason. */
export class Stopped extends Error {}

export interface Health {
  /** Aborted with a `Stopped` once the run is to end. */
  readonly signal: AbortSignal;
  /** There was an answer, of whatever kind. */
  answered(): void;
  /** There was none, and why. */
  failed(why: string): void;
  stop(why: string): void;
}

/** @param total milliseconds after which the run ends */
export const createHealth = (total: number): Health & Disposable => {
  const controller = new AbortController();
  const stop = (why: string) => controller.abort(new Stopped(why));
  const timer = setTimeout(() => stop(`time is up (${total / 1000} s; --total-timeout gives more)`), total);
  let inARow = 0;
  return {
    signal: controller.signal,
    answered: () => {
      inARow = 0;
    },
    failed: (why) => {
      inARow += 1;
      if (inARow === ENOUGH) stop(`the server does not answer any more: ${why}`);
    },
    stop,
    [Symbol.dispose]: () => clearTimeout(timer),
  };
};
