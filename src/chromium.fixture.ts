/** Debian's Chromium, for the tests that look at pages. */

import { after } from 'node:test';
import { type Browser, chromium } from 'playwright-core';

/** Starts the browser, which ends after the tests of the file. */
export const startChromium = async (): Promise<Browser> => {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    // Without the sandbox since tests may run as root; without requests of the browser's own.
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
  after(() => browser.close());
  return browser;
};
