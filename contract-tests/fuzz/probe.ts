/**
 * Loaded into the service before it starts (`--import`): tells, to whoever connects to the socket that FUZZ_PROBE names,
 * how much memory the process holds once all garbage is collected, and which process it is.
 */

import net from 'node:net';
import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

export interface Memory {
  readonly pid: number;
  /** In bytes: objects and buffers that are still in use. */
  readonly held: number;
  /** In bytes: what the system has given to the process. */
  readonly resident: number;
}

const measure = (collect: () => void): Memory => {
  collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { pid: process.pid, held: heapUsed + external, resident: rss };
};

const { FUZZ_PROBE } = process.env;
if (isMainThread && FUZZ_PROBE !== undefined) {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  net
    .createServer((socket) => socket.end(JSON.stringify(measure(collect))))
    .listen(FUZZ_PROBE)
    .unref();
}
