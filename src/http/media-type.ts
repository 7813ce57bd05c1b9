/** Which Content-Types are taken for JSON, on any method (Nova: nova/api/openstack/wsgi.py, `get_content_type`). */

import type { IncomingMessage } from 'node:http';
import { fault } from '../faults.ts';
import type { Step } from './exchange.ts';

const JSON_TYPE = 'application/json';
const OPENSTACK_JSON = 'application/vnd.openstack.compute+json';
const ACCEPTED = new Set(['', JSON_TYPE, OPENSTACK_JSON, 'text/plain']);

/** Whether a body of this Content-Type, whatever its parameters, is read as JSON. */
export const isTakenForJson = (contentType = ''): boolean =>
  ACCEPTED.has((contentType.split(';')[0] ?? '').trim());

export const checkMediaType: Step = ({ request }) =>
  isTakenForJson(request.headers['content-type']) ? undefined : fault.unsupportedMediaType();

/** The Content-Type of a success: its general name, unless the client asks for the one of OpenStack first. */
export const typeFor = ({ headers: { accept = '' } }: IncomingMessage): string =>
  accept.split(/[,;]/, 1)[0]?.trim() === OPENSTACK_JSON ? OPENSTACK_JSON : JSON_TYPE;
