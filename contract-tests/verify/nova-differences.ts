/** What OpenStack Nova does otherwise than the spec has it, as of its releases from Zed (2.93) on. */

import type { Difference } from './profile.ts';

/** Of which policies there are. */
export const policies: readonly Difference[] = [
  {
    checks: ['groups/made-at-2.0-soft', 'groups/made-at-2.1-soft'],
    reason: 'Nova has the two soft policies since 2.15 only, so a group cannot be made with one before.',
  },
];

/** Of groups, in each version. */
export const groups: readonly Difference[] = [
  {
    checks: [
      'names/accepted-255-characters-beyond-the-BMP',
      'names/accepted-an-emoji',
      'bodies/escapes-of-pairs',
    ],
    reason: 'Nova refuses names with characters beyond the BMP.',
  },
  {
    checks: [
      'names/refused-a-line-feed-after',
      'creations/rules-16',
      'queries/refused-10',
      'queries/refused-25',
    ],
    reason:
      'Nova takes a name and digits with a line feed at the end: its patterns end in $, which lets that pass.',
  },
  {
    checks: [
      ...['pages/pages', 'pages/deleted-marker', 'pages/limit-after-marker'],
      ...['31', '32', '33', '34', '35'].map((number) => `queries/refused-${number}`),
    ],
    reason: 'Nova has no marker: it passes over one before 2.75, and refuses it as unknown since.',
  },
  {
    checks: ['queries/taken-9', 'queries/taken-10'],
    reason: 'Of a parameter that is there twice, Nova validates each value.',
  },
  {
    checks: ['A/POST */os-server-groups/409'],
    reason: 'Nova has no Idempotency-Key, and nothing else that makes a creation a conflict.',
  },
];

/** Of what is said of the same refusals. */
export const words: readonly Difference[] = [
  {
    checks: ['creations/old-17'],
    reason: 'Nova looks at the first of several policies only, and refuses the others as too many.',
  },
  {
    checks: ['creations/legacy-1', 'creations/legacy-2', 'creations/legacy-3'],
    reason: 'Nova tells of a wrong value below /v2 before it tells of a key that is missing.',
  },
  {
    checks: ['bodies/broken-NaN'],
    reason: 'Nova takes NaN for JSON, and refuses it as no object.',
  },
];

/** Of what there is since 2.64 only. */
export const since264: readonly Difference[] = [
  {
    checks: ['creations/rules-27', 'creations/rules-28', 'creations/rules-29'],
    reason: 'In Nova max_server_per_host has no upper bound.',
  },
  {
    checks: ['rules/limit-3.0', 'rules/limit-3e0'],
    reason: 'Nova takes 3.0 for no integer, or, newer ones, for one that they cannot store.',
  },
  {
    checks: [
      ...['queries/taken-11', 'queries/taken-12'],
      ...['A/GET */os-server-groups/200', 'A/GET */os-server-groups/403'],
    ],
    since: '2.75',
    reason: 'Nova has no marker, which the request has, and refuses unknown parameters since 2.75.',
  },
];

/** Of quotas, and who sees them. */
export const quotas: readonly Difference[] = [
  {
    checks: [
      ...['quotas/defaults', 'quotas/set-and-reset', 'quotas/legacy-unknown-keys'],
      ...[
        'A/PUT */os-quota-sets/{quota_project_id}/200',
        'A/* /v2/os-quota-sets/*/404',
        'A/* /v2.1/os-quota-sets/*/404',
      ],
    ],
    reason:
      'Nova asks Keystone whether there is a project before it shows or sets its quotas, and answers 400 where there is none.',
  },
  {
    checks: ['quotas/other-resources'],
    reason: 'Nova has quotas of other resources too.',
  },
  {
    checks: ['quotas/no-role', 'A/GET */os-quota-sets/{quota_project_id}/defaults/403'],
    reason: 'Nova shows the default quotas and the own limits to whoever has a token for a project.',
  },
  {
    checks: ['A/DELETE */os-quota-sets/{quota_project_id}/202'],
    reason: 'Nova names a type for the body of its 202 that is not there, which stops the proxy of lane A.',
  },
];

/** Of limits. */
export const limits: readonly Difference[] = [
  {
    checks: ['quotas/limits-of-project', 'A/GET */limits/200'],
    reason: 'In Nova only an administrator may name a project for its limits, be it the own one.',
  },
];

/** Of how requests are read, by Nova and by the web server that runs it. */
export const requests: readonly Difference[] = [
  {
    checks: [
      ...['invalid-UTF-8', 'overlong-UTF-8', 'a-surrogate-in-UTF-8', 'UTF-16'],
      ...['a-lone-surrogate*', 'surrogates-in-the-wrong-order', '101-levels*', '50-000-levels'],
    ].map((what) => `bodies/broken-${what}`),
    reason: 'Nova fails with 500 at what is not UTF-8, and has no limit of levels.',
  },
  {
    checks: ['bodies/limit-in-chunks', 'order/a-chunked-body-above-the-limit-before-*'],
    reason: 'Nova takes a body without a Content-Length for none.',
  },
  {
    checks: [
      'bodies/limit-anywhere',
      'A/GET //413',
      'A/GET /v2/413',
      'A/GET /v2//413',
      'A/GET /v2.1/413',
      'A/GET /v2.1//413',
    ],
    reason: 'Nova limits bodies below a version only, and not for its version documents.',
  },
  {
    checks: ['http/*', 'routes/whole-url'],
    but: ['http/old', 'http/upgrade', 'http/continue'],
    reason: 'What is no proper HTTP is up to the web server that runs Nova.',
  },
];

/** Of paths and methods. */
export const paths: readonly Difference[] = [
  {
    checks: ['routes/malformed', 'order/a-path-that-is-not-utf-8-before-*'],
    reason: 'Nova has no answer of its own for a path that is not UTF-8.',
  },
  {
    checks: [`routes/below/${'a'.repeat(65)}/os-server-groups`],
    reason: 'In Nova the project in a path may be of any length; another one than that of the token is 400.',
  },
  {
    checks: ['routes/below/abc/'],
    reason: 'Nova has its version document there, and refuses the project of another with 400.',
  },
  {
    checks: ['routes/options-of*'],
    reason: 'Nova answers any OPTIONS with 200, and names no methods.',
  },
  {
    checks: ['routes/head'],
    reason: 'Nova has no HEAD: it answers 404.',
  },
  {
    checks: ['routes/odd-id', 'routes/upper-case-id'],
    reason:
      'In Nova the database compares ids, some do so without regard to case; and a slash divides, however it is written.',
  },
];

/** Of the version documents. */
export const documents: readonly Difference[] = [
  {
    checks: ['routes/methods-of-version', 'routes/methods-of/', 'discovery/methods'],
    reason: 'The version documents of Nova answer any method.',
  },
  {
    checks: ['discovery/host-*', 'discovery/hostile-host-*'],
    reason:
      'The links of Nova begin with what stands in Host, without the usual port, or with the address that it was configured with.',
  },
];
