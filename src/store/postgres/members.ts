/** Joining, claiming and leaving. `server_group_hosts` counts the members on each host of a group, so that a claim is cheap. */

import { mostPerHost } from '../../server-groups/rules.ts';
import type { Elsewhere, Members, Scope, ServerGroup, Store } from '../store.ts';
import { toRules } from '../to-rules.ts';
import type { Database, Session } from './database.ts';
import { canBe, lockProjectOf } from './groups.ts';

/** All that decides about a join or a claim; no row when there is no such group. Asked under the lock of the project. */
const STATE = {
  name: 'state-of-member',
  text: `
    SELECT g.policy, g.max_server_per_host AS most, m.group_id AS "in", m.host AS "on",
      coalesce(p.quota_server_group_members, $4) AS quota, g.member_count AS count,
      coalesce((
        SELECT member_count FROM osg.server_group_hosts
        WHERE project_id = $1 AND group_id = $2 AND host = $5
      ), 0) AS "onHost"
    FROM osg.server_groups AS g
    JOIN osg.projects AS p ON p.id = g.project_id
    LEFT JOIN osg.server_group_members AS m ON m.project_id = g.project_id AND m.server_id = $3
    WHERE g.project_id = $1 AND g.id = $2`,
};
const JOIN = {
  name: 'join',
  text: `
    WITH counted AS (
      UPDATE osg.server_groups SET member_count = member_count + 1 WHERE project_id = $1 AND id = $2
    )
    INSERT INTO osg.server_group_members (project_id, group_id, position, server_id)
    SELECT $1, $2, 1 + coalesce(max(position), 0), $3 FROM osg.server_group_members
    WHERE project_id = $1 AND group_id = $2`,
};
const LEAVE = {
  name: 'leave',
  text: `
    WITH gone AS (DELETE FROM osg.server_group_members WHERE project_id = $1 AND group_id = $2 AND server_id = $3)
    UPDATE osg.server_groups SET member_count = member_count - 1 WHERE project_id = $1 AND id = $2`,
};
const SET_HOST = {
  name: 'set-host',
  text: 'UPDATE osg.server_group_members SET host = $3 WHERE project_id = $1 AND server_id = $2',
};
const ONE_MORE_ON_HOST = {
  name: 'one-more-on-host',
  text: `
    INSERT INTO osg.server_group_hosts AS h (project_id, group_id, host, member_count) VALUES ($1, $2, $3, 1)
    ON CONFLICT (project_id, group_id, host) DO UPDATE SET member_count = h.member_count + 1`,
};
const ONE_LESS_ON_HOST = {
  name: 'one-less-on-host',
  text: `
    WITH last AS (
      DELETE FROM osg.server_group_hosts
      WHERE project_id = $1 AND group_id = $2 AND host = $3 AND member_count = 1
    )
    UPDATE osg.server_group_hosts SET member_count = member_count - 1
    WHERE project_id = $1 AND group_id = $2 AND host = $3 AND member_count > 1`,
};
const MEMBERS = {
  name: 'members',
  // One query, one state of the data: what is said of the policy fits the members that are shown.
  text: `
    SELECT policy, max_server_per_host AS most,
      (SELECT coalesce(max(member_count), 0) FROM osg.server_group_hosts
       WHERE project_id = g.project_id AND group_id = g.id) AS fullest,
      (SELECT count(*)::integer FROM (SELECT 1 FROM osg.server_group_hosts
       WHERE project_id = g.project_id AND group_id = g.id LIMIT 2) AS first_two) AS hosts,
      (SELECT coalesce(json_agg(json_build_object('server', server_id, 'host', host) ORDER BY server_id), '[]')
       FROM (SELECT server_id, host FROM osg.server_group_members
         WHERE project_id = g.project_id AND group_id = g.id AND server_id > $3 ORDER BY server_id LIMIT $4
       ) AS page) AS members
    FROM osg.server_groups AS g WHERE id = $2 AND ($1::text IS NULL OR project_id = $1)`,
};

interface Group {
  readonly policy: ServerGroup['policy'];
  readonly most: number | null;
}

interface State extends Group {
  /** The group that the server is in. */
  readonly in: string | null;
  readonly on: string | null;
  readonly quota: number;
  readonly count: number;
  readonly onHost: number;
}

interface MembersRow extends Group, Pick<Members, 'fullest' | 'hosts' | 'members'> {}

const isOver = ({ quota, count }: State): boolean => quota >= 0 && count >= quota;
const isFull = ({ policy, most, onHost }: State): boolean => onHost >= mostPerHost(policy, toRules(most));

type MemberParts = Pick<Store, 'addMember' | 'claim' | 'removeMember' | 'members'>;

export const membersOf = ({ read, transaction }: Database): MemberParts => {
  /** Decides and does, in one transaction, with nobody else changing the project meanwhile. */
  const change = <Outcome>(
    group: string,
    server: string,
    scope: Scope,
    { host = '', quota = -1 }: { readonly host?: string; readonly quota?: number },
    decide: (state: State, session: Session, project: string) => Promise<Outcome>,
  ): Promise<Outcome | 'no such group'> =>
    transaction(async (session) => {
      const project = await lockProjectOf(session, group, scope);
      if (project === undefined) return 'no such group';
      const [state] = await session.query<State>(STATE, project, group, server, quota, host);
      return state === undefined ? 'no such group' : decide(state, session, project);
    });

  return {
    addMember: (group, server, scope, quota) =>
      change<'joined' | 'over quota' | Elsewhere>(
        group,
        server,
        scope,
        { quota },
        async (state, session, project) => {
          if (state.in !== null) return state.in === group ? 'joined' : { elsewhere: state.in };
          if (isOver(state)) return 'over quota';
          await session.query(JOIN, project, group, server);
          return 'joined';
        },
      ),
    claim: (group, server, host, scope, quota) =>
      change<'claimed' | 'over quota' | 'host full' | Elsewhere>(
        group,
        server,
        scope,
        { host, quota },
        async (state, session, project) => {
          if (state.in !== null && state.in !== group) return { elsewhere: state.in };
          if (state.on === host) return 'claimed';
          if (state.in === null && isOver(state)) return 'over quota';
          if (isFull(state)) return 'host full';
          if (state.in === null) await session.query(JOIN, project, group, server);
          if (state.on !== null) await session.query(ONE_LESS_ON_HOST, project, group, state.on);
          await session.query(ONE_MORE_ON_HOST, project, group, host);
          await session.query(SET_HOST, project, server, host);
          return 'claimed';
        },
      ),
    removeMember: (group, server, scope) =>
      change<'removed' | 'no member'>(group, server, scope, {}, async (state, session, project) => {
        if (state.in !== group) return 'no member';
        if (state.on !== null) await session.query(ONE_LESS_ON_HOST, project, group, state.on);
        await session.query(LEAVE, project, group, server);
        return 'removed';
      }),
    members: (group, project, { marker = '', limit }) =>
      read(async (session) => {
        if (!canBe(group)) return undefined;
        const [row] = await session.query<MembersRow>(MEMBERS, project, group, marker, limit + 1);
        if (row === undefined) return undefined;
        const { policy, most, fullest, hosts, members } = row;
        return {
          ...{ policy, rules: toRules(most), fullest, hosts },
          members: members.slice(0, limit),
          more: members.length > limit,
        };
      }),
  };
};
