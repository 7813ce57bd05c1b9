/** A connection of its own to the server of a cluster that takes writes, for work that is done once and takes long. */

import { Client } from 'pg';
import { addressesOf } from './address.ts';
import { GREETING } from './pool.ts';

/** How long a server may take to answer, in milliseconds. */
const PATIENCE = 10_000;

const isStandby = async (client: Client): Promise<boolean> =>
  (await client.query<{ standby: boolean }>(GREETING)).rows[0]?.standby === true;

/**
 * @param name what the URL is called in errors
 * @returns the connection, or why there is none
 * @throws StartupError where the URL is none
 */
export const connectToPrimary = async (url: string, name: string): Promise<Client | string> => {
  const reasons: string[] = [];
  for (const address of addressesOf(url, name)) {
    const client = new Client({
      application_name: 'os-server-groups move',
      ...address,
      connectionTimeoutMillis: PATIENCE,
      keepAlive: true,
    });
    // What is asked fails as well; unheard, the event would end the process.
    client.on('error', () => {});
    try {
      await client.connect();
      if (!(await isStandby(client))) return client;
      reasons.push('a standby, which takes no writes');
    } catch (error) {
      reasons.push((error as Error).message || String((error as NodeJS.ErrnoException).code));
    }
    await client.end().catch(() => {});
  }
  return reasons.join('; ');
};
