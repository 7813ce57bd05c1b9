/** Quotas for a while. */

import type { World } from './case.ts';
import { isOk } from './expect.ts';

interface Quotas {
  readonly server_groups?: number;
  readonly server_group_members?: number;
}

type Changed = Pick<World, 'send' | 'project' | 'tokens'>;

/** How many groups the project of a token has, those of others among them. */
export const usedBy = async ({ call }: World, token?: string): Promise<number> => {
  const { body } = await call({ path: '/limits', ...(token && { token }) });
  return JSON.parse(body).limits.absolute.totalServerGroupsUsed;
};

const pathOf = ({ project }: Changed) => `/v2.1/os-quota-sets/${project}`;

/** By force: others may have more groups than a quota allows. */
const setQuotas = async (world: Changed, quotas: Quotas): Promise<void> => {
  const { send, tokens } = world;
  const body = { quota_set: { ...quotas, force: true } };
  isOk(await send({ method: 'PUT', path: pathOf(world), token: tokens.admin, body }));
};

/** Does something that may change the quotas of the project of the tokens; afterwards it has those that it had before. */
export const keepingQuota = async (world: Changed, run: () => Promise<void>): Promise<void> => {
  const { send, tokens } = world;
  const [path, token] = [pathOf(world), tokens.admin];
  const read = async (of: string) => {
    const { id: _, ...shown } = JSON.parse((await send({ path: of, token })).body).quota_set;
    return shown;
  };
  const before = await read(path);
  const isUsual = JSON.stringify(before) === JSON.stringify(await read(`${path}/defaults`));
  try {
    await run();
  } finally {
    if (isUsual) await send({ method: 'DELETE', path, token });
    else await setQuotas(world, before);
  }
};

/**
 * Does something while the project of the tokens has these quotas. None at all is the one quota of groups that holds whatever
 * others make and delete meanwhile.
 */
export const withQuota = (world: Changed, quotas: Quotas, run: () => Promise<void>): Promise<void> =>
  keepingQuota(world, async () => {
    await setQuotas(world, quotas);
    await run();
  });
