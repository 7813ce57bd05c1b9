/** Which Content-Types are taken for JSON, on any method (Nova: nova/api/openstack/wsgi.py, `get_content_type`). */

import { fault } from '../faults.ts';
import type { Step } from './exchange.ts';

const ACCEPTED = new Set(['', 'application/json', 'application/vnd.openstack.compute+json', 'text/plain']);

export const checkMediaType: Step = ({ request }) => {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';');
  return ACCEPTED.has(type.trim()) ? undefined : fault.unsupportedMediaType();
};
