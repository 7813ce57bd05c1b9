/** Pages below `/v1` where no others make groups: what is on each, and that the last one says so. */

import assert from 'node:assert/strict';
import test from 'node:test';
import request from 'supertest';
import { PROJECT, startApp, tokens } from '../app.fixture.ts';

const LIST = `/v1/${PROJECT}/cloudservers/os-server-groups`;

test('a page names the next marker exactly where there is more after it', async (t) => {
  const { app, close } = await startApp();
  t.after(close);
  const ids: string[] = [];
  while (ids.length < 5) {
    const body = { server_group: { name: `group ${ids.length}`, policies: ['affinity'] } };
    const made = await request(app).post(LIST).set('X-Auth-Token', tokens.member).send(body).expect(200);
    ids.push(made.body.server_group.id);
  }
  const [first = '', second, third, fourth, last] = ids;
  const table: readonly [query: string, expected: string[], next?: string | undefined][] = [
    ['', ids],
    ['foo=1&offset=1', ids],
    ['limit=5', ids],
    ['limit=4', ids.slice(0, 4), fourth],
    [`limit=2&marker=${first}`, ids.slice(1, 3), third],
    [`limit=2&marker=${third}`, ids.slice(3)],
    [`limit=4&marker=${first}`, ids.slice(1)],
    [`limit=1000&marker=${first}`, ids.slice(1)],
    [`limit=1&marker=${first.toUpperCase()}`, ids.slice(1, 2), second],
    [`limit=x&limit=001&marker=${third}`, ids.slice(3, 4), fourth],
    [`limit=2&marker=${last}`, []],
  ];
  for (const [query, expected, next] of table) {
    const { body } = await request(app)
      .get(`${LIST}?${query}`)
      .set('X-Auth-Token', tokens.member)
      .expect(200);
    const { server_groups, ...more } = body;
    assert.deepEqual(
      server_groups.map(({ id }: { id: string }) => id),
      expected,
      query,
    );
    assert.deepEqual(more, next === undefined ? {} : { page_info: { next_marker: next } }, query);
  }
});
