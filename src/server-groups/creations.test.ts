/** Creations whose names leave no room for anything else, and what this service in particular makes of a group. */

import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import request from 'supertest';
import { PROJECT, startApp, tokens } from '../app.fixture.ts';

/** The example request of the page "Creating an ECS Group" of the ECS API reference, to the letter. */
const REQUEST_OF_PAGE = `{
    "server_group": {
        "name": "test",
        "policies": ["anti-affinity"]
    }
}`;
const RESPONSE_OF_PAGE = `{
    "server_group": {
        "id": "5bbcc3c4-1da2-4437-a48a-66f15b1b13f9",
        "name": "test",
        "policies": [
            "anti-affinity"
        ],
        "members": [],
        "metadata": {}
    }
}`;

const NAMES: readonly [what: string, name: string][] = [
  ['one character', 'a'],
  ['255 characters', 'a'.repeat(255)],
  ['255 characters beyond the BMP', '\u{1F600}'.repeat(255)],
  ['an emoji', '\u{1F600}'],
  ['a combining mark first', '\u0301e'],
  ['an id', '5bbcc3c4-1da2-4437-a48a-66f15b1b13f9'],
  ['right-to-left letters', 'שלום'],
  ['markup', '<script>alert(1)</script>'],
  ['digits', '007'],
  ['a key of every object', '__proto__'],
];

const start = async (t: TestContext) => {
  const { app, close } = await startApp();
  t.after(close);
  const headers = { 'X-Auth-Token': tokens.member, 'Content-Type': 'application/json' };
  return {
    create: (path: string, body: string | object) =>
      request(app)
        .post(path)
        .set(headers)
        .send(typeof body === 'string' ? body : JSON.stringify(body))
        .expect(200),
    get: (path: string, version = '2.1') =>
      request(app)
        .get(path)
        .set({ ...headers, 'OpenStack-API-Version': `compute ${version}` }),
    head: (path: string) => request(app).head(path).set(headers),
  };
};

const creation = (name: string) => ({ server_group: { name, policies: ['affinity'] } });

for (const prefix of ['/v2', '/v2.1']) {
  test(`the request of the page "Creating an ECS Group" gets its response below ${prefix}, but for the id`, async (t) => {
    const { create } = await start(t);
    const { text, body } = await create(
      `${prefix}/9c53a566cb3443ab910cf0daebca90c4/os-server-groups`,
      REQUEST_OF_PAGE,
    );
    const expected = JSON.parse(RESPONSE_OF_PAGE);
    expected.server_group.id = body.server_group.id;
    assert.equal(text, JSON.stringify(expected));
  });
}

test('a name may be as short or as odd as the rule allows, and is stored and shown as it came', async (t) => {
  const { create, get } = await start(t);
  for (const [what, name] of NAMES) {
    for (const path of ['/v2/os-server-groups', '/v2.1/os-server-groups']) {
      const made = (await create(path, creation(name))).body.server_group;
      assert.equal(made.name, name, what);
      assert.equal((await get(`${path}/${made.id}`)).body.server_group.name, name, what);
    }
  }
});

test('ids are UUIDs of version 7, each greater than the one before', async (t) => {
  const { create } = await start(t);
  const ids: string[] = [];
  for (const path of ['/v2/os-server-groups', '/v2.1/os-server-groups', '/v2.1/os-server-groups']) {
    ids.push((await create(path, creation('n'))).body.server_group.id);
  }
  for (const id of ids) {
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
  assert.deepEqual(ids.toSorted(), ids);
});

test('a group says since 2.13 which project and which user of the token made it', async (t) => {
  const { create, get } = await start(t);
  const { id } = (await create('/v2.1/os-server-groups', creation('n'))).body.server_group;
  for (const version of ['2.13', '2.64']) {
    const { project_id, user_id } = (await get(`/v2.1/os-server-groups/${id}`, version)).body.server_group;
    assert.deepEqual([project_id, user_id], [PROJECT, 'member'], version);
  }
});

test('HEAD of a list with groups has the headers of GET', async (t) => {
  const { create, get, head } = await start(t);
  await create('/v2.1/os-server-groups', creation('n'));
  const { headers } = await get('/v2.1/os-server-groups');
  const answer = await head('/v2.1/os-server-groups').expect(200);
  assert.deepEqual(
    [answer.headers['content-length'], answer.headers['content-type']],
    [headers['content-length'], headers['content-type']],
  );
});
