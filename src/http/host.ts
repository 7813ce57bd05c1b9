/** Refuses a request without a host, or with two: what stands before the service might take it for another's. */

import { fault } from '../faults.ts';
import type { Step } from './exchange.ts';

/** RFC 9112, section 3.2. Node refuses the first of the two as well, but without a word about it. */
export const checkHost: Step = ({ request: { rawHeaders, httpVersion } }) => {
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] as string;
    if (name.length === 4 && name.toLowerCase() === 'host') hosts++;
  }
  const isEnough = hosts === 1 || (hosts === 0 && httpVersion === '1.0');
  return isEnough ? undefined : fault.malformedHttp();
};
