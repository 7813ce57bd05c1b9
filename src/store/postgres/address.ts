/** Where a cluster of PostgreSQL is, as the URLs of libpq say it (PostgreSQL's manual, "Connection URIs"). */

import type { ClientConfig } from 'pg';
import { parseIntoClientConfig } from 'pg-connection-string';
import { StartupError } from '../../startup-error.ts';

const URL_OF_CLUSTER = /^(postgres(?:ql)?:\/\/(?:[^@/?#]*@)?)([^/?#]*)(.*)$/;

/** The parameters of libpq that mean the same here, and their values where there are few. Others would be passed over unseen. */
const PARAMETERS: Readonly<Record<string, RegExp>> = {
  // "prefer" and "allow" give up TLS when somebody in between wants it so.
  sslmode: /^(?:disable|require|verify-ca|verify-full)$/,
  sslrootcert: /./,
  sslcert: /./,
  sslkey: /./,
  application_name: /./,
  options: /./,
  host: /^\//, // The folder of a Unix socket
  target_session_attrs: /^(?:read-write|primary)$/, // As is the case anyway.
};

const refuseUnknown = (parameters: URLSearchParams): void => {
  for (const [name, value] of parameters) {
    const allowed = PARAMETERS[name];
    if (allowed === undefined) {
      throw new Error(`there is no parameter "${name}" here, only ${Object.keys(PARAMETERS).join(', ')}`);
    }
    if (!allowed.test(value)) throw new Error(`the parameter ${name} must be like ${allowed.source}`);
  }
};

export const FORM = 'postgres://USER:PASSWORD@HOST1:5432,HOST2:5432/DATABASE?sslmode=verify-full';

/**
 * How each server of the cluster is reached, in the order of the URL. TLS as libpq has it (`sslmode`, `sslrootcert`, `sslcert`,
 * `sslkey`).
 *
 * @param name what the URL is called in the error
 * @throws StartupError where the URL is none, which does not show it: it may hold a password
 */
export const addressesOf = (url: string, name = 'OSG_STORE'): ClientConfig[] => {
  const [, before, hosts = '', after = ''] = URL_OF_CLUSTER.exec(url) ?? [];
  try {
    if (before === undefined) throw new Error('it does not begin with postgres://');
    // One more @ would make a part of the password a host.
    if (hosts.includes('@')) throw new Error('there is one @ too many');
    return hosts.split(',').map((host) => {
      const one = new URL(before + host + after);
      refuseUnknown(one.searchParams);
      // The words of libpq mean what they mean there: by itself `pg` takes "require" for "verify-full".
      if (one.searchParams.has('sslmode')) one.searchParams.set('uselibpqcompat', 'true');
      return parseIntoClientConfig(one.href);
    });
  } catch (error) {
    throw new StartupError(
      `${name} is no URL of a PostgreSQL database (${(error as Error).message.replaceAll(url, '…')}). Write ${FORM}; ` +
        'what is neither a letter nor a digit in the password stands there percent-encoded.',
    );
  }
};
