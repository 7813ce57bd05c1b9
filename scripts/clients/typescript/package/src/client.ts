import { MembersApi, QuotasApi, ServerGroupsApi } from './generated/apis/index.js';
import { serverGroups } from './groups.js';
import { quotaSets } from './quotas.js';
import { sender } from './send.js';
import { type ClientSettings, checkedSettings } from './settings.js';
import type { Client } from './types.js';

/**
 * Makes a client. It holds no connections, so there is nothing to close; make one and keep it.
 *
 * @throws {TypeError | RangeError} that says which setting is wrong
 */
export const createClient = (settings: ClientSettings): Client => {
  const checked = checkedSettings(settings);
  const configuration = { apiKey: checked.token, send: sender(checked) };
  return {
    groups: serverGroups(checked.project, new ServerGroupsApi(configuration), new MembersApi(configuration)),
    quotas: quotaSets(checked.project, new QuotasApi(configuration)),
  };
};
