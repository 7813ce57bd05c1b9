/** Cuts an import into small writes, so that other writes come in between. */

import type { Import, ServerGroup } from '../store/store.ts';

/** So many groups and members go into one write at most, beside those of one group, so that no other write waits for long. */
const PORTION = 200;
/** So many writes are under way at once, which is worth the more the longer the way to the disk is. */
const AT_ONCE = 8;

/** Groups come sorted by project; a portion has those of one. */
export function* portionsOf(groups: Iterable<ServerGroup>): Generator<Import> {
  let portion: ServerGroup[] = [];
  let size = 0;
  const importOf = (): Import => ({ project: portion[0]?.project_id ?? '', groups: portion, quotas: {} });
  for (const group of groups) {
    const isOther = portion[0] !== undefined && portion[0].project_id !== group.project_id;
    if (isOther || size >= PORTION) {
      yield importOf();
      portion = [];
      size = 0;
    }
    portion.push(group);
    size += 1 + group.members.length;
  }
  if (portion.length > 0) yield importOf();
}

export function* batchesOf<T>(all: Iterable<T>): Generator<T[]> {
  let batch: T[] = [];
  for (const one of all) {
    if (batch.push(one) < AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}
