/** The operations that tell which versions there are. */

import type { Handlers } from '../../generated/types.ts';
import type { Exchange } from '../http/exchange.ts';
import { LEGACY } from '../microversions/negotiate.ts';
import { currentDetails, currentVersion, legacyDetails, legacyVersion } from './documents.ts';

interface Settings {
  readonly newest: string;
  readonly baseUrl: (exchange: Exchange) => string;
}

export const discoveryHandlers = ({
  newest,
  baseUrl,
}: Settings): Pick<Handlers<Exchange>, 'listVersions' | 'showVersion'> => ({
  listVersions: (_input, exchange) => {
    const base = baseUrl(exchange);
    return { status: 200, body: { versions: [legacyVersion(base), currentVersion(base, newest)] } };
  },
  showVersion: (_input, exchange) => {
    const base = baseUrl(exchange);
    const version = exchange.version === LEGACY ? legacyDetails(base) : currentDetails(base, newest);
    return { status: 200, body: { version } };
  },
});
