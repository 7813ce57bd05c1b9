/** The service as an Express app that does not listen and reads no environment. */

import express, { type Express } from 'express';
import { routes } from '../generated/routes.ts';
import type { Handlers } from '../generated/types.ts';
import { createBaseUrl } from './discovery/base-url.ts';
import { discoveryHandlers } from './discovery/handlers.ts';
import { ecsGroupHandlers } from './ecs-groups/handlers.ts';
import { authenticate, checkProject } from './http/authenticate.ts';
import { createClientAddress } from './http/client-address.ts';
import type { CheckResponses, Exchange, Step, World } from './http/exchange.ts';
import { answerBesideApi, findRoute, refuseRoute } from './http/find-route.ts';
import { handle, validate } from './http/handle.ts';
import { checkHost } from './http/host.ts';
import { limitRate } from './http/limit-rate.ts';
import { checkMediaType } from './http/media-type.ts';
import { negotiate } from './http/negotiate.ts';
import { createPipeline } from './http/pipeline.ts';
import { createRateLimiter, type Rate } from './http/rate-limiter.ts';
import { readBody } from './http/read-body.ts';
import { createRouter } from './http/router.ts';
import { checkSize } from './http/size.ts';
import type { Identity } from './identity/identity.ts';
import type { Logger } from './logger.ts';
import { memberHandlers } from './members/handlers.ts';
import { docsRoutes } from './operational/docs.ts';
import { documentRoutes } from './operational/documents.ts';
import { healthRoutes } from './operational/health.ts';
import { type Metrics, UNMEASURED } from './operational/metrics.ts';
import { quotaHandlers } from './quotas/handlers.ts';
import { serverGroupHandlers } from './server-groups/handlers.ts';
import { measured } from './store/measured.ts';
import type { Store } from './store/store.ts';
import { NEWEST } from './views/view.ts';
import type { Views } from './views/views.ts';

/** The steps of a request; the first that answers ends it, so their order is the order of the checks. */
const steps: readonly Step[] = [
  checkHost,
  checkSize,
  findRoute,
  answerBesideApi,
  limitRate,
  authenticate,
  refuseRoute,
  negotiate,
  checkMediaType,
  readBody,
  checkProject,
  validate,
  handle,
];

export interface Deps {
  readonly store: Store;
  readonly identity: Identity;
  readonly views: Views;
  readonly log: Logger;
  readonly metrics?: Metrics;
  readonly isDraining?: () => boolean;
  /** Handlers that stand in for the service's own, for tests. */
  readonly handlers?: Partial<Handlers<Exchange>>;
  /** Routes that stand in for those of the spec, for tests. */
  readonly routes?: typeof routes;
  /** Milliseconds of a clock that is never set back; another one for tests. */
  readonly clock?: () => number;
  readonly settings: {
    readonly quotaServerGroups: number;
    readonly quotaServerGroupMembers: number;
    readonly maxLimit: number;
    /** The newest microversion that is served; the newest of the spec if it is left out. */
    readonly newest?: string;
    readonly checkResponses: CheckResponses;
    readonly docs: boolean;
    /** The folder of the documentation site; none if it is left out. */
    readonly site?: string | undefined;
    readonly corsOrigins: readonly string[];
    readonly publicUrl?: string | undefined;
    readonly trustedProxies?: readonly string[];
    /** Null for no limit, as if it is left out. */
    readonly rateLimit?: Rate | null;
  };
}

const limitOf = ({ rateLimit, trustedProxies = [] }: Deps['settings'], clock: () => number) =>
  rateLimit
    ? { limiter: createRateLimiter(rateLimit, clock), addressOf: createClientAddress(trustedProxies) }
    : undefined;

export const createApp = ({
  store: given,
  identity,
  views,
  log,
  metrics = UNMEASURED,
  isDraining = () => false,
  handlers,
  clock = () => performance.now(),
  routes: served = routes,
  settings,
}: Deps): Express => {
  const { newest = NEWEST } = settings;
  const quotas = {
    serverGroups: settings.quotaServerGroups,
    serverGroupMembers: settings.quotaServerGroupMembers,
  };
  const baseUrlOf = createBaseUrl(settings);
  const baseUrl = ({ request }: Exchange) => baseUrlOf(request);
  const store = measured(given, metrics.store);
  const operational = [
    ...healthRoutes({ store, identity, log, isDraining }),
    ...metrics.routes,
    ...(settings.docs ? [...documentRoutes(), ...docsRoutes(newest, settings.site)] : []),
  ];
  const native = serverGroupHandlers(store, { ...settings, baseUrl });
  const world: World = {
    router: createRouter(served, operational),
    identity,
    views,
    handlers: {
      ...native,
      ...memberHandlers(store, { ...settings, baseUrl }),
      ...ecsGroupHandlers(store, native, settings),
      ...quotaHandlers(store, quotas),
      ...discoveryHandlers({ newest, baseUrl }),
      ...handlers,
    },
    log,
    metrics,
    newest,
    checkResponses: settings.checkResponses,
    corsOrigins: settings.corsOrigins,
    limit: limitOf(settings, clock),
  };
  const app = express();
  app.disable('x-powered-by');
  app.use(createPipeline(steps, world));
  return app;
};
