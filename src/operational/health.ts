/** For orchestrators and load balancers: whether the process lives, and whether it can serve now. */

import { fault } from '../faults.ts';
import type { Identity } from '../identity/identity.ts';
import type { Logger } from '../logger.ts';
import type { Store } from '../store/store.ts';
import type { OperationalRoute } from './routes.ts';

interface Parts {
  readonly store: Pick<Store, 'check'>;
  readonly identity: Pick<Identity, 'check'>;
  readonly log: Logger;
  /** Whether the service is on its way down. */
  readonly isDraining: () => boolean;
}

const OK = { status: 200, body: { status: 'ok' } } as const;

export const healthRoutes = ({ store, identity, log, isDraining }: Parts): OperationalRoute[] => [
  { path: '/healthz', answer: () => OK },
  {
    path: '/readyz',
    answer: async () => {
      if (isDraining()) return fault.unavailable();
      try {
        await Promise.all([store.check(), identity.check()]);
        return OK;
      } catch (err) {
        log.warn({ err }, 'not ready');
        return fault.unavailable();
      }
    },
  },
];
