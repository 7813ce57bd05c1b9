/**
 * The rules of the store as plainly as they can be said, for one caller and in memory: nothing is indexed, and nothing is
 * kept that can be counted. What a real store answers must be what this one answers.
 */
import { isDeepStrictEqual } from 'node:util';
import {
  type Idempotency,
  KEPT_FOR,
  type Quotas,
  type Scope,
  type ServerGroup,
  type Store,
} from './store.ts';

export type Modelled = Omit<Store, 'check' | 'close' | 'forgetKeys' | 'load'>;

interface Group extends Omit<ServerGroup, 'members'> {
  /** The host of each member, in the order in which they joined. */
  readonly places: Map<string, string | null>;
}

interface Kept extends Omit<Idempotency, 'now'> {
  readonly group: ServerGroup;
  readonly until: number;
}

const shown = ({ id, name, policy, rules, places, project_id, user_id }: Group): ServerGroup => ({
  id,
  name,
  policy,
  rules,
  members: [...places.keys()],
  project_id,
  user_id,
});

/** How many members are on each host. */
const countHosts = ({ places }: Group): Map<string, number> => {
  const hosts = [...places.values()].filter((host) => host !== null);
  return new Map(hosts.map((host) => [host, hosts.filter((other) => other === host).length]));
};

/** @param nextId the id of the next group, greater than every one before */
export const createModel = (nextId: () => string): Modelled => {
  let groups: Group[] = [];
  let kept: Kept[] = [];
  const quotas = new Map<string, Partial<Quotas>>();
  const imported = new Set<string>();

  const ofProject = (project: Scope) =>
    groups.filter(({ project_id }) => project === null || project_id === project);
  const find = (id: string, project: Scope) => ofProject(project).find((group) => group.id === id);
  const mayHaveMore = (project: string, kind: keyof Quotas, used: number, otherwise: number): boolean => {
    const quota = quotas.get(project)?.[kind] ?? otherwise;
    return quota < 0 || used < quota;
  };
  /** What joining meets: the group, or why there is no way in. */
  const enter = (id: string, server: string, project: Scope, quota: number) => {
    const group = find(id, project);
    if (group === undefined) return 'no such group';
    const present = ofProject(group.project_id).find(({ places }) => places.has(server));
    if (present !== undefined) return present === group ? group : { elsewhere: present.id };
    const isFree = mayHaveMore(group.project_id, 'serverGroupMembers', group.places.size, quota);
    return isFree ? group : 'over quota';
  };

  return {
    async create(wanted, quota, idempotency) {
      const { project_id } = wanted;
      const first = kept.find(
        ({ key, until, group }) =>
          group.project_id === project_id && key === idempotency?.key && until > idempotency.now,
      );
      if (first !== undefined) {
        return first.fingerprint === idempotency?.fingerprint ? first.group : 'other request';
      }
      const used = ofProject(project_id).length;
      if (!mayHaveMore(project_id, 'serverGroups', used, quota)) return 'over quota';
      const group = { ...wanted, id: nextId(), places: new Map() };
      groups.push(group);
      if (idempotency !== undefined) {
        const { now, ...asked } = idempotency;
        // Out of time or not: a project has one outcome for a key.
        kept = kept.filter(({ key, group }) => key !== asked.key || group.project_id !== project_id);
        kept.push({ ...asked, group: shown(group), until: now + KEPT_FOR });
      }
      return shown(group);
    },
    async get(id, project) {
      const group = find(id, project);
      return group && shown(group);
    },
    exists: async (id, project) => find(id, project) !== undefined,
    usage: async (project) => ({
      serverGroups: ofProject(project).length,
      quotas: quotas.get(project) ?? {},
    }),
    async setQuotas(project, wanted, force) {
      const { serverGroups = -1 } = wanted;
      const used = ofProject(project).length;
      if (!force && serverGroups >= 0 && serverGroups < used) return used;
      quotas.set(project, { ...quotas.get(project), ...wanted });
      return 'set';
    },
    async resetQuotas(project) {
      quotas.delete(project);
    },
    async list({ project, marker = '', offset, limit }) {
      const inOrder = ofProject(project).toSorted((one, other) => (one.id < other.id ? -1 : 1));
      const after = inOrder.filter(({ id }) => id > marker);
      const page = after.slice(offset, offset + limit);
      return { groups: page.map(shown), more: offset + page.length < after.length };
    },
    async delete(id, project) {
      const gone = find(id, project);
      groups = groups.filter((group) => group !== gone);
      return gone !== undefined;
    },
    async addMember(id, server, project, quota) {
      const group = enter(id, server, project, quota);
      if (typeof group === 'string' || 'elsewhere' in group) return group;
      if (!group.places.has(server)) group.places.set(server, null);
      return 'joined';
    },
    async claim(id, server, host, project, quota) {
      const group = enter(id, server, project, quota);
      if (typeof group === 'string' || 'elsewhere' in group) return group;
      const others = [...group.places].filter(([other, place]) => other !== server && place === host);
      const most = group.rules.max_server_per_host ?? 1;
      if (group.policy === 'anti-affinity' && others.length >= most) {
        return group.places.get(server) === host ? 'claimed' : 'host full';
      }
      group.places.set(server, host);
      return 'claimed';
    },
    async removeMember(id, server, project) {
      const group = find(id, project);
      if (group === undefined) return 'no such group';
      return group.places.delete(server) ? 'removed' : 'no member';
    },
    async import({ project, groups: wanted, quotas: wantedQuotas }, write) {
      const made: Group[] = [];
      const outcomes = wanted.map((group) => {
        const here = [...groups, ...made].find(({ id }) => id === group.id);
        if (here === undefined && imported.has(`${project} ${group.id}`)) {
          return { outcome: 'deleted', elsewhere: [] } as const;
        }
        const elsewhere = group.members.flatMap((server) => {
          const other = [...ofProject(project), ...made].find(({ places }) => places.has(server));
          return other === undefined || other.id === group.id ? [] : [{ server, group: other.id }];
        });
        const members = group.members.filter((server) => !elsewhere.some((each) => each.server === server));
        const places = new Map(members.map((server) => [server, null]));
        if (here === undefined) {
          made.push({ ...group, places });
          return { outcome: 'imported', elsewhere } as const;
        }
        const isSame = isDeepStrictEqual(shown(here), { ...group, members: [...places.keys()] });
        return isSame
          ? ({ outcome: 'here', elsewhere } as const)
          : ({ outcome: 'differs', elsewhere, here: shown(here) } as const);
      });
      const own = quotas.get(project) ?? {};
      const set = Object.entries(wantedQuotas).map(([name, quota]) => {
        const present = own[name as keyof Quotas];
        if (present === quota) return [name, { outcome: 'here' }] as const;
        if (present !== undefined) return [name, { outcome: 'differs', here: present }] as const;
        const outcome = imported.has(`${project} ${name}`) ? 'deleted' : 'imported';
        return [name, { outcome }] as const;
      });
      if (write) {
        groups.push(...made);
        const newQuotas = set.filter(([, { outcome }]) => outcome === 'imported').map(([name]) => name);
        quotas.set(project, {
          ...own,
          ...Object.fromEntries(newQuotas.map((name) => [name, wantedQuotas[name as keyof Quotas]])),
        });
        for (const what of [...made.map(({ id }) => id), ...newQuotas]) imported.add(`${project} ${what}`);
      }
      return { groups: outcomes, quotas: Object.fromEntries(set) };
    },
    async members(id, project, { marker = '', limit }) {
      const group = find(id, project);
      if (group === undefined) return undefined;
      const hosts = countHosts(group);
      const after = [...group.places].filter(([server]) => server > marker).toSorted();
      return {
        policy: group.policy,
        rules: group.rules,
        fullest: Math.max(0, ...hosts.values()),
        hosts: Math.min(2, hosts.size),
        members: after.slice(0, limit).map(([server, host]) => ({ server, host })),
        more: after.length > limit,
      };
    },
  };
};
