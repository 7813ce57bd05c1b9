import { createRequire } from 'node:module';
import {
  type DestinationStream,
  type Logger,
  type LoggerOptions,
  pino,
  stdSerializers,
  stdTimeFunctions,
} from 'pino';
import type { Config } from './config.ts';

export type { Logger };

/** What a log line may say about a request: pass it under the key `request`; anything else in it is left out. */
export interface LoggedRequest {
  readonly id: string;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly user?: string | undefined;
  readonly project?: string | undefined;
}

// Never logged at the top of a line. Deeper down the lists of what is allowed protect us (see the serializers):
// searching every line for secrets was measured to cost ten times what the line itself costs.
const FORBIDDEN = ['x-auth-token', 'authorization', 'cookie', 'token', 'password', 'headers', 'req', 'res'];

const options: LoggerOptions = {
  base: null,
  timestamp: stdTimeFunctions.isoTime,
  formatters: { level: (level) => ({ level }) },
  serializers: {
    request: ({ id, method, path, user, project }: LoggedRequest) => ({ id, method, path, user, project }),
    // Errors of libraries may carry a whole request in further properties.
    err: (error: unknown) => {
      if (!(error instanceof Error))
        return { message: typeof error === 'string' ? error : `a thrown ${typeof error}` };
      const { type, stack } = stdSerializers.err(error);
      // Of its causes only the stack tells: a message that should be read says what matters of them.
      return { type, message: error.message, stack, code: 'code' in error ? error.code : undefined };
    },
  },
  redact: { paths: FORBIDDEN.map((name) => `["${name}"]`), remove: true },
};

/** So many bytes wait for a reader of the log that is slow; what comes then is dropped. */
const MAX_WAITING = 16 * 1024 * 1024;

// A reader that stops reading must not stop the service. What waits when the process exits is written then.
const standardOutput = (): DestinationStream =>
  pino.destination({ fd: 1, sync: false, maxLength: MAX_WAITING });

// Loaded on demand, since a service in production has no use for it.
const forPeople = (destination: DestinationStream): DestinationStream => {
  const { isColorSupported, prettyFactory } = createRequire(import.meta.url)(
    'pino-pretty',
  ) as typeof import('pino-pretty');
  const toText = prettyFactory({ colorize: isColorSupported, singleLine: true, translateTime: false });
  return { write: (line) => destination.write(toText(line)) };
};

/**
 * A log of one line for each event, to standard output unless there is another destination.
 *
 * Secrets stay out of it by lists of what is allowed: `log.info({ request, status }, 'request answered')` with
 * the fields of `LoggedRequest`, `log.error({ err }, 'what failed')` for errors. Never pass headers.
 */
export const createLogger = (
  { level, format }: { readonly level: Config['logLevel']; readonly format: Config['logFormat'] },
  destination: DestinationStream = standardOutput(),
): Logger => pino({ ...options, level }, format === 'pretty' ? forPeople(destination) : destination);
