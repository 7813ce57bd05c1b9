import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

/** The ids of one writer, each greater than every one before. */
export interface Ids {
  /** The greatest id that is known; '' when there is none. */
  readonly last: string;
  /** Makes all later ids greater than this one, which another process may have assigned. */
  startAfter(id: string): void;
  next(): string;
}

const ID_BYTES = 16;
const BLOCK_IDS = 256;
const MAX_SEQUENCE = 0xffff_ffff;

/** A call of the random source costs more than an id, so that many ids share one. */
const randomBlocks = () => {
  const block = Buffer.alloc(ID_BYTES * BLOCK_IDS);
  let used = block.length;
  return () => {
    if (used === block.length) {
      randomFillSync(block);
      used = 0;
    }
    used += ID_BYTES;
    return block.subarray(used - ID_BYTES, used);
  };
};

/** The two counters in an id as `uuid` writes it: 48 bits of time, then 32 bits of sequence around version and variant. */
const parse = (id: string) => {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
  const low = ((bytes.readUInt8(8) & 0x3f) << 14) | (bytes.readUInt8(9) << 6) | (bytes.readUInt8(10) >>> 2);
  const high = ((bytes.readUInt8(6) & 0x0f) << 8) | bytes.readUInt8(7);
  return { msecs: bytes.readUIntBE(0, 6), sequence: high * 2 ** 20 + low };
};

/**
 * UUIDs of version 7 (RFC 9562, section 6.2, method 1): within a millisecond, and while the clock is behind the last
 * id, a sequence counts on. It starts at random in its lower half, so that it practically never runs over; if it does,
 * the time of the ids is moved on by a millisecond.
 *
 * @param clock milliseconds since 1970
 */
export const createIds = (clock: () => number = Date.now): Ids => {
  const random = randomBlocks();
  let last = '';
  let msecs = 0;
  let sequence = 0;
  return {
    get last() {
      return last;
    },
    startAfter(id) {
      if (id <= last) return;
      last = id;
      ({ msecs, sequence } = parse(id));
    },
    next() {
      const bytes = random();
      const now = clock();
      if (now > msecs) {
        msecs = now;
        sequence = bytes.readUInt32BE(0) >>> 1;
      } else if (sequence < MAX_SEQUENCE) {
        sequence += 1;
      } else {
        msecs += 1;
        sequence = 0;
      }
      last = v7({ random: bytes, msecs, seq: sequence });
      return last;
    },
  };
};
