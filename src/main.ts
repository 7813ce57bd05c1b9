/** Runs the service: config → store → identity → app → listen → signals. */

import process from 'node:process';
import { createApp } from './app.ts';
import { type Config, readConfig } from './config.ts';
import { createService, type Service } from './http/server.ts';
import { openIdentity } from './identity/open.ts';
import { FIRST_PROJECT } from './identity/token-file.ts';
import { createLogger } from './logger.ts';
import { OLDEST } from './microversions/negotiate.ts';
import { createMetrics } from './operational/metrics.ts';
import { builtSite } from './operational/site.ts';
import { readSettingFile } from './setting-file.ts';
import { StartupError } from './startup-error.ts';
import { startForgetting } from './store/forget-keys.ts';
import { openStore } from './store/open.ts';
import { shownStore } from './store/settings.ts';
import { createViews } from './views/views.ts';

const SIGNALS = ['SIGTERM', 'SIGINT'];
/**
 * In milliseconds: what comes so soon after a signal is the same once more. Who stops a whole group of processes (systemd,
 * Ctrl-C) reaches the service directly and by way of the launcher.
 */
const SAME_SIGNAL = 500;

const listen = async (service: Service, { host, port }: Config): Promise<string> => {
  try {
    return await service.listen(host, port);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new StartupError(
      code === 'EADDRINUSE'
        ? `Port ${port} of ${host} is taken: another program listens there, perhaps another start of this service. End it, or set OSG_PORT to another port (0 for any).`
        : `The service cannot listen on ${host}:${port} (${message}). Set OSG_HOST and OSG_PORT to an address of this machine and a free port.`,
    );
  }
};

const firstSteps = (url: string, tokenFile: string): string => `
A token was made for you; it is in ${tokenFile}. Make a server group with it:

  curl -s ${url}/v2.1/${FIRST_PROJECT}/os-server-groups \\
    -H "X-Auth-Token: $(cat ${tokenFile})" -H "Content-Type: application/json" \\
    -d '{"server_group": {"name": "test", "policies": ["anti-affinity"]}}'
`;

const main = async (): Promise<void> => {
  const config = readConfig(process.env, process.stdout.isTTY);
  const log = createLogger({ level: config.logLevel, format: config.logFormat });
  const newest = `2.${config.maxMicroversion}`;
  const views = createViews();
  const metrics = createMetrics(config.metrics);
  const storeUrl =
    config.storeFile === undefined ? config.store : readSettingFile(config.storeFile, 'OSG_STORE_FILE');
  // Closed also where a later part of the start fails: a store in memory would leave its file behind.
  await using opened = new AsyncDisposableStack();
  // The store starts a thread, which meanwhile leaves this one free: the view of clients that name no version is compiled.
  const [store] = await Promise.all([
    openStore(storeUrl, {
      connections: config.storeConnections,
      observer: {
        slowFrom: config.slowStatement,
        slow: (statement, ms) => log.warn({ statement, ms }, 'slow statement'),
        committed: metrics.store.committed,
      },
    }),
    views.warm([OLDEST]),
  ]);
  opened.defer(() => store.close());
  opened.defer(startForgetting(store, log));
  const { identity, firstTokenFile } = await openIdentity(config, log, metrics.keystone);
  opened.defer(() => identity.close());

  let isDraining = false;
  const app = createApp({
    store,
    identity,
    views,
    log,
    metrics,
    isDraining: () => isDraining,
    settings: { ...config, newest, site: builtSite() },
  });
  const service = createService(app);
  const url = await listen(service, config);
  // Before the world is told: who waits for the line may send a signal at once.
  const signalled = new Promise<string>((resolve) => {
    for (const name of SIGNALS) process.on(name, resolve);
  });
  log.info({ url, store: shownStore(storeUrl), auth: config.auth }, 'ready');
  // That of most other clients.
  views.warm([newest]).catch((err) => log.error({ err }, 'a view cannot be compiled'));
  if (firstTokenFile !== undefined) console.error(firstSteps(url, firstTokenFile));

  const signal = await signalled;
  isDraining = true;
  const giveUp = (reason: string) => {
    log.warn({ reason }, 'ended before everything was answered');
    process.exit(1);
  };
  const since = performance.now();
  for (const name of SIGNALS) {
    process.on(name, () => performance.now() - since > SAME_SIGNAL && giveUp('a second signal'));
  }
  setTimeout(() => giveUp('out of time'), 2000 * Math.max(config.drain, 1)).unref();
  log.info({ signal, seconds: config.drain }, 'ending');
  await service.drain(config.drain);
  await opened.disposeAsync();
  log.info('ended');
};

try {
  await main();
} catch (error) {
  if (!(error instanceof StartupError)) throw error;
  console.error(error.message);
  process.exit(error.exitCode);
}
