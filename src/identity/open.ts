import type { Config } from '../config.ts';
import type { Logger } from '../logger.ts';
import type { Identity } from './identity.ts';
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
 * @throws {StartupError} if the tokens file cannot be used or made
 */
export const openIdentity = async (
  { auth, tokensFile }: Pick<Config, 'auth' | 'tokensFile'>,
  log: Pick<Logger, 'info' | 'error'>,
): Promise<Opened> => {
  if (auth === 'noauth') return { identity: noauthIdentity };
  const firstTokenFile = await makeFirstToken(tokensFile);
  return { identity: tokenIdentity(tokensFile, log), firstTokenFile };
};
