/** What a request can ask the mock for by `Prefer`, and what the mock is told when it starts. */

import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { routes } from '../../generated/routes.ts';
import { compileResponses } from '../../src/views/responses.ts';
import { readView } from '../../src/views/view.ts';
import { startMock } from './mock.ts';

let mock: Awaited<ReturnType<typeof startMock>>;
let madeUp: typeof mock;
before(async () => {
  mock = await startMock({ port: 0, log: () => {} });
  madeUp = await startMock({ port: 0, dynamic: true, seed: 'ci', log: () => {} });
});
after(async () => {
  await mock.close();
  await madeUp.close();
});

const GROUP = '/v2.1/os-server-groups/5bbcc3c4-1da2-4437-a48a-66f15b1b13f9';

const ask = async (url: string, prefer: string, path = GROUP, headers = {}) => {
  const response = await fetch(url + path, {
    headers: {
      'X-Auth-Token': 'any',
      'OpenStack-API-Version': 'compute 2.64',
      Prefer: prefer,
      ...headers,
    },
  });
  return [response.status, await response.text()] as const;
};

const idOf = ([status, text]: readonly [number, string]): unknown => {
  assert.equal(status, 200, text);
  return JSON.parse(text).server_group.id;
};

const EXAMPLE = '5bbcc3c4-1da2-4437-a48a-66f15b1b13f9';

test('an example is given by its name, alone and with its status', async () => {
  for (const wish of ['example=group-2.64', 'code=200, example=group-2.64']) {
    assert.equal(idOf(await ask(mock.url, wish)), EXAMPLE);
    assert.equal(idOf(await ask(madeUp.url, wish)), EXAMPLE);
  }
});

for (const wish of ['example=no-such', 'code=200, example=no-such', 'code=404, example=no-such']) {
  test(`"Prefer: ${wish}" is refused, since there is no such example`, async () => {
    const [status, text] = await ask(mock.url, wish);
    assert.equal(status, 400);
    assert.match(text, /^\{"badRequest":.*cannot give what the Prefer header asks for\. /);
  });
}

test('what is made up is the same for a seed, whatever was asked in between, and another for another seed', async () => {
  const first = await ask(mock.url, 'dynamic=true, seed=1');
  const other = await ask(mock.url, 'dynamic=true, seed=2');
  assert.notEqual(idOf(first), EXAMPLE);
  assert.notEqual(idOf(first), idOf(other));
  await ask(mock.url, 'dynamic=true');
  assert.deepEqual(await ask(mock.url, 'dynamic=true, seed=1'), first);
});

test('a mock that makes answers up by a seed does so for each request that does not say otherwise', async () => {
  const first = await ask(madeUp.url, '');
  assert.deepEqual(first, await ask(mock.url, 'dynamic=true, seed=ci'));
  assert.deepEqual(await ask(madeUp.url, ''), first);
  assert.notDeepEqual(await ask(madeUp.url, 'seed=other'), first);
  assert.equal(idOf(await ask(madeUp.url, 'dynamic=false')), EXAMPLE);
});

test('requests are checked where answers are made up, too', async () => {
  assert.equal((await ask(madeUp.url, '', GROUP, { 'X-Auth-Token': '' }))[0], 401);
  assert.equal((await ask(madeUp.url, '', '/v2.1/os-server-groups?limit=x'))[0], 400);
});

for (const version of ['2.0', '2.64']) {
  test(`what is made up is as the view ${version} says, for each status of each operation that only reads`, async () => {
    const view = readView(version);
    const checks = compileResponses(version);
    const wrong: unknown[] = [];
    let count = 0;
    for (const { method, path } of routes) {
      const responses = view.paths[path]?.[method.toLowerCase()]?.responses;
      if (method !== 'GET' || responses === undefined) continue;
      for (const status of Object.keys(responses)) {
        const url = path.replaceAll(/\{\w+\}/g, EXAMPLE);
        const response = await fetch(mock.url + url, {
          headers: {
            'X-Auth-Token': 'any',
            'OpenStack-API-Version': `compute ${version}`,
            Prefer: `code=${status}, dynamic=true, seed=${version}`,
          },
        });
        const text = await response.text();
        const body = text === '' ? undefined : JSON.parse(text);
        const sent = { status: response.status, headers: Object.fromEntries(response.headers), body };
        const violations = checks(`${method} ${path}`)(sent);
        if (response.status !== Number(status) || violations.length > 0)
          wrong.push([path, status, violations]);
        count++;
      }
    }
    assert.deepEqual(wrong, []);
    assert.ok(count > 30);
  });
}
