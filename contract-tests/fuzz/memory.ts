/** How much memory the service holds, and whether that grows with the requests that it has answered. */

import net from 'node:net';
import { text } from 'node:stream/consumers';
import type { Memory } from './probe.ts';

/** The settings with which a service that is started can be asked. */
export const probedBy = (socketPath: string): Record<string, string> => ({
  FUZZ_PROBE: socketPath,
  NODE_OPTIONS: `--import=${new URL('probe.ts', import.meta.url)}`,
});

export const readMemory = async (socketPath: string): Promise<Memory> => {
  const socket = net.connect(socketPath);
  return JSON.parse(await text(socket));
};

const MEBIBYTE = 2 ** 20;

/** In MiB: what code that is optimized late, caches that have a bound, and the measuring itself may take. */
const MAY_GROW = { held: 16, resident: 128 } as const;

const least = (samples: readonly Memory[], key: keyof typeof MAY_GROW) =>
  Math.min(...samples.map((sample) => sample[key])) / MEBIBYTE;

/**
 * What is wrong with the memory, a line each. The samples are taken at equal distances; the first quarter, in which views
 * are compiled and pools fill, does not count, and of the parts that are compared the least sample, since a peak says
 * nothing.
 */
export const growthOf = (samples: readonly Memory[]): string[] => {
  const part = Math.floor(samples.length / 4);
  if (part === 0) return [];
  const [early, late] = [samples.slice(part, 2 * part), samples.slice(-part)];
  const processes = new Set(samples.map(({ pid }) => pid)).size;
  const grown = (Object.keys(MAY_GROW) as (keyof typeof MAY_GROW)[]).flatMap((key) => {
    const [before, after] = [least(early, key), least(late, key)];
    return after - before <= MAY_GROW[key]
      ? []
      : [
          `the memory grows: ${key} from ${before.toFixed(1)} to ${after.toFixed(1)} MiB; allowed are ${MAY_GROW[key]} more`,
        ];
  });
  return processes === 1
    ? grown
    : [`there were ${processes} processes: the service was started anew`, ...grown];
};
