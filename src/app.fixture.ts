/** Starts the service within a test: a store in memory, a token for each kind of caller, every answer checked. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Server, TokenName } from '../contract-tests/cases/case.ts';
import { createApp, type Deps } from './app.ts';
import { createService } from './http/server.ts';
import { tokenIdentity } from './identity/token.ts';
import { hashOf } from './identity/token-file.ts';
import { createLogger } from './logger.ts';
import { createMetrics } from './operational/metrics.ts';
import { UNOBSERVED } from './store/observer.ts';
import { openStore } from './store/open.ts';
import type { Store } from './store/store.ts';
import { NEWEST } from './views/view.ts';
import { createViews } from './views/views.ts';

export const PROJECT = '9c53a566cb3443ab910cf0daebca90c4';
export const OTHER_PROJECT = '4fd44f30292945e481c7b8a0c8908869';
const PROJECT_OF_SERVICES = 'f1e2d3c4b5a69788796a5b4c3d2e1f00';

const CALLERS = {
  admin: { project: PROJECT, roles: ['admin'] },
  member: { project: PROJECT, roles: ['member'] },
  reader: { project: PROJECT, roles: ['reader'] },
  noRole: { project: PROJECT, roles: [] },
  otherProject: { project: OTHER_PROJECT, roles: ['member'] },
  service: { project: PROJECT_OF_SERVICES, roles: ['service'] },
} as const;

const namesOfCallers = Object.keys(CALLERS) as (keyof typeof CALLERS)[];
export const tokens = Object.fromEntries(namesOfCallers.map((name) => [name, `osg_${name}`])) as Readonly<
  Record<TokenName, string>
>;

const makeTokens = (file: string): void => {
  const lines = namesOfCallers.map((name) => ({ ...CALLERS[name], hash: hashOf(tokens[name]), user: name }));
  writeFileSync(file, JSON.stringify({ tokens: lines }));
};

/** All services of a test file share the views, which take time to compile. */
const views = createViews();

type Options = Partial<
  Pick<Deps, 'handlers' | 'routes' | 'isDraining' | 'identity' | 'metrics' | 'clock'>
> & {
  readonly settings?: Partial<Deps['settings']>;
  /** Stands in for some of the store. */
  readonly store?: Partial<Store>;
  /** Other timeouts than usual. */
  readonly timeouts?: Parameters<typeof createService>[1];
};

export interface Running extends Server {
  readonly tokens: Readonly<Record<TokenName, string>>;
  readonly app: ReturnType<typeof createApp>;
  readonly server: ReturnType<typeof createService>['server'];
  /** What was logged at the level `warn` and above, a JSON object each. */
  readonly lines: readonly string[];
  close(): Promise<void>;
}

/** Without options there is no quota and no origin of CORS, and the whole API is served. */
export const startApp = async ({
  settings,
  store: parts,
  timeouts,
  ...deps
}: Options = {}): Promise<Running> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'os-server-groups-app-'));
  const file = path.join(folder, 'tokens.json');
  makeTokens(file);
  const lines: string[] = [];
  const log = createLogger(
    { level: 'warn', format: 'json' },
    { write: (line: string) => void lines.push(line) },
  );
  const metrics = createMetrics(true);
  const { committed } = metrics.store;
  const store = await openStore('sqlite::memory:', { observer: { ...UNOBSERVED, committed } });
  const app = createApp({
    store: { ...store, ...parts },
    identity: tokenIdentity(file, log),
    views,
    log,
    metrics,
    ...deps,
    settings: {
      quotaServerGroups: -1,
      quotaServerGroupMembers: 10,
      maxLimit: 1000,
      checkResponses: 'on',
      docs: true,
      corsOrigins: [],
      ...settings,
    },
  });
  const service = createService(app, timeouts);
  const url = await service.listen('127.0.0.1', 0);
  return {
    app,
    server: service.server,
    url,
    tokens,
    project: PROJECT,
    newest: settings?.newest ?? NEWEST,
    lines,
    close: async () => {
      service.server.closeAllConnections();
      await service.drain(0);
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
};
