/** The documentation in a real browser, against a real service, under the address that a proxy gives it. */

import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { startChromium } from '../chromium.fixture.ts';
import { emptyFolder, firstToken, startProcess } from '../process.fixture.ts';

/** Nobody listens there: what the browser asks for below it is passed on to the service. */
const PUBLIC = 'http://cloud.example/compute';
/** Where the page is whether or not the checkout has a documentation site. */
const PAGE = `${PUBLIC}/docs/try.html`;

const browser = await startChromium();

interface Shown {
  readonly page: Page;
  /** Method and address of each request of the page, in order. */
  readonly requests: string[];
  /** What the console says that is wrong, breaches of the security policy among it. */
  readonly complaints: string[];
  readonly token: string;
}

const showDocs = async (t: TestContext, options: BrowserContextOptions = {}, query = ''): Promise<Shown> => {
  const folder = await emptyFolder(t);
  const { url } = await startProcess(t, folder);
  const page = await browser.newPage(options);
  t.after(() => page.close());
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (each) => {
    if (!each.url().startsWith('data:')) requests.push(`${each.method()} ${each.url()}`);
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.route(`${PUBLIC}/**`, async (route) => {
    const response = await route.fetch({ url: route.request().url().replace(PUBLIC, url) });
    await route.fulfill({ response });
  });
  await page.goto(`${PAGE}${query}`);
  await page.locator('.opblock').first().waitFor();
  return { page, requests, complaints, token: (await firstToken(folder))['X-Auth-Token'] ?? '' };
};

const operation = (page: Page, id: string) => page.locator(`[id$="-${id}"]`);

const open = async (page: Page, id: string) => {
  await operation(page, id).locator('.opblock-summary-control').click();
  await operation(page, id).locator('.opblock-body').waitFor();
};

const authorize = async (page: Page, token: string) => {
  await page.locator('.btn.authorize').click();
  await page.locator('.auth-container input').fill(token);
  await page.locator('.auth-btn-wrapper .authorize').click();
  await page.locator('.btn-done').click();
};

/** Sends what Swagger UI fills in and what is filled in here; returns what was sent and what came back. */
const tryOut = async (page: Page, id: string, filled: Readonly<Record<string, string>> = {}) => {
  await operation(page, id).locator('.try-out__btn').click();
  for (const [name, value] of Object.entries(filled)) {
    await operation(page, id).getByPlaceholder(name, { exact: true }).fill(value);
  }
  const [response] = await Promise.all([
    page.waitForResponse((each) => each.url().includes('/os-server-groups')),
    operation(page, id).locator('.execute').click(),
  ]);
  await operation(page, id).locator('.live-responses-table .response-col_status').last().waitFor();
  return { response, sent: response.request(), body: await response.json() };
};

test('the page shows the operations, asks for nothing but itself, and breaks none of its own rules', async (t) => {
  const { page, requests, complaints } = await showDocs(t);
  assert.deepEqual(
    await operation(page, 'createServerGroup').locator('.opblock-summary-path').allInnerTexts(),
    ['/v2.1/{project_id}/os-server-groups'],
  );
  await open(page, 'createServerGroup');
  assert.deepEqual(requests, [`GET ${PAGE}`]);
  assert.deepEqual(complaints, []);
});

test('another version shows another API, and leaves nothing of the one before', async (t) => {
  const { page, complaints } = await showDocs(t);
  await open(page, 'createServerGroup');
  const example = () =>
    operation(page, 'createServerGroup').locator('.opblock-section-request-body').innerText();
  assert.match(await example(), /"policy": "anti-affinity"/);
  await page.locator('#version').selectOption('2.13');
  await operation(page, 'createServerGroup').locator('.opblock-body').waitFor();
  assert.match(await example(), /"policies": \[\s*"anti-affinity"\s*\]/);
  assert.doesNotMatch(await example(), /"policy"/);
  await page.locator('#version').selectOption('2.0');
  await page.locator('.opblock-summary-path', { hasText: '/v2/' }).first().waitFor();
  assert.equal(await page.locator('.opblock-summary-path', { hasText: '/v2.1/{' }).count(), 0);
  assert.deepEqual(complaints, []);
});

const versions = [
  { chosen: '2.102', header: 'compute 2.103', key: 'policy' },
  { chosen: '2.13', header: 'compute 2.63', key: 'policies' },
];

for (const { chosen, header, key } of versions) {
  test(`"Try it out" makes a group in the chosen version ${chosen}, at the address of the page`, async (t) => {
    const { page, requests, complaints, token } = await showDocs(t);
    await authorize(page, token);
    // The token outlasts the change.
    await page.locator('#version').selectOption(chosen);
    await open(page, 'createServerGroup');
    const { response, sent, body } = await tryOut(page, 'createServerGroup');
    assert.equal(response.status(), 200);
    assert.ok(key in body.server_group);
    assert.equal(sent.headers()['openstack-api-version'], header);
    assert.equal(sent.headers()['x-auth-token'], token);
    assert.deepEqual(requests, [
      `GET ${PAGE}`,
      `POST ${PUBLIC}/v2.1/9c53a566cb3443ab910cf0daebca90c4/os-server-groups`,
    ]);
    assert.deepEqual(complaints, []);
  });
}

test('"Try it out" sends no version to the legacy paths, and nothing optional that the reader did not fill in', async (t) => {
  const { page, token } = await showDocs(t, {}, '?version=2.0');
  assert.equal(await page.locator('#version').inputValue(), '2.0');
  await authorize(page, token);
  const id = await page.locator('.opblock-get', { hasText: 'List server groups' }).first().getAttribute('id');
  assert.ok(id);
  const list = id.split('-').at(-1) ?? '';
  await open(page, list);
  const { response, sent } = await tryOut(page, list);
  assert.equal(response.status(), 200);
  assert.equal(new URL(sent.url()).search, '');
  assert.equal(sent.headers()['openstack-api-version'], undefined);
});

test('a version that the reader fills in is sent in place of the chosen one', async (t) => {
  const { page, token } = await showDocs(t);
  await authorize(page, token);
  await open(page, 'listServerGroups');
  const { sent } = await tryOut(page, 'listServerGroups', { 'X-OpenStack-Nova-API-Version': '2.80' });
  assert.equal(sent.headers()['x-openstack-nova-api-version'], '2.80');
  assert.equal(sent.headers()['openstack-api-version'], undefined);
});

const screens = [
  { colorScheme: 'light', background: 'rgb(255, 255, 255)' },
  { colorScheme: 'dark', background: 'rgb(28, 32, 34)' },
] as const;

for (const { colorScheme, background } of screens) {
  test(`the page fits a phone, and is ${colorScheme} where the reader's system is`, async (t) => {
    const { page } = await showDocs(t, {
      viewport: { width: 390, height: 844 },
      isMobile: true,
      colorScheme,
    });
    await open(page, 'createServerGroup');
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 390);
    const swatch = 'getComputedStyle(document.documentElement).backgroundColor';
    const shown = await page.evaluate<string>(swatch);
    assert.equal(shown === 'rgba(0, 0, 0, 0)' ? 'rgb(255, 255, 255)' : shown, background);
  });
}
