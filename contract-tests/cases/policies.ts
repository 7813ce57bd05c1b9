/** What the policy of a group means for the places of its members. */

import assert from 'node:assert/strict';
import { ANY, type Case, EVERY } from './case.ts';
import {
  claim,
  isClaimed,
  isFull,
  listMembers,
  listOf,
  makeGroup,
  placesIn,
  release,
  someServer,
  someServers,
} from './places.ts';

/** A policy that takes no effect, hosts that are claimed one after another, and whether it holds after each. */
const WITHOUT_EFFECT: readonly (readonly [
  policy: string,
  claims: readonly [host: string, holds: boolean][],
])[] = [
  [
    'affinity',
    [
      ['host-1', true],
      ['host-1', true],
      ['host-2', false],
    ],
  ],
  [
    'soft-affinity',
    [
      ['host-1', true],
      ['host-2', false],
      ['host-1', false],
    ],
  ],
  [
    'soft-anti-affinity',
    [
      ['host-1', true],
      ['host-2', true],
      ['host-1', false],
    ],
  ],
];

export const policies: readonly Case[] = [
  {
    id: 'policies/host-full',
    what: 'an anti-affinity group has one member on a host: a further claim is refused, names the host, changes nothing',
    versions: EVERY,
    run: async (world) => {
      const group = await makeGroup(world);
      const [first, second] = [someServer(), someServer()];
      await claim(world, group, first, 'host-1');
      isFull(await claim(world, group, second, 'host-1'), group, 'host-1');
      assert.deepEqual(await placesIn(world, group), [[first, 'host-1']], 'it has not joined either');
      isClaimed(await claim(world, group, second, 'host-2'), second, 'host-2');
      await release(world, group, first);
      isClaimed(await claim(world, group, second, 'host-1'), second, 'host-1');
    },
  },
  {
    id: 'policies/groups-apart',
    what: 'the members of other groups do not fill a host',
    versions: ANY,
    run: async (world) => {
      for (const group of [await makeGroup(world), await makeGroup(world)]) {
        const server = someServer();
        isClaimed(await claim(world, group, server, 'host-1'), server, 'host-1');
      }
    },
  },
  {
    id: 'policies/max-server-per-host',
    what: 'a host holds as many members of an anti-affinity group as its rule says, whatever the version of the claim',
    versions: EVERY,
    run: async (world) => {
      const group = await makeGroup(world, { rules: { max_server_per_host: 3 } });
      const [first = '', ...others] = someServers(3);
      for (const server of [first, ...others]) {
        isClaimed(await claim(world, group, server, 'host-1'), server, 'host-1');
      }
      const next = someServer();
      isFull(await claim(world, group, next, 'host-1'), group, 'host-1');
      isClaimed(await claim(world, group, first, 'host-2'), first, 'host-2');
      isClaimed(await claim(world, group, next, 'host-1'), next, 'host-1');
      assert.equal(listOf(await listMembers(world, group)).policy.holds, true);
    },
  },
  ...WITHOUT_EFFECT.map(
    ([policy, claims]): Case => ({
      id: `policies/${policy}`,
      what: `${policy} takes no effect: no claim is refused, and the list says when the policy does not hold`,
      versions: EVERY,
      run: async (world) => {
        const group = await makeGroup(world, { policy });
        let last = '';
        for (const [host, holds] of claims) {
          last = someServer();
          isClaimed(await claim(world, group, last, host), last, host);
          const { policy: state } = listOf(await listMembers(world, group));
          assert.deepEqual(state, { name: policy, effective: false, holds });
        }
        const [, [, before]] = claims as [unknown, [string, boolean]];
        await release(world, group, last);
        const { policy: state } = listOf(await listMembers(world, group));
        assert.equal(state.holds, before, 'as before the last claim');
      },
    }),
  ),
  {
    id: 'policies/one-host-for-many',
    what: 'of many servers that claim a host at once exactly as many get a place as it has',
    versions: ANY,
    run: async (world) => {
      const group = await makeGroup(world, { rules: { max_server_per_host: 2 } });
      const claims = await Promise.all(
        someServers(9).map(async (server) => ({
          server,
          answer: await claim(world, group, server, 'host-1'),
        })),
      );
      const winners = claims.filter(({ answer }) => answer.status === 200);
      assert.equal(winners.length, 2);
      for (const { answer } of claims.filter((each) => !winners.includes(each))) {
        isFull(answer, group, 'host-1');
      }
      assert.deepEqual(
        await placesIn(world, group),
        winners.map(({ server }) => [server, 'host-1']),
      );
    },
  },
  {
    id: 'policies/many-hosts-for-one',
    what: 'a server that claims many hosts at once has one place in the end, and the other hosts are free',
    versions: ANY,
    run: async (world) => {
      const group = await makeGroup(world);
      const server = someServer();
      const hosts = Array.from({ length: 8 }, (_, index) => `host-${index}`);
      for (const answer of await Promise.all(hosts.map((host) => claim(world, group, server, host)))) {
        assert.equal(answer.status, 200, answer.body);
      }
      const [[only, at] = ['', ''], ...more] = await placesIn(world, group);
      assert.deepEqual([only, more], [server, []]);
      const other = someServer();
      for (const host of hosts) {
        const answer = await claim(world, group, other, host);
        if (host === at) isFull(answer, group, host);
        else isClaimed(answer, other, host);
      }
    },
  },
];
