/** The commands of the documentation, run as a reader runs them: those of a page in order, in one shell. */

import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import test, { after, type TestContext } from 'node:test';
import { emptyFolder, firstToken, startProcess } from '../src/process.fixture.ts';
import { shellIn } from './docs/shell.fixture.ts';
import { builtForTest } from './docs/site.fixture.ts';
import { startMock } from './mock/mock.ts';

const { snippets, remove } = await builtForTest();
after(remove);

const sorted = Object.entries(Object.groupBy(snippets, ({ page }) => page)).map(([page, all = []]) => ({
  page,
  run: all.filter(({ notRun }) => notRun === undefined),
  notRun: all.filter(({ notRun }) => notRun !== undefined),
}));

/** Addresses in the documentation, in whose place the one of the test stands. */
const ADDRESSES = ['http://127.0.0.1:8774', 'http://127.0.0.1:4010', 'https://nova.example.com:8774'];

const places = {
  service: async (t: TestContext, cwd: string) => {
    const { url } = await startProcess(t, cwd);
    const token = (await firstToken(cwd))['X-Auth-Token'] ?? '';
    // Where the page about the verifier looks for one.
    await mkdir(path.join(cwd, '.config'));
    await writeFile(path.join(cwd, '.config/server-group-token'), token);
    return { url, token };
  },
  mock: async (t: TestContext) => {
    const mock = await startMock({ port: 0, log: () => {} });
    t.after(() => mock.close());
    return { url: mock.url, token: 'any' };
  },
};

for (const { page, run, notRun } of sorted) {
  test(`${page}: its commands do what it says`, async (t) => {
    for (const { id, notRun: reason } of notRun) t.diagnostic(`not run: ${page}#${id}, since ${reason}`);
    if (run.length === 0) return;
    const cwd = await emptyFolder(t);
    const { url, token } = await places[page === 'mock' ? 'mock' : 'service'](t, cwd);
    const shell = await shellIn(cwd, { URL: url, TOKEN: token });
    const blocks = run.map((block) => ({
      ...block,
      text: ADDRESSES.reduce((text, address) => text.replaceAll(address, url), block.text),
    }));
    const printed = await shell.outputs(blocks.filter(({ until }) => until === undefined));
    for (const { id, expect = '', until } of blocks) {
      if (until !== undefined) continue;
      assert.ok(
        printed.get(id)?.includes(expect),
        `${page}#${id} should print ${expect}, but:\n${printed.get(id)}`,
      );
    }
    for (const block of blocks.filter(({ until }) => until !== undefined)) {
      assert.deepEqual([block.id, ...(await shell.untilReady(block))], [block.id, 0, null]);
    }
  });
}

test('the pages whose commands are run are these: none drops out unnoticed', () => {
  assert.deepEqual(
    sorted
      .filter(({ run }) => run.length > 0)
      .map(({ page }) => page)
      .toSorted(),
    ['guide', 'index', 'mock', 'running', 'verifier'],
  );
});
