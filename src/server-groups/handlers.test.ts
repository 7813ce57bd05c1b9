/** Quotas, and lists that are longer than a page. */

import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import request from 'supertest';
import { PROJECT, startApp, tokens } from '../app.fixture.ts';

const LIST = '/v2.1/os-server-groups';

interface Group {
  readonly id: string;
}
interface List {
  readonly server_groups: readonly Group[];
  readonly server_groups_links?: readonly { readonly rel: string; readonly href: string }[];
}

const start = async (t: TestContext, options: Parameters<typeof startApp>[0]) => {
  const { app, close } = await startApp(options);
  t.after(close);
  const create = (token = tokens.member, group: object = { policy: 'anti-affinity' }) =>
    request(app)
      .post(LIST)
      .set({ 'X-Auth-Token': token, 'OpenStack-API-Version': 'compute 2.64' })
      .send({ server_group: { name: 'n', ...group } });
  const make = async (count: number, token?: string): Promise<string[]> => {
    const ids: string[] = [];
    while (ids.length < count) ids.push((await create(token).expect(200)).body.server_group.id);
    return ids;
  };
  const list = async (path: string, token = tokens.member, version = '2.1'): Promise<List> => {
    const headers = { 'X-Auth-Token': token, 'OpenStack-API-Version': `compute ${version}` };
    return (
      await request(app)
        .get(path)
        .set({ ...headers, Host: 'h' })
        .expect(200)
    ).body;
  };
  const remove = (id: string) =>
    request(app).delete(`${LIST}/${id}`).set('X-Auth-Token', tokens.member).expect(204);
  return { create, make, list, remove };
};

const OVER = { forbidden: { code: 403, message: 'Quota exceeded, too many server groups.' } };

const idsOf = ({ server_groups }: List) => server_groups.map(({ id }) => id);

test('a project has as many groups as its quota; a deletion makes room; other projects do not count', async (t) => {
  const { create, make, remove } = await start(t, { settings: { quotaServerGroups: 3 } });
  await make(1, tokens.admin);
  const [first = ''] = await make(2);
  await make(3, tokens.otherProject);
  for (const token of [tokens.member, tokens.admin, tokens.otherProject]) {
    const { status, body } = await create(token);
    assert.deepEqual([status, body], [403, OVER]);
  }
  await remove(first);
  await make(1);
  assert.equal((await create()).status, 403);
});

test('of many creations at once exactly as many succeed as the quota has room for', async (t) => {
  const { create, list } = await start(t, { settings: { quotaServerGroups: 10 } });
  const statuses = (await Promise.all(Array.from({ length: 40 }, () => create()))).map(
    ({ status }) => status,
  );
  assert.deepEqual(
    [200, 403].map((each) => statuses.filter((status) => status === each).length),
    [10, 30],
  );
  assert.equal(idsOf(await list(LIST)).length, 10);
});

test('a quota of 0 allows none, one of -1 any number', async (t) => {
  const none = await start(t, { settings: { quotaServerGroups: 0 } });
  assert.deepEqual((await none.create()).body, OVER);
  const any = await start(t, { settings: { quotaServerGroups: -1 } });
  await any.make(12);
});

test('a role that may not is told of before the quota, the quota before rules, rules only then', async (t) => {
  const rules = { policy: 'affinity', rules: { max_server_per_host: 2 } };
  const full = await start(t, { settings: { quotaServerGroups: 0 } });
  const { forbidden } = (await full.create(tokens.reader, rules)).body;
  assert.match(forbidden.message, /^Policy doesn't allow/);
  assert.deepEqual((await full.create(tokens.member, rules)).body, OVER);
  const room = await start(t, { settings: { quotaServerGroups: 1 } });
  assert.deepEqual((await room.create(tokens.member, rules)).body, {
    badRequest: { code: 400, message: 'Only anti-affinity policy supports rules.' },
  });
  await room.make(1);
});

test('25 groups are read in pages of 10, each from the last id of the one before', async (t) => {
  const { make, list } = await start(t, {});
  const ids = await make(25);
  for (const version of ['2.1', '2.64', '2.103']) {
    const read: string[] = [];
    const sizes: number[] = [];
    for (let page = idsOf(await list(`${LIST}?limit=10`, undefined, version)); page.length > 0; ) {
      read.push(...page);
      sizes.push(page.length);
      page = idsOf(await list(`${LIST}?limit=10&marker=${read.at(-1)}`, undefined, version));
    }
    assert.deepEqual([read, sizes], [ids, [10, 10, 5]]);
  }
  assert.deepEqual(idsOf(await list(`${LIST}?limit=10&offset=20`)), ids.slice(20));
  assert.deepEqual(idsOf(await list(`${LIST}?offset=24`)), ids.slice(24));
  assert.deepEqual(idsOf(await list(`${LIST}?offset=25`)), []);
});

/** Reads on as long as a list says that there is more, with the path of each link; and how often it did. */
const readAll = async (list: (path: string) => Promise<List>, path: string) => {
  const read: string[] = [];
  for (let next: string | undefined = path, pages = 1; ; pages++) {
    const page: List = await list(next);
    read.push(...idsOf(page));
    const [link, ...others] = page.server_groups_links ?? [];
    if (link === undefined) return { read, pages };
    assert.deepEqual([link.rel, others], ['next', []]);
    assert.match(link.href, /^http:\/\/h\//);
    next = link.href.replace('http://h', '');
  }
};

const PATHS = [
  LIST,
  `/v2.1/${PROJECT}/os-server-groups`,
  '/v2/os-server-groups',
  `/v2/${PROJECT}/os-server-groups`,
];

for (const path of PATHS) {
  test(`a list of ${path} that is cut says where it goes on, to the end`, async (t) => {
    const { make, list } = await start(t, { settings: { maxLimit: 10 } });
    const ids = await make(20);
    assert.deepEqual(await readAll(list, path), { read: ids, pages: 2 });
    await make(1);
    assert.equal((await readAll(list, path)).pages, 3);
    const { read, pages } = await readAll(list, `${path}?offset=5`);
    assert.deepEqual([read.slice(0, 15), pages], [ids.slice(5), 2]);
  });
}

test('the way on keeps what else the query asks for', async (t) => {
  const { make, list } = await start(t, { settings: { maxLimit: 2 } });
  const [ours, theirs] = [await make(2), await make(2, tokens.otherProject)];
  const ofAdmin = (path: string) => list(path, tokens.admin);
  const all = await readAll(ofAdmin, `${LIST}?all_projects=&x=%C3%A4`);
  assert.deepEqual(all, { read: [...ours, ...theirs], pages: 2 });
});

test('a list with a limit never says where it goes on', async (t) => {
  const { make, list } = await start(t, { settings: { maxLimit: 2 } });
  const ids = await make(4);
  for (const [query, count] of [
    ['limit=1', 1],
    ['limit=2', 2],
    ['limit=3', 2],
    ['limit=0', 2],
    [`limit=5&marker=${ids[0]}`, 2],
  ] as const) {
    const page = await list(`${LIST}?${query}`);
    assert.deepEqual([idsOf(page).length, Object.keys(page)], [count, ['server_groups']], query);
  }
});
