/** Refuses a body that says it is too large before any of it is read. */

import { fault, MAX_BODY } from '../faults.ts';
import type { Step } from './exchange.ts';

export const checkSize: Step = ({ request }) =>
  Number(request.headers['content-length'] ?? 0) > MAX_BODY ? fault.tooLarge() : undefined;
