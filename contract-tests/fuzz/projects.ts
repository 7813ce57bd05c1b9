/** The two projects of a run: one whose callers attack, and one whose groups nobody else may see or touch. */

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { RunningService } from '../service.ts';
import type { Secrets } from './check.ts';
import type { Target } from './draft.ts';
import { type Group, groupsBy, type Members, PROMPTLY_MS } from './groups.ts';
import { KINDS, SHARED_SERVER } from './values.ts';

const GROUPS = 40;
/** Another project has fewer groups than fit on a page. */
const OTHERS = 8;

/** More members of a group than fit on a page, and so few that long lists of servers come to the end of them. */
export const QUOTA_OF_MEMBERS = 30;

export interface Projects {
  readonly target: Target;
  readonly secrets: Secrets;
  /** What is wrong after a batch: with the service, the callers' groups, or the other project's, which must be as they were. */
  tidy(): Promise<string[]>;
}

/** The group is one that requests could have made one after the other. */
const checkGroup = (
  { name, policy, rules, members }: Group,
  { policy: state, members: placed }: Members,
): void => {
  if (policy === 'anti-affinity') {
    const hosts = placed.flatMap(({ host }) => host ?? []);
    const fullest = Math.max(0, ...hosts.map((host) => hosts.filter((each) => each === host).length));
    assert.ok(
      fullest <= (rules.max_server_per_host ?? 1),
      `a host has ${fullest} members of the group ${name}`,
    );
    assert.ok(state.holds, `the policy of the group ${name} does not hold`);
  }
  assert.ok(members.length <= QUOTA_OF_MEMBERS, `the group ${name} has ${members.length} members`);
  assert.deepEqual(
    placed.map(({ server_id }) => server_id),
    members.toSorted().slice(0, placed.length),
    `the group ${name} shows other members than their list does`,
  );
};

export const openProjects = async ({ url, tokens, project }: RunningService): Promise<Projects> => {
  const marker = `marker-${randomUUID()}`;
  const [admin, member, other] = [tokens.admin, tokens.member, tokens.otherProject].map((token) =>
    groupsBy(url, token),
  ) as [ReturnType<typeof groupsBy>, ReturnType<typeof groupsBy>, ReturnType<typeof groupsBy>];

  const others: string[] = [];
  for (let left = OTHERS; left > 0; left--)
    others.push(await other.create({ name: `${marker}-${left}`, policy: 'anti-affinity' }));
  const hidden = randomUUID();
  for (const server of [hidden, SHARED_SERVER])
    await admin.claim(others[0] as string, server, `${marker}-${server}`);
  const stateOfOther = async () => ({
    groups: await other.list(),
    members: await Promise.all(others.map((id) => admin.members(id))),
  });
  const before = await stateOfOther();
  let own: string[] = [];

  /** The list comes in pages; what is deleted makes room for the next. */
  const renew = async () => {
    const servers: string[] = [];
    for (let groups = await member.list(); groups.length > 0; groups = await member.list()) {
      for (const group of groups) {
        checkGroup(group, await admin.members(group.id));
        servers.push(...group.members);
        await member.remove(group.id);
      }
    }
    own = [];
    while (own.length < GROUPS)
      own.push(await member.create({ name: `own-${own.length}`, ...KINDS[own.length % KINDS.length] }));
    assert.equal(new Set(servers).size, servers.length, 'a server is in two groups of its project');
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
    secrets: { marker, ids: [...others, hidden], tokens: Object.values(tokens) },
    tidy: async () => {
      try {
        const health = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(PROMPTLY_MS) });
        assert.equal(health.status, 200, `/healthz answers ${health.status}`);
        assert.deepEqual(await stateOfOther(), before, "the other project's groups are not as they were");
        await renew();
        return [];
      } catch (error) {
        return [`after the batch: ${(error as Error).message}`];
      }
    },
  };
};
