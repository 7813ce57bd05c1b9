/** The documentation site built for a test, and a service that serves it. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createService } from '../../src/http/server.ts';
import { noauthIdentity } from '../../src/identity/noauth.ts';
import { createLogger } from '../../src/logger.ts';
import { openStore } from '../../src/store/open.ts';
import { createViews } from '../../src/views/views.ts';
import { buildSite } from './site.ts';

/** Builds the site in a folder of its own. Call `remove` when it is no longer needed. */
export const builtForTest = async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-docs-'));
  const site = await buildSite(folder);
  return { ...site, folder, remove: () => rm(folder, { recursive: true, force: true }) };
};

/** A service in this process that serves the site. Call `close` when it is no longer needed. */
export const serviceWith = async (folder: string) => {
  const store = await openStore('sqlite::memory:');
  const app = createApp({
    store,
    identity: noauthIdentity,
    views: createViews(),
    log: createLogger({ level: 'silent', format: 'json' }),
    settings: { ...readConfig({}), site: folder },
  });
  const service = createService(app);
  const url = await service.listen('127.0.0.1', 0);
  const close = async () => {
    await service.drain(0);
    await store.close();
  };
  return { url, close };
};
