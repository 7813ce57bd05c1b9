/** Quotas for a while. */

import type { World } from './case.ts';
import { isOk } from './expect.ts';

interface Quotas {
  readonly server_groups?: number;
  readonly server_group_members?: number;
}

/** Does something while the project of the tokens has these quotas; afterwards it has those that it had before. */
export const withQuota = async (
  { send, project, tokens: { admin: token } }: World,
  quotas: Quotas,
  run: () => Promise<void>,
): Promise<void> => {
  const path = `/v2.1/os-quota-sets/${project}`;
  const read = async (of: string) => {
    const { id: _, ...shown } = JSON.parse((await send({ path: of, token })).body).quota_set;
    return shown;
  };
  const set = async (quota_set: object) =>
    isOk(await send({ method: 'PUT', path, token, body: { quota_set: { ...quota_set, force: true } } }));
  const before = await read(path);
  const isUsual = JSON.stringify(before) === JSON.stringify(await read(`${path}/defaults`));
  await set(quotas);
  try {
    await run();
  } finally {
    if (isUsual) await send({ method: 'DELETE', path, token });
    else await set(before);
  }
};
