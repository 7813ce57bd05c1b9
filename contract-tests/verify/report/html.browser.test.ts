/** The report as a page in a real browser, from a file, as people open it. */

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { startChromium } from '../../../src/chromium.fixture.ts';
import type { Verification } from '../result.ts';
import { contrastsOf } from './contrast.fixture.ts';
import { htmlReport } from './html.ts';
import { VERSIONS } from './operations.fixture.ts';
import { verification, violation } from './verification.fixture.ts';

const browser = await startChromium();

interface Shown {
  readonly page: Page;
  readonly address: string;
  /** All requests of the page. */
  readonly requests: readonly string[];
  /** What the console says that is wrong, breaches of the security policy among it, and windows that scripts open. */
  readonly complaints: readonly string[];
}

const show = async (
  t: TestContext,
  options: BrowserContextOptions = {},
  shown: Verification = verification(),
): Promise<Shown> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-test-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'report.html');
  await writeFile(file, htmlReport(shown));
  const page = await browser.newPage(options);
  t.after(() => page.close());
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (each) => requests.push(each.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(dialog.message());
    return dialog.dismiss();
  });
  const address = pathToFileURL(file).href;
  await page.goto(address);
  return { page, address, requests, complaints };
};

const openAll = (page: Page) =>
  page.evaluate('for (const details of document.querySelectorAll("details")) details.open = true');

/** Names of the operations that are shown. */
const operations = (page: Page) => page.locator('.matrix tbody tr:visible .operation').allTextContents();
const violations = (page: Page) => page.locator('article:visible').count();

test('the page shows the matrix, asks for nothing, and runs nothing that the server sent', async (t) => {
  const { page, address, requests, complaints } = await show(t);
  await openAll(page);
  assert.ok(await page.getByRole('table').first().isVisible());
  assert.equal((await operations(page)).length, 21);
  assert.equal(await violations(page), 4);
  // A field is as its cells are: 11 versions, of which the last six are broken.
  const field = page.getByRole('link', { name: 'broken at 2.64 to 2.103; kept at 2.0 to 2.63' }).first();
  assert.equal(await field.locator('i').count(), VERSIONS.length);
  assert.equal(await field.locator('i.broken').count(), 6);
  assert.deepEqual(requests, [address]);
  assert.deepEqual(complaints, []);
});

test('headers of rows and columns are headers for those who hear the page', async (t) => {
  const { page } = await show(t);
  const matrix = page.getByRole('table').first();
  assert.equal(await matrix.getByRole('columnheader', { name: '404' }).count(), 1);
  assert.equal(await matrix.getByRole('rowheader', { name: 'showServerGroup GET' }).count(), 1);
  assert.equal(await page.getByRole('heading', { level: 1, name: 'The contract is broken' }).count(), 1);
});

const filters = [
  [{ outcome: 'broken' }, ['showServerGroup', 'deleteServerGroup', 'listEcsGroups'], 4],
  [{ outcome: 'broken', version: '2.64' }, ['showServerGroup', 'deleteServerGroup'], 3],
  [{ outcome: 'broken', version: '2.1' }, [], 1],
  [{ outcome: 'design' }, ['createServerGroup'], 0],
  [{ version: '2.103', text: 'ecs' }, [], 0],
  [{ text: 'GET quota' }, ['showQuotaSet', 'showDefaultQuotaSet'], 0],
  [{ text: '/v2/{project_id}/limits' }, ['showLimits'], 0],
  [{ text: 'both policies' }, [], 1],
] as const;

for (const [wanted, shownOperations, shownViolations] of filters) {
  test(`the filter ${JSON.stringify(wanted)} leaves what it asks for, and all comes back`, async (t) => {
    const { page } = await show(t);
    const { text = '', outcome = '', version = '' } = wanted as Readonly<Record<string, string>>;
    const form = page.getByRole('search');
    await form.getByLabel('Text').fill(text);
    await form.getByLabel('Outcome').selectOption(outcome);
    await form.getByLabel('Version').selectOption(version);
    assert.deepEqual(await operations(page), shownOperations);
    assert.equal(await violations(page), shownViolations);
    assert.equal(
      await page.getByText('No operation is as the filter asks.').isVisible(),
      shownOperations.length === 0,
    );
    assert.equal(
      await page.getByText('No violation is as the filter asks.').isVisible(),
      shownViolations === 0,
    );
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.locator('output:empty').waitFor({ state: 'attached' });
    assert.equal((await operations(page)).length, 21);
    assert.equal(await violations(page), 4);
  });
}

test('the keyboard leads from a field to its violation', async (t) => {
  const { page } = await show(t);
  await page.locator('a.squares').nth(1).press('Enter');
  assert.match(await page.locator('article:target h3').innerText(), /^DELETE .* answers 404/);
});

test('a request can be copied as it stands', async (t) => {
  const { page, complaints } = await show(t, { permissions: ['clipboard-read', 'clipboard-write'] });
  const button = page.getByRole('button', { name: 'Copy the request of violation 1' });
  await button.click();
  await button.getByText('Copied').waitFor();
  assert.equal(await page.evaluate('navigator.clipboard.readText()'), violation().curl);
  assert.deepEqual(complaints, []);
});

test('without scripts the page shows all there is, and no control that does nothing', async (t) => {
  const { page } = await show(t, { javaScriptEnabled: false });
  assert.equal((await operations(page)).length, 21);
  assert.equal(await page.locator('form:visible, button:visible').count(), 0);
});

const grounds = { light: 'rgb(255, 255, 255)', dark: 'rgb(21, 25, 30)' } as const;

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the page is ${colorScheme} where the reader's system is, and each text can be read`, async (t) => {
    const { page } = await show(t, { colorScheme });
    await openAll(page);
    assert.equal(
      await page.evaluate('getComputedStyle(document.body).backgroundColor'),
      grounds[colorScheme],
    );
    const { number, faint } = await contrastsOf(page);
    assert.ok(number > 500);
    assert.deepEqual(faint, []);
  });

  test(`the page is as wide as a phone, and no wider, when it is ${colorScheme}`, async (t) => {
    const { page } = await show(t, { colorScheme, viewport: { width: 375, height: 812 }, isMobile: true });
    await openAll(page);
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 375);
    // The matrix itself can be moved to the side.
    assert.ok((await page.evaluate<number>('document.querySelector(".scroll").scrollWidth')) > 375);
  });
}

test('on paper there are no controls, and the matrix is as wide as the paper', async (t) => {
  const { page } = await show(t, { viewport: { width: 720, height: 1000 } });
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('form:visible, button:visible').count(), 0);
  assert.ok(
    (await page.evaluate<number>('document.querySelector(".matrix").getBoundingClientRect().right')) <= 720,
  );
});
