/** What clients and load balancers see of a service whose store is in trouble. */

import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';

export const HEADERS = { 'X-Auth-Token': 'admin:a0', 'Content-Type': 'application/json' };
/** Any caller is believed, who may make any number of groups. */
export const OPEN_TO_ALL = { OSG_AUTH: 'noauth', OSG_QUOTA_SERVER_GROUPS: '-1' } as const;

export interface Watched {
  /** The ids of all groups whose creation was answered with 200. */
  readonly made: string[];
  /** Tries to make a group; the status of the answer, which is 200 or a clear 503. */
  readonly create: () => Promise<number>;
  /** The status of `/readyz`. */
  readonly ready: () => Promise<number>;
  /** The service lives, and says that it cannot serve, by `/readyz` and to who writes. */
  readonly isOut: () => Promise<void>;
  /** It serves, and says so. */
  readonly isThere: () => Promise<void>;
  /** Waits until `/readyz` says that it can serve, or that it cannot. */
  readonly until: (status: 200 | 503) => Promise<void>;
  /** The ids of all groups, as the service lists them. */
  readonly list: () => Promise<string[]>;
}

/** Looks at the service at a URL, for a caller that makes groups with a long name. */
export const watch = (address: { readonly url: string }): Watched => {
  const made: string[] = [];
  const get = (path: string) => fetch(`${address.url}${path}`, { headers: HEADERS });
  const ready = async () => {
    const { status, headers } = await get('/readyz');
    if (status !== 200) assert.deepEqual([status, headers.get('retry-after')], [503, '1']);
    return status;
  };
  const create = async () => {
    const body = { server_group: { name: 'x'.repeat(255), policies: ['affinity'] } };
    const response = await fetch(`${address.url}/v2.1/os-server-groups`, {
      method: 'POST',
      headers: HEADERS,
      body: JSON.stringify(body),
    });
    const said = await response.json();
    if (response.status === 200) {
      made.push((said as { server_group: { id: string } }).server_group.id);
    } else {
      assert.equal(response.status, 503, JSON.stringify(said));
      assert.match(String(response.headers.get('retry-after')), /^\d+$/);
      assert.match(
        JSON.stringify(said),
        /unavailable at the moment\. Try again later|Whether this was done is not known/,
      );
    }
    return response.status;
  };
  return {
    made,
    create,
    ready,
    isOut: async () => {
      assert.equal((await get('/healthz')).status, 200);
      assert.deepEqual(await Promise.all([create(), ready()]), [503, 503]);
    },
    isThere: async () => assert.deepEqual(await Promise.all([create(), ready()]), [200, 200]),
    until: async (status) => {
      while ((await ready()) !== status) await setTimeout(20);
    },
    list: async () => {
      const response = await get('/v2.1/os-server-groups');
      assert.equal(response.status, 200);
      return ((await response.json()) as { server_groups: { id: string }[] }).server_groups.map(
        ({ id }) => id,
      );
    },
  };
};
