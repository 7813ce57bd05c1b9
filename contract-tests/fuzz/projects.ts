/** The two projects of a run: one whose callers attack, and one whose groups nobody else may see or touch. */

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { RunningService } from '../service.ts';
import type { Secrets } from './check.ts';
import type { Target } from './draft.ts';

const GROUPS = 40;
/** Another project has fewer groups than fit on a page. */
const OTHERS = 8;
/** So long a quiet service may take for an answer while hostile requests are held back. */
const PROMPTLY_MS = 5000;

interface Group {
  readonly id: string;
  readonly name: string;
}

export interface Projects {
  readonly target: Target;
  readonly secrets: Secrets;
  /** What is wrong with the service after a batch: whether it answers, and the other project's groups are as they were. */
  tidy(): Promise<string[]>;
}

export const openProjects = async ({ url, tokens, project }: RunningService): Promise<Projects> => {
  const marker = `marker-${randomUUID()}`;
  const call = async (token: string, method: string, path: string, body?: object) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { 'X-Auth-Token': token, 'Content-Type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(PROMPTLY_MS),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path} is answered with ${answer.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  const create = async (token: string, name: string): Promise<string> => {
    const group = { name, policies: ['anti-affinity'] };
    return (await call(token, 'POST', '/v2.1/os-server-groups', { server_group: group })).server_group.id;
  };
  const list = async (token: string): Promise<Group[]> =>
    (await call(token, 'GET', '/v2.1/os-server-groups')).server_groups;

  const others: string[] = [];
  for (let left = OTHERS; left > 0; left--)
    others.push(await create(tokens.otherProject, `${marker}-${left}`));
  const before = await list(tokens.otherProject);
  let own: string[] = [];

  /** The list comes in pages; what is deleted makes room for the next. */
  const renew = async () => {
    for (let groups = await list(tokens.member); groups.length > 0; groups = await list(tokens.member)) {
      for (const { id } of groups) await call(tokens.member, 'DELETE', `/v2.1/os-server-groups/${id}`);
    }
    own = [];
    while (own.length < GROUPS) own.push(await create(tokens.member, `own-${own.length}`));
  };
  await renew();

  return {
    target: {
      project,
      tokens,
      get own() {
        return own;
      },
      others,
    },
    secrets: { marker, ids: others, tokens: Object.values(tokens) },
    tidy: async () => {
      try {
        const health = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(PROMPTLY_MS) });
        assert.equal(health.status, 200, `/healthz answers ${health.status}`);
        assert.deepEqual(
          await list(tokens.otherProject),
          before,
          "the other project's groups are not as they were",
        );
        await renew();
        return [];
      } catch (error) {
        return [`after the batch: ${(error as Error).message}`];
      }
    },
  };
};
