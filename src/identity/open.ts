import type { Config } from '../config.ts';
import type { Logger } from '../logger.ts';
import type { Identity } from './identity.ts';
import type { KeystoneObserver } from './keystone-http.ts';
import { openKeystone } from './keystone-open.ts';
import { noauthIdentity } from './noauth.ts';
import { tokenIdentity } from './token.ts';
import { makeFirstToken } from './token-file.ts';

interface Opened {
  readonly identity: Identity;
  /** The file with the text of the token that this start has made, if it made one. */
  readonly firstTokenFile?: string | undefined;
}

/**
 * Makes ready to know callers in the way that is configured.
 *
 * @throws {StartupError} if the tokens file, or a file that the settings of Keystone name, cannot be used
 */
export const openIdentity = async (
  config: Config,
  log: Pick<Logger, 'info' | 'error'>,
  observer?: KeystoneObserver,
): Promise<Opened> => {
  const { auth, tokensFile } = config;
  if (auth === 'noauth') return { identity: noauthIdentity };
  if (auth === 'keystone') {
    const identity = openKeystone(config, log, observer && { observer });
    // Nobody waits for it, since Keystone may start later; but who has mistyped the password shall see it at once.
    identity.check().catch((err) => log.error({ err }, 'callers cannot be told yet'));
    return { identity };
  }
  const firstTokenFile = await makeFirstToken(tokensFile);
  return { identity: tokenIdentity(tokensFile, log), firstTokenFile };
};
