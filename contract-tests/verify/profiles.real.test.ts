/** The profiles against stand-ins for the servers that they are for: right ones, and some that are wrong all the same. */

import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { startHuawei } from './huawei.fixture.ts';
import { huawei } from './huawei.ts';
import { headerOf, type Kind } from './in-front.fixture.ts';
import { type StandIn, startNova } from './nova.fixture.ts';
import { nova } from './nova.ts';
import { type Difference, differenceOf, type Profile } from './profile.ts';
import { brokenOf, verifyTarget } from './profiles.fixture.ts';
import { profiles } from './profiles.ts';
import { type Check, count, isKept } from './result.ts';
import { WORSE } from './worse.fixture.ts';

type Start = (worse?: (kind: Kind) => Kind) => Promise<StandIn>;

interface Kindred {
  readonly profile: Profile;
  readonly start: Start;
  /** So many checks are kept at least. */
  readonly kept: number;
}

const KINDS: readonly Kindred[] = [
  { profile: nova, start: startNova, kept: 2400 },
  { profile: huawei, start: startHuawei, kept: 1050 },
];

const [OWN] = profiles;

const servers = new Map<string, StandIn>();
before(async () => {
  for (const { profile, start } of KINDS) servers.set(profile.name, await start());
});
after(async () => {
  for (const server of servers.values()) await server.close();
});

const standInOf = ({ name }: Profile): StandIn => servers.get(name) as StandIn;

/** At one version only, and without the dialect below `/v2`, to be quick. */
const SMALL = ['--microversions', '2.1', '--legacy', 'off'];

/** The rows that leave a check out. */
const rowsFor = ({ differences }: Profile, { id, version }: Check): Difference[] =>
  differences.filter((row) => differenceOf({ differences: [row] }, id, version) !== undefined);

for (const { profile, kept } of KINDS) {
  test(`${profile.what} is found right with its profile, and most of it is judged`, async () => {
    const verification = await verifyTarget(standInOf(profile), profile, '--strict');
    assert.deepEqual(brokenOf(verification), []);
    assert.ok(isKept(verification));
    const number = count(verification.checks, 'kept');
    assert.ok(number >= kept, `${number} checks are kept`);
  });

  test(`each difference of ${profile.what} is needed, and each of its patterns`, async () => {
    const { checks } = await verifyTarget(standInOf(profile), { ...profile, differences: [] });
    const wrong = checks.filter(({ outcome }) => outcome === 'broken' || outcome === 'not judged');
    const alone = wrong.map((check) => rowsFor(profile, check)).filter(({ length }) => length === 1);
    const isIn = (row: Difference): boolean =>
      wrong.some(({ id, version }) => differenceOf({ differences: [row] }, id, version) !== undefined);
    for (const row of profile.differences) {
      assert.ok(
        alone.some(([only]) => only === row),
        row.reason,
      );
      // What one kind has of another's may hold for a part of the API that it lacks.
      if (profile !== nova) continue;
      for (const pattern of row.checks) assert.ok(isIn({ ...row, checks: [pattern] }), pattern);
    }
  });

  for (const row of profile.liberties) {
    test(`a liberty of ${profile.what} is needed: ${row.reason}`, async () => {
      const liberties = profile.liberties.filter((each) => each !== row);
      const verification = await verifyTarget(standInOf(profile), { ...profile, liberties }, ...SMALL);
      assert.notDeepEqual(brokenOf(verification), []);
    });
  }
}

/** What the service of this project does on purpose, and Nova does not. */
const ON_PURPOSE = [
  ...[
    'groups/create-soft',
    'routes/methods-of/os-server-groups',
    'routes/below/nowhere',
    'routes/outside/nowhere',
  ],
  ...[
    'routes/head',
    'pages/pages',
    'queries/refused-31',
    'bodies/broken-invalid-UTF-8',
    'bodies/broken-101-levels',
  ],
  ...[
    'bodies/broken-a-lone-surrogate',
    'creations/rules-27',
    'names/refused-a-line-feed-after',
    'creations/rules-16',
  ],
  ...[
    'rules/limit-3.0',
    'names/accepted-an-emoji',
    'groups/delete',
    'groups/create',
    'bodies/limit',
    'discovery/all',
  ],
];

test('without its profile OpenStack Nova breaks the contract where it differs on purpose', async () => {
  const verification = await verifyTarget(standInOf(nova), OWN);
  const broken = brokenOf(verification);
  assert.deepEqual(
    ON_PURPOSE.filter((id) => !broken.includes(id)),
    [],
  );
});

for (const [what, profile, noticedBy, worse] of WORSE) {
  test(`a server like ${profile.what} that ${what} is found wrong`, async (t) => {
    const start = KINDS.find((each) => each.profile === profile)?.start as Start;
    let change: (kind: Kind) => Kind = (kind) => kind;
    const server = await start((kind) => (asked, ask) => change(kind)(asked, ask));
    t.after(() => server.close());
    change = worse(server.tokens);
    const verification = await verifyTarget(server, profile, ...SMALL);
    assert.ok(!isKept(verification));
    assert.ok(brokenOf(verification).includes(noticedBy), `${brokenOf(verification)}`);
  });
}

const NEXT = '2.104';
const LAST = '2.103';

/** A Nova with a microversion that the spec does not have yet. */
const newer: (kind: Kind) => Kind = (kind) => async (asked, ask) => {
  const headers = asked.headers.map(([name, value]) => [name, value.replace(NEXT, LAST)] as const);
  const isNext = asked.headers.some(([, value]) => value.endsWith(NEXT) || value.endsWith('latest'));
  const told = await kind({ ...asked, headers }, ask);
  const lines = told.headers.map(
    ([name, value]) => [name, isNext ? value.replace(LAST, NEXT) : value] as const,
  );
  const isAbout = headerOf(told, 'content-type')?.startsWith('application/json') === true;
  return { ...told, headers: lines, body: isAbout ? told.body.replaceAll(LAST, NEXT) : told.body };
};

test('a server that offers a version after the last of the spec is judged as far as that, and not for the rest', async (t) => {
  const server = await startNova(newer, LAST);
  t.after(() => server.close());
  const verification = await verifyTarget(server, nova, '--operations', 'showVersion,listVersions');
  assert.deepEqual(brokenOf(verification), []);
  assert.equal(verification.versions.at(-1), LAST);
});
