/** The report as a page: what is in it, and that nothing which a server sent is more than text. */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { htmlReport } from './html.ts';
import { markup } from './markup.ts';
import { VERSIONS } from './operations.fixture.ts';
import { brokenCheck, HOSTILE, rightVerification, verification } from './verification.fixture.ts';

const hostileEverywhere = verification({
  ...{ url: HOSTILE, profile: HOSTILE, release: HOSTILE, run: HOSTILE, started: HOSTILE },
  versions: [...VERSIONS, HOSTILE],
  checks: [
    ...verification().checks.map((check) => ({ ...check, id: check.id.replace(/(?=\/\d+$)/, HOSTILE) })),
    brokenCheck({ id: HOSTILE, what: HOSTILE, version: HOSTILE }),
  ],
  cells: verification().cells.map((cell) => ({
    ...cell,
    operationId: cell.operationId + HOSTILE,
    path: cell.path + HOSTILE,
  })),
});

/** The page without the texts of its script and its styles, which are not made of anything that came. */
const markupOf = (page: string) => page.replaceAll(/(?<=<(script|style)>).*?(?=<\/\1>)/gs, '');
const tagsOf = (page: string) => markupOf(page).match(/<[a-z][^>]*>/gi) ?? [];

test('a template escapes what is put into it, but for what templates made', () => {
  const inner = markup`<b>${'<&>"\''}</b>`;
  assert.equal(markup`${inner}${[1, '<', inner]}`.html, `${inner.html}1&lt;${inner.html}`);
  assert.equal(inner.html, '<b>&lt;&amp;&gt;&quot;&#39;</b>');
});

test('hostile texts make no elements and no attributes', () => {
  const kinds = (page: string) =>
    new Set(
      tagsOf(page).flatMap((tag) => {
        const names = tag.replaceAll(/"[^"]*"/g, '""').match(/[^\s<>"=/]+/g) ?? [];
        return names.map((name, index) => (index === 0 ? name : `${names[0]} ${name}`));
      }),
    );
  assert.deepEqual(kinds(htmlReport(hostileEverywhere)), kinds(htmlReport(verification())));
  assert.ok(kinds(htmlReport(verification())).has('button hidden'));
  for (const kind of kinds(htmlReport(hostileEverywhere))) assert.doesNotMatch(kind, / (on|style|src)/);
});

test('what cannot be seen is shown as characters', () => {
  const page = htmlReport(hostileEverywhere);
  assert.doesNotMatch(page.replaceAll('\n', ''), /[\p{C}\p{Zl}\p{Zp}]/u);
  assert.ok(page.includes('\\u202egnp.exe'));
});

test('the page points to nothing but itself', () => {
  const addresses = tagsOf(htmlReport(hostileEverywhere)).flatMap(
    (tag) => tag.match(/ (?:href|src|action)="[^"]*"/g) ?? [],
  );
  assert.ok(addresses.length > 1);
  for (const address of addresses) assert.match(address, /^ href="(#violation-\d+|data:,)"$/);
  assert.doesNotMatch(htmlReport(verification()), /@import|url\(|fetch\(/);
});

test('the security policy of the page allows its own script and styles, and nothing else', () => {
  const page = htmlReport(hostileEverywhere);
  const hashOf = (tag: string) => {
    const [, text = '', ...more] = page.split(new RegExp(`</?${tag}>`)).filter((_, index) => index < 3);
    assert.equal(more.length, 1);
    return `&#39;sha256-${createHash('sha256').update(text).digest('base64')}&#39;`;
  };
  assert.equal(page.split('<script>').length, 2);
  assert.equal(
    page.match(/Content-Security-Policy" content="([^"]*)"/)?.[1],
    `default-src &#39;none&#39;; script-src ${hashOf('script')}; style-src ${hashOf('style')}; img-src data:; ` +
      'base-uri &#39;none&#39;; form-action &#39;none&#39;',
  );
});

const verdicts = [
  [verification(), 'is-broken', 'The contract is broken'],
  [rightVerification(), 'is-kept', 'The contract is kept'],
  [verification({ checks: [], cells: [] }), 'is-broken', 'The contract is not kept: nothing was checked'],
] as const;

for (const [shown, style, verdict] of verdicts) {
  test(`the page says: ${verdict}`, () => {
    const page = htmlReport(shown);
    assert.ok(page.includes(`<h1 class="${style}">${verdict}</h1>`));
    assert.ok(page.includes(`<title>${verdict} – http://127.0.0.1:8774</title>`));
  });
}

test('what there is nothing of has no section', () => {
  const headings = (page: string) => [...page.matchAll(/<h2 id="([a-z]+)"/g)].map(([, id]) => id);
  assert.deepEqual(headings(htmlReport(verification())), [
    'matrix',
    'violations',
    'open',
    'design',
    'timings',
  ]);
  assert.deepEqual(headings(htmlReport(verification({ checks: [], cells: [] }))), ['timings']);
});

test('each field says in words what its squares show, and leads to the violation', () => {
  const page = htmlReport(verification());
  assert.ok(
    page.includes(
      '<a class="squares" href="#violation-2" aria-label="broken at 2.64 to 2.103; kept at 2.0 to 2.63">',
    ),
  );
  assert.ok(page.includes('<span class="squares" role="img" aria-label="left out at all versions">'));
  assert.match(
    page,
    /<i class="broken" data-version="2.64" title="2.64: broken\nGET \/v2.1\/os-server-groups\/\{server_group_id\} 404: &lt;script&gt;/,
  );
});

test('the slowest 20 checks are told, and how long each lane took', () => {
  const page = htmlReport(verification());
  const table = page.slice(page.indexOf('<table class="timings">'));
  assert.equal(table.match(/<tr>/g)?.length, 21);
  assert.match(table, /<td class="number">1.8 s<\/td>/);
  assert.match(
    page,
    /<li>Lane A \(.*?\): 2909 checks, 1 min 7 s together<\/li><li>Lane B \(.*?\): 33 checks, 19.9 s together/,
  );
});
