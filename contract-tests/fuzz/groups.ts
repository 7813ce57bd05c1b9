/** Groups over the API, well-behaved: made, listed with their members, and deleted. */

import assert from 'node:assert/strict';

/** So long a quiet service may take for an answer while hostile requests are held back. */
export const PROMPTLY_MS = 5000;

const GROUPS = '/v2.1/os-server-groups';

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly policy: string;
  readonly rules: { readonly max_server_per_host?: number };
  readonly members: readonly string[];
}

export interface Members {
  readonly members: readonly { readonly server_id: string; readonly host: string | null }[];
  readonly policy: { readonly holds: boolean };
}

/** The operations of a caller; each throws an error that names the answer when that is no success. */
export const groupsBy = (url: string, token: string) => {
  const call = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${url}${GROUPS}${path}`, {
      method,
      headers: {
        'X-Auth-Token': token,
        'Content-Type': 'application/json',
        'OpenStack-API-Version': 'compute 2.64',
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(PROMPTLY_MS),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${GROUPS}${path} is answered with ${answer.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  return {
    create: async (group: object): Promise<string> =>
      (await call('POST', '', { server_group: group })).server_group.id,
    /** The first page. */
    list: async (): Promise<readonly Group[]> => (await call('GET', '')).server_groups,
    remove: (id: string) => call('DELETE', `/${id}`),
    members: (id: string): Promise<Members> => call('GET', `/${id}/members`),
    claim: (id: string, server: string, host: string) =>
      call('PUT', `/${id}/members/${server}`, { member: { host } }),
  };
};
