/** Deletes groups of verifiers that were left behind: of this run, and of earlier ones that could not tidy up. */

import type { Server } from '../cases/case.ts';
import type { Transport } from '../cases/transport.ts';
import { isOfThisRun, startOf } from '../run.ts';

const HOUR = 3_600_000;
const PAGE = 1000;
/** A server that always has more does not keep the verifier for ever. */
const MOST_PAGES = 100;

interface Group {
  readonly id: string;
  readonly name: string;
}

/**
 * The groups of a token's project, page by page, however long a page is. A server that ignores the marker ends it by
 * repeating itself.
 */
const groupsOf = async (transport: Transport, token: string): Promise<Group[]> => {
  const found = new Map<string, Group>();
  for (let marker = '', page = 0; page < MOST_PAGES; page++) {
    const query = `limit=${PAGE}${marker === '' ? '' : `&marker=${marker}`}`;
    const answer = await transport.send({
      path: `/v2.1/os-server-groups?${query}`,
      headers: { 'X-Auth-Token': token },
    });
    const groups: Group[] = answer.status === 200 ? (JSON.parse(answer.body).server_groups ?? []) : [];
    const fresh = groups.filter(({ id }) => !found.has(id));
    for (const group of fresh) found.set(group.id, group);
    const last = fresh.at(-1);
    if (last === undefined) break;
    marker = last.id;
  }
  return [...found.values()];
};

const isLeftOver = ({ name }: Group, now: number): boolean => {
  const start = startOf(String(name));
  return start !== undefined && (isOfThisRun(name) || now - start > HOUR);
};

/** Sweeps the projects of the tokens; what cannot be swept now, a later run does. Returns how many groups were deleted. */
export const sweep = async (
  transport: Transport,
  { tokens: { member, otherProject } }: Pick<Server, 'tokens'>,
  now = Date.now(),
): Promise<number> => {
  let deleted = 0;
  for (const token of [member, otherProject]) {
    if (token === undefined) continue;
    try {
      const left = (await groupsOf(transport, token)).filter((group) => isLeftOver(group, now));
      for (const { id } of left) {
        const path = `/v2.1/os-server-groups/${id}`;
        const { status } = await transport.send({
          method: 'DELETE',
          path,
          headers: { 'X-Auth-Token': token },
        });
        if (status === 204) deleted += 1;
      }
    } catch {
      // The server does not answer, or not in a form that can be understood: that is told elsewhere.
    }
  }
  return deleted;
};
