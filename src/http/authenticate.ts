/** Who is calling: 401 without a token that is known, 503 when the identity service cannot tell. */

import { fault } from '../faults.ts';
import type { Verdict } from '../identity/identity.ts';
import { isApiRoute } from '../operational/routes.ts';
import type { Exchange, Step } from './exchange.ts';
import type { Row, Target } from './router.ts';

/** Whether it is answered without a token. */
export const isPublic = (row: Row) => !isApiRoute(row) || row.isPublic;

/** Where the path has not got the method: the token would not be needed with those that it has. */
const isPublicPath = (target: Target | null) => target !== null && Object.values(target.rows).every(isPublic);

export const needsToken = ({ target, row }: Exchange): boolean =>
  !(row === undefined ? isPublicPath(target) : isPublic(row));

export const authenticate: Step = (exchange, { identity, log }) => {
  if (!needsToken(exchange)) return undefined;

  const { request, target } = exchange;
  const token = request.headers['x-auth-token'];
  const known = (verdict: Verdict) => {
    if (verdict === null) return fault.unauthorized(identity.challenge);
    // Refused later, as what a role does not allow is.
    exchange.caller = verdict === 'unscoped' ? null : verdict;
    return undefined;
  };
  // Node joins a header that is there twice with a comma, so that two tokens are an unknown one; the array is only in the types.
  const verdict = identity.authenticate(token?.toString(), target?.params.project_id);
  if (!(verdict instanceof Promise)) return known(verdict);
  return verdict.then(known, (err) => {
    log.error({ err }, 'the identity service cannot tell who is calling');
    return fault.unavailable();
  });
};

/**
 * The token must be for a project, and for that in the URL, if there is one: for administrators too (Nova:
 * nova/api/openstack/wsgi.py).
 */
export const checkProject: Step = ({ target, row, caller }) => {
  if (caller === null) return row === undefined || isPublic(row) ? undefined : fault.unscoped();
  const inUrl = target?.params.project_id;
  return inUrl === undefined || inUrl === caller.project
    ? undefined
    : fault.otherProject(inUrl, caller.project);
};
