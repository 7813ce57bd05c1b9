/** Asks a server for the first time, when nothing is known of it yet. */

import type { Answer } from '../cases/case.ts';
import { NoAnswer, type Transport } from '../cases/transport.ts';
import { CannotJudge } from './cannot-judge.ts';

/** A body in one line, for a message. */
export const shown = (body: string): string => {
  const text = body.replaceAll(/[\p{C}\s]+/gu, ' ').trim();
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
};

/** The object that a body is; undefined where it is none. */
export const parsed = ({ body }: Answer): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
};

const CERTIFICATE = /CERT|^UNABLE_TO_|^DEPTH_ZERO/;

/** What to do when there was no answer, by the reason. */
const remedyFor = ({ cause, message }: NoAnswer, url: string): string => {
  const { code = '' } = (cause ?? {}) as { readonly code?: string };
  if (code === 'CERT_HAS_EXPIRED') return 'Give the server a certificate that is valid now.';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'Name the server in --url as its certificate does.';
  if (CERTIFICATE.test(code)) {
    return 'Its certificate is signed by nobody whom Node knows: name a file with the certificate of who signed it (PEM) in the environment variable NODE_EXTRA_CA_CERTS.';
  }
  if (/^HPE_|^EPROTO$|^ERR_SSL_/.test(code)) {
    return 'It does not speak the protocol that --url says: try https:// instead of http://, or the other way round, and see that the port is right.';
  }
  const see = 'See that it runs, that --url is right, and that nothing between here and there stops it.';
  if (message.includes('within')) return `${see} --timeout gives it more time.`;
  // So a server ends a connection on which it expects TLS.
  const isCutOff = code === 'ECONNRESET' && url.startsWith('http:');
  return isCutOff ? `${see} If it wants TLS, --url begins with https://.` : see;
};

/** @throws CannotJudge when there is no answer, with what to do */
export const ask = async (
  transport: Transport,
  url: string,
  request: Parameters<Transport['send']>[0],
): Promise<Answer> => {
  try {
    return await transport.send(request);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    throw new CannotJudge(`The server ${url} is not reached: ${error.message}. ${remedyFor(error, url)}`);
  }
};
