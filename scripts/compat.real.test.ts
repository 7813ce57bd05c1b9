/** The gate with oasdiff itself, which needs Go. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import test, { before } from 'node:test';
import { stringify } from 'yaml';
import { ROOT } from './command.ts';
import { BASE, changed } from './compat/base.fixture.ts';
import { CASES } from './compat/cases.fixture.ts';
import { compareDocuments } from './compat/compare.ts';
import { installOasdiff } from './compat/oasdiff.ts';
import { released, withoutHost } from './compat/released.fixture.ts';
import type { Range } from './generate/microversions.ts';
import { readDocuments } from './publish/documents.ts';

let program: string;
before(async () => {
  program = await installOasdiff();
});

test('each change of an API gets the verdict that its clients need', async () => {
  for (const [what, at, becomes, expected, check] of CASES) {
    const found = await compareDocuments(program, BASE, changed(BASE, at, becomes));
    const seen = `${what}: ${JSON.stringify(found.map(({ level, id }) => `${level} ${id}`))}`;
    const worst = (['ERR', 'WARN', 'INFO'] as const).find((each) =>
      found.some(({ level }) => level === each),
    );
    assert.equal(worst ?? 'none', expected, seen);
    if (check !== undefined)
      assert.ok(
        found.some(({ id, level }) => id === check && level === expected),
        seen,
      );
  }
});

test('a document compared with itself has changed in nothing', async () => {
  const { bundle, views } = await readDocuments(path.join(ROOT, 'generated'));
  for (const document of [BASE, bundle, ...views.map((view) => view.document)]) {
    assert.deepEqual(await compareDocuments(program, document, document), []);
  }
});

test('what breaks clients of one view fails, with operation and microversions, until it is approved', async (t) => {
  const { compat, read, write, setVersion, approve, changelog } = await released(t);
  await setVersion('1.1.0');
  await write('views/2.64.json', withoutHost(await read('views/2.64.json')));
  const refused = compat();
  assert.match(
    refused.output,
    /Breaking {2}listMembers {2}response-required-property-removed: .*`members\/items\/host`.* \(2\.64 to 2\.74\)/,
  );
  assert.match(
    refused.output,
    /4 changes would break clients\. Take them back, give them a new microversion/,
  );
  assert.equal(refused.status, 1);

  const line = (where: string) =>
    `- {change: response-required-property-removed, where: ${where}, what: host, reason: Nobody reads it}\n`;
  await approve(line('listMembers') + line('claimMember'));
  const approved = compat();
  assert.match(approved.output, /Approved {2}listMembersUnscoped /);
  assert.doesNotMatch(approved.output, /Breaking|would break/);
  assert.match(approved.output, /though approved, needs version 2\.0\.0 or later/);
  assert.equal(approved.status, 1);

  await setVersion('2.0.0');
  assert.equal(compat().status, 0);
  const text = await changelog();
  assert.match(text, /^# Changes of the API from 1\.0\.0 to 2\.0\.0\n/);
  assert.match(
    text,
    /\n## `listMembers`\n\n### Removed\n\n- \*\*Breaking \(Nobody reads it\):\*\* removed .* \(2\.64 to 2\.74; `list/,
  );

  await approve(line('listMembers') + line('claimMember') + line('showLimits'));
  const useless = compat();
  assert.match(
    useless.output,
    / Useless {2}showLimits {2}[^\n]*: host\n[\s\S]*1 line of approved-changes\.yaml fit/,
  );
  assert.equal(useless.status, 1);
});

/** Ranges with the view that each of them has, and what the gate says of them; the base ends at 2.103. */
const RANGES: readonly [
  what: string,
  change: (ranges: Range[]) => Range[],
  broken: string,
  status: number,
  output: RegExp,
  changelog: RegExp,
][] = [
  [
    'a new microversion may do without what the others have',
    (ranges) => [...ranges, { first: '2.104', last: '2.105' }],
    '2.104',
    0,
    /Nothing breaks clients/,
    /Added the microversions 2\.104 to 2\.105[\s\S]*# New in the microversions 2\.104 to 2\.105[\s\S]*- Removed .*host/,
  ],
  [
    'a published range that is split is compared with each part',
    (ranges) =>
      ranges.flatMap((range) =>
        range.first === '2.64'
          ? [
              { ...range, last: '2.69' },
              { ...range, first: '2.70' },
            ]
          : [range],
      ),
    '2.70',
    1,
    /Breaking {2}listMembers .*host.* \(2\.70 to 2\.74\)/,
    /Breaking:\*\* removed .*host.* \(2\.70 to 2\.74;/,
  ],
  [
    'microversions that are no longer served are missed',
    (ranges) => ranges.slice(0, -1),
    '2.104',
    1,
    /Breaking {2}the whole API {2}microversion-removed: removed the microversions 2\.102 to 2\.103\n/,
    /## The whole API\n\n### Removed\n\n- \*\*Breaking:\*\* removed the microversions 2\.102 to 2\.103/,
  ],
];

test('views are compared where their microversions are the same', async (t) => {
  for (const [what, change, broken, status, output, text] of RANGES) {
    const { compat, read, write, setVersion, changelog } = await released(t);
    await setVersion('1.1.0');
    await write('views/index.json', change((await read('views/index.json')) as unknown as Range[]) as never);
    await write(`views/${broken}.json`, withoutHost(await read('views/2.75.json')));
    const judged = compat();
    assert.match(judged.output, output, what);
    assert.equal(judged.status, status, what);
    assert.match(await changelog(), text, what);
  }
});

test('a version that changes nothing says so, and one that is published stays comparable', async (t) => {
  const { compat, setVersion, changelog } = await released(t);
  await setVersion('1.0.1');
  assert.equal(compat().status, 0);
  assert.equal(
    await changelog(),
    '# Changes of the API from 1.0.0 to 1.0.1\n\nNothing that clients could notice.\n',
  );
});

test("two documents of one's own are compared, and the changelog is printed", async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-compat-test-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const [base, revision] = [path.join(folder, 'base.yaml'), path.join(folder, 'revision.json')];
  await writeFile(base, stringify(BASE));
  await writeFile(revision, JSON.stringify(changed(BASE, 'paths /groups get', undefined)));
  const run = (...pair: [string, string]) =>
    spawnSync(
      process.execPath,
      [path.join(ROOT, 'scripts/compat.ts'), '--base', pair[0], '--revision', pair[1]],
      { encoding: 'utf8' },
    );
  const broken = run(base, revision);
  assert.match(
    broken.stdout,
    /^Breaking {2}listGroups {2}api-removed-without-deprecation: [^(]*\n# Changes of the API/,
  );
  assert.equal(broken.status, 1);
  const fine = run(revision, base);
  assert.match(fine.stdout, /## `listGroups`\n\n### Added\n\n- Endpoint added\n/);
  assert.equal(fine.status, 0);
});
