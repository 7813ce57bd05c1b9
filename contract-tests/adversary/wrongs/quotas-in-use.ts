/** Servers that do not heed quotas, or miscount. */

import { fault } from '../made.ts';
import { withBody, withText } from '../wire.ts';
import { answers, lenient, says, strict, type When, type Wrong, wrong } from '../wrong.ts';
import { asAdmin, limits, quotasIn, set, withQuotas } from './of-quotas.ts';

const isExceeded: When = { says: /Quota exceeded, too many server groups/ };

export const quotasInUse: readonly Wrong[] = [
  wrong(
    'quotas/not-enforced',
    'a quota is not heeded',
    ['quotas/below-use', 'idempotency/failure'],
    (known) => async (request, pass) => {
      const answer = await pass(request);
      if (!isExceeded.says?.test(answer.body)) return answer;
      const project = `/v2.1/os-quota-sets/${known.project}`;
      await pass(
        asAdmin(
          withBody({ ...request, method: 'PUT', path: project }, { quota_set: { server_groups: -1 } }),
          known,
        ),
      );
      return pass(request);
    },
  ),
  wrong(
    'quotas/exceeded-409',
    'a quota that is used up is a conflict',
    'quotas/below-use',
    answers(isExceeded, (_, request) => fault(request, 409, 'Quota exceeded, too many server groups.')),
  ),
  wrong(
    'quotas/exceeded-413',
    'a quota that is used up is a request that is too large',
    'quotas/below-use',
    answers(isExceeded, (_, request) => fault(request, 413, 'Quota exceeded, too many server groups.')),
  ),
  wrong(
    'quotas/below-use',
    'a quota below what is used is set without force',
    'quotas/below-use',
    lenient({ ...set, status: 400, says: /already used/ }, (request) =>
      withQuotas(request, (all) => ({ ...all, force: true })),
    ),
  ),
  wrong(
    'quotas/force',
    'a quota below what is used is refused, force or not',
    'quotas/below-use',
    strict({
      ...set,
      and: (request) => quotasIn(request).force === true && quotasIn(request).server_groups === 0,
    }),
  ),
  wrong(
    'quotas/used-number',
    'a refusal tells of another use',
    'quotas/below-use',
    answers({ ...set, status: 400 }, (answer) =>
      withText(answer, answer.body.replace(/reserved \d+/, 'reserved 77')),
    ),
  ),
  wrong(
    'quotas/used-up',
    'a quota is used up before anything is made',
    'quotas/below-use',
    strict({ of: 'createServerGroup' }, 403, 'Quota exceeded, too many server groups.'),
  ),
  wrong(
    'quotas/used',
    'what is used is told as 0',
    'quotas/limits',
    says(limits, (body) => {
      body.limits.absolute.totalServerGroupsUsed = 0;
    }),
  ),
  wrong(
    'quotas/used-by-all',
    'what is used is told with one group of another',
    'quotas/below-use',
    says(limits, (body) => {
      body.limits.absolute.totalServerGroupsUsed = Number(body.limits.absolute.totalServerGroupsUsed) + 1;
    }),
  ),
  wrong(
    'quotas/rate',
    'there are rates',
    'quotas/limits',
    says(limits, (body) => {
      body.limits.rate = [{}];
    }),
  ),
];
