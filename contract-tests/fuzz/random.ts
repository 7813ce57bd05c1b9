/** Chance that can be repeated: the same seed gives the same requests. */

export interface Random {
  /** A whole number from 0 to `below` - 1. */
  int(below: number): number;
  pick<Value>(values: readonly Value[]): Value;
  /** Of values with weights one; a weight of 3 comes three times as often as one of 1. */
  weighted<Value extends { readonly weight: number }>(values: readonly Value[]): Value;
  /** True once in `times`. */
  once(times: number): boolean;
  bytes(length: number): Buffer;
}

const MIX = 0x9e3779b9;

/** Spreads the bits of a 32-bit number (the finalizer of MurmurHash3). */
const spread = (number: number): number => {
  let bits = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
};

/**
 * @param seed the same for a whole run
 * @param index of the request, so that each can be made without those before it
 */
export const createRandom = (seed: number, index: number): Random => {
  let state = spread(spread(seed) + Math.imul(index + 1, MIX));
  const next = (): number => {
    state = (state + MIX) >>> 0;
    return spread(state);
  };
  const int = (below: number) => Math.floor((next() / 2 ** 32) * below);
  return {
    int,
    pick: (values) => values[int(values.length)] as (typeof values)[number],
    weighted: (values) => {
      let left = int(values.reduce((sum, { weight }) => sum + weight, 0));
      const found = values.find(({ weight }) => {
        left -= weight;
        return left < 0;
      });
      return found as (typeof values)[number];
    },
    once: (times) => int(times) === 0,
    bytes: (length) => Buffer.from(Array.from({ length }, () => int(256))),
  };
};
