/** The right service behind the proxy, and the verifier before it. */

import { startApp } from '../../src/app.fixture.ts';
import { openStore } from '../../src/store/open.ts';
import { openTransport } from '../cases/transport.ts';
import { createHealth } from '../health.ts';
import { tryCase } from '../verify/lane-b.ts';
import type { Check } from '../verify/result.ts';
import { startProxy, unaltered } from './proxy.ts';
import type { Trial } from './trials.ts';
import type { Wrong } from './wrong.ts';

const TIMEOUT = 10_000;
const MANY = 1000;

export const startAdversary = async () => {
  const store = await openStore('sqlite::memory:');
  // What the service sends is to be judged by the verifier, not by what the service notices itself.
  const service = await startApp({ store, settings: { checkResponses: 'off' } });
  const proxy = await startProxy(service.url);
  const transport = openTransport(proxy.url, TIMEOUT);
  const { tokens, project, newest } = service;
  const server = { url: proxy.url, tokens, project, newest };

  /** What a wrong server has left behind does not trouble the next. */
  const tidy = async (): Promise<void> => {
    const { groups } = await store.list({ project: null, offset: 0, limit: MANY });
    for (const { id, project_id } of groups) await store.delete(id, project_id);
    await store.resetQuotas(project);
  };

  /** Tries a case on a wrong server, or on the right one, as the verifier does. */
  const judge = async ({ one, version }: Trial, make?: Wrong['make']): Promise<Check> => {
    proxy.alter = make?.(server) ?? unaltered;
    using health = createHealth(TIMEOUT);
    const lane = { server, transport, health, designOf: () => undefined, observe: () => {} };
    const check = await tryCase(one, { version, view: version, standsFor: [version] }, lane);
    await tidy();
    const [error] = proxy.errors.splice(0);
    if (error !== undefined) throw error;
    return check;
  };

  return {
    judge,
    close: async () => {
      transport.close();
      proxy.close();
      await service.close();
      await store.close();
    },
  };
};
