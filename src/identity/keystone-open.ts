/** From the settings to the identity: reads the files of secrets, and tells early what cannot work. */

import { X509Certificate } from 'node:crypto';
import type { Logger } from '../logger.ts';
import { readSettingFile } from '../setting-file.ts';
import { StartupError } from '../startup-error.ts';
import type { Identity } from './identity.ts';
import { keystoneIdentity } from './keystone.ts';
import { keystoneClient } from './keystone-client.ts';
import { type KeystoneObserver, keystoneHttp } from './keystone-http.ts';
import type { KeystoneSettings } from './keystone-settings.ts';
import { reasonOf } from './secret-file.ts';

/** The secret now: a file is read anew each time, so that a changed password needs no restart. */
const secretOf = (text: string | undefined, file: string | undefined, variable: string): string =>
  file === undefined ? (text ?? '') : readSettingFile(file, variable);

const userCredentials = (settings: KeystoneSettings) => {
  const domain = { name: settings.keystoneDomain };
  const password = secretOf(
    settings.keystonePassword,
    settings.keystonePasswordFile,
    'OSG_KEYSTONE_PASSWORD_FILE',
  );
  return {
    identity: {
      methods: ['password'],
      password: { user: { name: settings.keystoneUsername, domain, password } },
    },
    scope: { project: { name: settings.keystoneProject, domain } },
  };
};

/** They carry their own scope. */
const applicationCredentials = (settings: KeystoneSettings) => ({
  identity: {
    methods: ['application_credential'],
    application_credential: {
      id: settings.keystoneApplicationCredentialId,
      secret: secretOf(
        settings.keystoneApplicationCredentialSecret,
        settings.keystoneApplicationCredentialSecretFile,
        'OSG_KEYSTONE_APPLICATION_CREDENTIAL_SECRET_FILE',
      ),
    },
  },
});

const authorities = (file: string | undefined): string | undefined => {
  if (file === undefined) return undefined;
  const ca = readSettingFile(file, 'OSG_KEYSTONE_CA');
  try {
    // Whoever uses it later would overlook what is wrong with it.
    new X509Certificate(ca);
  } catch (error) {
    throw new StartupError(
      `The file that OSG_KEYSTONE_CA names holds no certificates (${reasonOf(error)}). Set it to a file of ` +
        'certificates in PEM format.',
    );
  }
  return ca;
};

interface Options {
  /** Milliseconds since 1970; another clock for tests. */
  readonly now?: () => number;
  readonly observer?: KeystoneObserver;
}

/**
 * Makes ready to ask the Keystone of the settings; it need not run yet.
 *
 * @throws {StartupError} if a file that the settings name cannot be used
 */
export const openKeystone = (
  settings: KeystoneSettings,
  log: Pick<Logger, 'info' | 'error'>,
  { now = Date.now, observer }: Options = {},
): Identity => {
  const { keystoneUrl = '', keystonePublicUrl = keystoneUrl } = settings;
  const credentials = () =>
    settings.keystoneUsername === undefined ? applicationCredentials(settings) : userCredentials(settings);
  credentials();
  const http = keystoneHttp({
    url: keystoneUrl.replace(/\/v3$/, ''),
    ca: authorities(settings.keystoneCa),
    timeout: settings.keystoneTimeout * 1000,
    observer,
  });
  return keystoneIdentity(
    keystoneClient({ ...http, credentials, now }),
    { challenge: `Keystone uri="${keystonePublicUrl}"`, ttl: settings.keystoneTtl * 1000 },
    log,
    now,
  );
};
