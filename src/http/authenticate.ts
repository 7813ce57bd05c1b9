/** Who is calling: 401 without a token that is known, 503 when the identity service cannot tell. */

import { fault } from '../faults.ts';
import type { Caller } from '../identity/identity.ts';
import { isApiRoute } from '../operational/routes.ts';
import type { Step } from './exchange.ts';

export const authenticate: Step = (exchange, { identity, log }) => {
  const { request, target, row } = exchange;
  if (row !== undefined && isApiRoute(row) && row.isPublic) return undefined;

  const token = request.headers['x-auth-token'];
  const known = (caller: Caller | null) => {
    exchange.caller = caller;
    return caller === null ? fault.unauthorized(identity.challenge) : undefined;
  };
  const caller = identity.authenticate(
    Array.isArray(token) ? token.at(-1) : token,
    target?.params.project_id,
  );
  if (!(caller instanceof Promise)) return known(caller);
  return caller.then(known, (err) => {
    log.error({ err }, 'the identity service cannot tell who is calling');
    return fault.unavailable();
  });
};

/** The project in the URL must be that of the token, for administrators too (Nova: nova/api/openstack/wsgi.py). */
export const checkProject: Step = ({ target, caller }) => {
  const inUrl = target?.params.project_id;
  if (inUrl === undefined || caller === null || inUrl === caller.project) return undefined;
  return fault.otherProject(inUrl, caller.project);
};
