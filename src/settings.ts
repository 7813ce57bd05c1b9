import * as z from 'zod';
import { keystoneSettings } from './identity/keystone-settings.ts';
import { minorOf, OLDEST } from './microversions/negotiate.ts';
import {
  addressRange,
  HTTP_URL,
  hostName,
  httpUrl,
  httpUrlText,
  integer,
  listOf,
  milliseconds,
  onOff,
  rateOrOff,
  seconds,
} from './setting-kinds.ts';
import { storeSettings } from './store/settings.ts';
import { NEWEST } from './views/view.ts';

/**
 * Every setting: `maxLimit` is read from OSG_MAX_LIMIT, and so on. The metadata are the words for people:
 * `expected` completes "expected …" in an error message, `fallback` names a default that depends on the moment.
 */
export const settings = z.object({
  host: hostName().prefault('127.0.0.1').meta({
    expected: 'an IP address or a host name',
    description: 'The address to listen on.',
  }),
  port: integer(0, 65535).prefault('8774').meta({
    expected: 'a port number from 0 to 65535',
    description: 'The port to listen on. With 0 the system chooses a free one, which is printed.',
  }),
  ...storeSettings,
  auth: z.enum(['token', 'keystone', 'noauth']).prefault('token').meta({
    expected: '`token`, `keystone` or `noauth`',
    description:
      'How callers are known: by the tokens in a file, by the tokens of OpenStack Keystone, or not at all: whoever calls is believed (for labs).',
  }),
  tokensFile: z.string().prefault('./data/tokens.json').meta({
    expected: 'the path of a file',
    description: 'The file of hashed tokens. If there is none, the start makes one with a token in it.',
  }),
  noauthAnyAddress: onOff().prefault('off').meta({
    expected: '`on` or `off`',
    description: 'Permits `noauth` on an address other than loopback: whoever reaches it can do anything.',
  }),
  ...keystoneSettings,
  quotaServerGroups: integer(-1, 2147483647).prefault('10').meta({
    expected: 'a number from -1 to 2147483647',
    description:
      'How many server groups a project may have that has no quota of its own; -1 stands for no limit.',
  }),
  quotaServerGroupMembers: integer(-1, 2147483647).prefault('10').meta({
    expected: 'a number from -1 to 2147483647',
    description:
      'How many members a server group of a project may have that has no quota of its own; -1 stands for no limit.',
  }),
  maxLimit: integer(1, 100000).prefault('1000').meta({
    expected: 'a number from 1 to 100000',
    description: 'How many server groups one page of a list holds at most.',
  }),
  /** Its minor number: 103 stands for 2.103. */
  maxMicroversion: z
    .string()
    .regex(/^2\.[1-9]\d{0,2}$/)
    .transform((version) => Number(version.slice(2)))
    .refine((minor) => minor <= minorOf(NEWEST))
    .prefault(NEWEST)
    .meta({
      expected: `a microversion from ${OLDEST} to ${NEWEST}`,
      description: 'The newest microversion that is offered, for clouds that end earlier.',
    }),
  /** Without a slash at the end. */
  publicUrl: httpUrlText().optional().meta({
    expected: HTTP_URL,
    description: 'The URL that clients use, for the links in the version documents.',
    fallback: 'from the Host header',
  }),
  trustedProxies: listOf(addressRange()).meta({
    expected: 'IP addresses and ranges such as `10.0.0.0/8`, separated by commas',
    description:
      'The proxies whose `Forwarded` or `X-Forwarded-…` headers are believed, for the links and the rate limit. Let them pass on none that clients send.',
    fallback: 'none',
  }),
  rateLimit: rateOrOff().prefault('off').meta({
    expected:
      '`off`, or a number from 1 to 99999 of requests per `s`, `min` or `h`, such as `20/s` or `600/min`',
    description:
      'How many requests each user of a project may send on average, and as many at once after a pause; more are answered with 429. Who is not known counts by address.',
  }),
  /** In seconds. */
  drain: seconds(0, 3600).prefault('5s').meta({
    expected: 'seconds from 0 to 3600, such as `5s` or `5`',
    description: 'How long requests under way may take to finish when the service is told to stop.',
  }),
  logLevel: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).prefault('info').meta({
    expected: '`trace`, `debug`, `info`, `warn`, `error`, `fatal` or `silent`',
    description: 'The least level that is logged.',
  }),
  logFormat: z.enum(['json', 'pretty']).meta({
    expected: '`json` or `pretty`',
    description: 'One JSON object a line, or lines for people.',
    fallback: '`json`, on a terminal `pretty`',
  }),
  /** In milliseconds. */
  slowStatement: milliseconds(1, 60_000).prefault('500ms').meta({
    expected: 'a time from 1ms to 60s, such as `500ms` or `2s`',
    description: 'A statement of the store that takes longer is logged with its name.',
  }),
  checkResponses: z.enum(['off', 'log', 'on']).prefault('off').meta({
    expected: '`off`, `log` or `on`',
    description:
      'Checks every response against the API description: with `log` a wrong one is sent and logged as an error, for production; with `on` it is refused with 500, for development.',
  }),
  metrics: onOff().prefault('on').meta({
    expected: '`on` or `off`',
    description: 'Serves metrics for Prometheus at `/metrics`, without a token.',
  }),
  docs: onOff().prefault('on').meta({
    expected: '`on` or `off`',
    description: 'Serves the API description and its documentation at `/openapi.json` and `/docs`.',
  }),
  corsOrigins: listOf(
    httpUrl()
      .refine((url) => url.pathname === '/')
      .transform((url) => url.origin),
  ).meta({
    expected: 'origins such as `https://console.example.com`, separated by commas',
    description: 'The web origins whose pages may call the API (CORS).',
    fallback: 'none',
  }),
});
