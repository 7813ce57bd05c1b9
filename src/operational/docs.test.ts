/** The documentation as one page: what is in it, and that it needs nothing else. */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test, { type TestContext } from 'node:test';
import request from 'supertest';
import { createApp } from '../app.ts';
import { readConfig } from '../config.ts';
import { noauthIdentity } from '../identity/noauth.ts';
import { createLogger } from '../logger.ts';
import { openStore } from '../store/open.ts';
import { ranges, readView } from '../views/view.ts';
import { createViews } from '../views/views.ts';

const appOf = async (t: TestContext, env: Readonly<Record<string, string>> = {}) => {
  const config = readConfig(env);
  const store = await openStore('sqlite::memory:');
  t.after(() => store.close());
  return createApp({
    store,
    identity: noauthIdentity,
    views: createViews(),
    log: createLogger({ level: 'silent', format: 'json' }),
    settings: { ...config, newest: `2.${config.maxMicroversion}` },
  });
};

const pageOf = async (t: TestContext, env?: Readonly<Record<string, string>>) => {
  const { status, headers, text } = await request(await appOf(t, env)).get('/docs');
  assert.equal(status, 200);
  return { headers, text };
};

interface Inline {
  readonly attributes: string;
  readonly text: string;
}

/** The elements of a kind that carry text, as a browser finds them: each ends at the first end tag. */
const inline = (page: string, tag: 'script' | 'style'): Inline[] =>
  page
    .split(new RegExp(`<${tag}\\b`))
    .slice(1)
    .map((rest) => {
      const element = rest.slice(0, rest.indexOf(`</${tag}`));
      const start = element.indexOf('>');
      return { attributes: element.slice(0, start), text: element.slice(start + 1) };
    });

/** Without the texts of scripts, which may speak of elements too. */
const markupOf = (page: string): string => page.replaceAll(/(<script\b[^>]*>).*?(?=<\/script)/gs, '$1');

const viewsIn = (page: string): Record<string, unknown> => {
  const block = inline(page, 'script').find(({ attributes }) => attributes.includes('id="views"'));
  return JSON.parse(block?.text ?? '');
};

const choicesIn = (page: string): string[] =>
  [...page.matchAll(/<option[^>]*>(.*?)<\/option>/g)].map(([, text = '']) => text);

test('the page is HTML, needs no token, and tells nobody where the reader was', async (t) => {
  const { headers } = await pageOf(t);
  assert.equal(headers['content-type'], 'text/html; charset=utf-8');
  assert.equal(headers['referrer-policy'], 'no-referrer');
  assert.equal(headers['x-content-type-options'], 'nosniff');
});

test('the security policy allows the texts of the page by their hashes, and requests to the service alone', async (t) => {
  const { headers, text } = await pageOf(t);
  const policy = new Map(
    String(headers['content-security-policy'])
      .split('; ')
      .map((directive) => {
        const [name = '', ...sources] = directive.split(' ');
        return [name, sources];
      }),
  );
  const hashes = (elements: readonly Inline[]) =>
    elements
      .filter(({ attributes }) => !attributes.includes('application/json'))
      .map((each) => `'sha256-${createHash('sha256').update(each.text).digest('base64')}'`);
  assert.deepEqual(policy.get('script-src'), hashes(inline(text, 'script')));
  assert.deepEqual(policy.get('style-src'), hashes(inline(markupOf(text), 'style')));
  assert.deepEqual(policy.get('connect-src'), ["'self'"]);
  assert.deepEqual(policy.get('default-src'), ["'none'"]);
});

test('the page holds each view as it was generated, the newest first', async (t) => {
  const { text } = await pageOf(t);
  assert.deepEqual(viewsIn(text), Object.fromEntries(ranges.map(({ first }) => [first, readView(first)])));
  const choices = choicesIn(text);
  assert.equal(choices.length, ranges.length);
  assert.equal(choices[0], `${ranges.at(-1)?.first} – ${ranges.at(-1)?.last} (newest)`);
  assert.equal(choices.at(-1), '2.0 (legacy, /v2)');
});

test('a service that ends at an older version shows no newer one', async (t) => {
  const { text } = await pageOf(t, { OSG_MAX_MICROVERSION: '2.60' });
  assert.deepEqual(choicesIn(text), ['2.13 – 2.60 (newest)', '2.1 – 2.12', '2.0 (legacy, /v2)']);
  assert.match(text, /data-microversion="2\.60"/);
  assert.doesNotMatch(text, /data-microversion="2\.63"/);
  assert.deepEqual(Object.keys(viewsIn(text)).toSorted(), ['2.0', '2.1', '2.13']);
});

test('the page loads nothing: all that it names is in it, or is a link to the API description', async (t) => {
  const { text } = await pageOf(t);
  const named = [
    ...markupOf(text).matchAll(/(?:\b(?:src|href)=|url\()["']?([^"')>\s]+)|(@import|sourceMappingURL)/g),
  ]
    .map(([, address, otherwise]) => address ?? otherwise)
    .filter((address) => !address?.startsWith('data:'));
  assert.deepEqual(named, ['openapi.json', 'openapi.yaml']);
  assert.doesNotMatch(text, /<!-- insert|sourceMappingURL=swagger/);
});

for (const path of ['/docs', '/openapi.json', '/openapi.yaml']) {
  test(`${path} is there, and is not with OSG_DOCS=off`, async (t) => {
    await request(await appOf(t))
      .get(path)
      .expect(200);
    await request(await appOf(t, { OSG_DOCS: 'off' }))
      .get(path)
      .expect(404);
  });
}
