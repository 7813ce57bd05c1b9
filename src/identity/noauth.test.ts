import assert from 'node:assert/strict';
import test from 'node:test';
import { noauthIdentity } from './noauth.ts';

const LONG = 'x'.repeat(255);

const CASES: readonly [
  token: string | undefined,
  urlProject: string | undefined,
  caller: [user: string, project: string, role: string] | null,
][] = [
  ['alice:p1', undefined, ['alice', 'p1', 'member']],
  // The project of the token wins; the difference is refused later.
  ['alice:p1', 'p2', ['alice', 'p1', 'member']],
  ['alice', 'p2', ['alice', 'p2', 'member']],
  ['notused', undefined, ['notused', 'notused', 'member']],
  ['alice', '', ['alice', 'alice', 'member']],
  ['alice', 'p\u0000', ['alice', 'alice', 'member']],
  ['alice:p:1', undefined, ['alice', 'p:1', 'member']],
  ['Jane Doe:p1', undefined, ['Jane Doe', 'p1', 'member']],
  ['admin', undefined, ['admin', 'admin', 'admin']],
  ['admin:p1', undefined, ['admin', 'p1', 'admin']],
  ['Admin:p1', undefined, ['Admin', 'p1', 'member']],
  ['alice:admin', undefined, ['alice', 'admin', 'member']],
  [`${LONG}:${LONG}`, undefined, [LONG, LONG, 'member']],
  [undefined, 'p1', null],
  ['', 'p1', null],
  [':', 'p1', null],
  [':p1', undefined, null],
  ['alice:', 'p1', null],
  [' alice:p1', undefined, null],
  ['alice: p1', undefined, null],
  ['ali\u0007ce:p1', undefined, null],
  ['alice:p\u2028', undefined, null],
  ['ali\ud800ce', undefined, null],
  [`${LONG}x`, undefined, null],
  [`alice:${LONG}x`, undefined, null],
];

for (const [token, urlProject, expected] of CASES) {
  const what = expected ? `speaks for ${expected.join(', ').slice(0, 40)}` : 'is refused';
  test(`noauth: token ${JSON.stringify(token)?.slice(0, 40)} with project ${urlProject} ${what}`, () => {
    const [user, project, role] = expected ?? [];
    assert.deepEqual(
      noauthIdentity.authenticate(token, urlProject),
      expected && { user, project, roles: [role] },
    );
    assert.deepEqual(
      noauthIdentity.recall(token, urlProject),
      expected ? { user, project, roles: [role] } : undefined,
    );
  });
}
