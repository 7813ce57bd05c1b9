/** Which microversion is spoken. Below `/v2` there are none; its version headers are ignored. */

import { fault } from '../faults.ts';
import { LEGACY, parseVersion } from '../microversions/negotiate.ts';
import { routeOf, type Step } from './exchange.ts';

export const negotiate: Step = (exchange, { newest }) => {
  const { versions } = routeOf(exchange);
  if (versions.first === undefined) {
    exchange.version = LEGACY;
    return undefined;
  }
  const negotiated = parseVersion(exchange.request.headers, newest);
  if ('malformed' in negotiated) return fault.malformedVersion(negotiated.malformed);
  if ('unsupported' in negotiated) {
    exchange.echo = negotiated.unsupported;
    return fault.unsupportedVersion(negotiated.unsupported, newest);
  }
  exchange.version = negotiated.version;
  exchange.echo = negotiated.version;
  return undefined;
};
