/** The documentation site in a real browser: from a file, and from the service. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import test, { after, type TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { startChromium } from '../src/chromium.fixture.ts';
import { builtForTest, serviceWith } from './docs/site.fixture.ts';
import { SHEETS } from './docs/site.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const { folder, files, remove } = await builtForTest();
after(remove);
const service = await serviceWith(folder);
after(() => service.close());
const browser = await startChromium();

const atFile = pathToFileURL(path.join(folder, path.sep)).href;
const atService = `${service.url}/docs/`;
const pages = files.filter((file) => file.endsWith('.html'));
const NARROW = { width: 375, height: 700 };

const open = async (t: TestContext, address: string, options: BrowserContextOptions = {}) => {
  const page = await browser.newPage(options);
  t.after(() => page.close());
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (each) => {
    if (!each.url().startsWith('data:')) requests.push(each.url());
  });
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(address);
  return { page, requests, complaints };
};

/** What axe finds wrong, with where. It runs beside the page, whose policy forbids scripts. */
const violationsOf = async (page: Page): Promise<string[]> => {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResults>("axe.run({ resultTypes: ['violations'] })");
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
};

const widthOf = (page: Page) => page.evaluate<number>('document.documentElement.scrollWidth');

const screens = [
  { name: 'wide and light', options: { colorScheme: 'light' } },
  { name: 'narrow and dark', options: { colorScheme: 'dark', viewport: NARROW } },
] as const satisfies readonly { name: string; options: BrowserContextOptions }[];

for (const { name, options } of screens) {
  test(`from a file, ${name}: each page is alone, says nothing is wrong, fits, and is accessible`, async (t) => {
    for (const file of pages) {
      const { page, requests, complaints } = await open(t, `${atFile}${file}`, options);
      assert.deepEqual(
        requests,
        [file, ...SHEETS].map((name) => `${atFile}${name}`),
      );
      assert.deepEqual([file, complaints], [file, []]);
      const width = page.viewportSize()?.width;
      assert.deepEqual([file, await widthOf(page)], [file, width]);
      assert.deepEqual([file, await violationsOf(page)], [file, []]);
      await page.close();
    }
  });
}

test('from the service: each page asks it alone, and breaks none of its rules', async (t) => {
  for (const file of pages.filter((each) => each !== 'try.html')) {
    const { page, requests, complaints } = await open(t, `${atService}${file}`);
    assert.deepEqual(
      requests,
      [file, ...SHEETS].map((name) => `${atService}${name}`),
    );
    assert.deepEqual([file, complaints], [file, []]);
    await page.close();
  }
});

test('/docs leads to the first page, and from there to the page for trying, which leads back', async (t) => {
  const { page, requests, complaints } = await open(t, `${service.url}/docs`);
  await page.getByRole('link', { name: 'API reference' }).first().click();
  await page.getByRole('link', { name: '2.13 – 2.63' }).click();
  await page.getByRole('link', { name: 'this version' }).click();
  await page.locator('.opblock').first().waitFor();
  assert.equal(page.url(), `${atService}try.html?version=2.13`);
  assert.equal(await page.locator('#version').inputValue(), '2.13');
  await page.getByRole('link', { name: 'documentation' }).click();
  assert.equal(page.url(), `${atService}index.html`);
  assert.deepEqual(
    requests.filter((each) => !each.startsWith(service.url)),
    [],
  );
  assert.deepEqual(complaints, []);
});

test('by the keyboard: the skip link comes first, shows itself, and leads to the text', async (t) => {
  const { page } = await open(t, `${atFile}guide.html`);
  const skip = page.locator('.skip');
  const top = async () => (await skip.boundingBox())?.y ?? Number.NaN;
  assert.ok((await top()) < 0);
  await page.keyboard.press('Tab');
  assert.ok((await top()) >= 0);
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate('document.activeElement.id'), 'main');
});

test('by the keyboard: whatever has the focus shows it', async (t) => {
  const { page } = await open(t, `${atFile}guide.html`);
  const focused = () =>
    page.evaluate<string[]>(
      '[document.activeElement.tagName, getComputedStyle(document.activeElement).outlineStyle]',
    );
  const seen = new Set<string>();
  await page.keyboard.press('Tab');
  // Behind the last one the focus is nowhere, which is at the body.
  for (let [tag = '', outline] = await focused(); tag !== 'BODY'; [tag = '', outline] = await focused()) {
    assert.equal(outline, 'solid', tag);
    seen.add(tag);
    await page.keyboard.press('Tab');
  }
  assert.deepEqual([...seen].sort(), ['A', 'DIV', 'PRE']);
});

test('on a small screen the menu opens by the keyboard, and leads on', async (t) => {
  const { page } = await open(t, `${atFile}index.html`, { viewport: NARROW });
  const link = page.locator('.menu').getByRole('link', { name: 'Guide' });
  assert.equal(await link.isVisible(), false);
  await page.locator('.menu summary').focus();
  await page.keyboard.press('Enter');
  assert.equal(await link.isVisible(), true);
  assert.equal(await widthOf(page), NARROW.width);
  await link.click();
  assert.equal(page.url(), `${atFile}guide.html`);
});

test('a long line of code scrolls by itself, by the keyboard too', async (t) => {
  const { page } = await open(t, `${atFile}index.html`, { viewport: NARROW });
  const code = page.locator('pre').first();
  const [inner = 0, outer = 0] = await code.evaluate((element) => [element.scrollWidth, element.clientWidth]);
  assert.ok(inner > outer);
  await code.focus();
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction('document.querySelector("pre").scrollLeft > 0');
});
