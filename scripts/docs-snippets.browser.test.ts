/** The commands of the documentation, run as a reader runs them: those of a page in order, in one shell. */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import test, { after, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { emptyFolder, firstToken, startProcess } from '../src/process.fixture.ts';
import { ROOT } from './command.ts';
import { builtForTest } from './docs/site.fixture.ts';
import type { Snippet } from './docs/snippets.ts';
import { startMock } from './mock/mock.ts';

const { snippets, remove } = await builtForTest();
after(remove);

/** In front of what a block prints. */
const MARK = '══ ';

/** What a reader has: the Node of the checkout, its command, an address and a token. */
const surroundings = (url: string, token: string): string => `
set -euo pipefail
PATH=${path.dirname(process.execPath)}:$PATH
npx() { shift; node ${path.join(ROOT, 'src/cli.ts')} "$@"; }
URL=${url} TOKEN=${token}
`;

const sorted = Object.entries(Object.groupBy(snippets, ({ page }) => page)).map(([page, all = []]) => ({
  page,
  run: all.filter(({ notRun }) => notRun === undefined),
  notRun: all.filter(({ notRun }) => notRun !== undefined),
}));

/** Runs blocks in one shell, and returns what each has printed. */
const outputs = async (
  blocks: readonly Snippet[],
  cwd: string,
  before: string,
): Promise<Map<string, string>> => {
  const script = blocks.map(({ id, text }) => `echo '${MARK}${id}'\n${text}`).join('\n');
  const { stdout } = await promisify(execFile)('bash', ['-c', `${before}\n${script}`], { cwd }).catch(
    (error) => {
      const [last] = String(error.stdout).split(MARK).slice(-1);
      throw new Error(`The block "${last?.split('\n')[0]}" failed:\n${last}\n${error.stderr}`);
    },
  );
  const parts = stdout.split(MARK).slice(1);
  return new Map(parts.map((part) => [part.split('\n')[0] ?? '', part.slice(part.indexOf('\n') + 1)]));
};

const urls = {
  service: async (t: TestContext, cwd: string) => {
    const { url } = await startProcess(t, cwd);
    return { url, token: (await firstToken(cwd))['X-Auth-Token'] ?? '', standsFor: 'http://127.0.0.1:8774' };
  },
  mock: async (t: TestContext) => {
    const mock = await startMock({ port: 0, log: () => {} });
    t.after(() => mock.close());
    return { url: mock.url, token: 'any', standsFor: 'http://127.0.0.1:4010' };
  },
};

for (const { page, run, notRun } of sorted) {
  test(`${page}: its commands do what it says`, async (t) => {
    for (const { id, notRun: reason } of notRun) t.diagnostic(`not run: ${page}#${id}, since ${reason}`);
    if (run.length === 0) return;
    const cwd = await emptyFolder(t);
    const { url, token, standsFor } = await urls[page === 'mock' ? 'mock' : 'service'](t, cwd);
    const blocks = run.map((block) => ({ ...block, text: block.text.replaceAll(standsFor, url) }));
    const printed = await outputs(blocks, cwd, surroundings(url, token));
    for (const { id, expect = '' } of blocks) {
      assert.ok(
        printed.get(id)?.includes(expect),
        `${page}#${id} should print ${expect}, but:\n${printed.get(id)}`,
      );
    }
  });
}

test('the pages whose commands are run are these: none drops out unnoticed', () => {
  assert.deepEqual(
    sorted
      .filter(({ run }) => run.length > 0)
      .map(({ page }) => page)
      .toSorted(),
    ['guide', 'index', 'mock', 'running'],
  );
});
