/** Lists of members that are cut below each version. */

import assert from 'node:assert/strict';
import test from 'node:test';
import request from 'supertest';
import { PROJECT, startApp, tokens } from '../app.fixture.ts';

interface List {
  readonly members: readonly { readonly server_id: string }[];
  readonly members_links?: readonly { readonly rel: string; readonly href: string }[];
}

const serverOf = (index: number) => `00000000-0000-4000-8000-00000000000${index}`;

const PREFIXES = ['/v2.1', `/v2.1/${PROJECT}`, '/v2'];

for (const prefix of PREFIXES) {
  test(`a list of members below ${prefix} that is cut says where it goes on, to the end; not so with a limit`, async (t) => {
    const { app, close } = await startApp({ settings: { maxLimit: 2 } });
    t.after(close);
    const send = (method: 'get' | 'post' | 'put', path: string, body?: object) =>
      request(app)[method](path).set({ 'X-Auth-Token': tokens.admin, Host: 'h' }).send(body).expect(200);
    const creation = { server_group: { name: 'n', policies: ['affinity'] } };
    const { id } = (await send('post', `${prefix}/os-server-groups`, creation)).body.server_group;
    const path = `${prefix}/os-server-groups/${id}/members`;
    const servers = [1, 2, 3, 4, 5].map(serverOf);
    for (const server of servers) await send('put', `${path}/${server}`, { member: { host: 'host-1' } });

    const read: string[] = [];
    for (let next: string | undefined = path; next !== undefined; ) {
      const page: List = (await send('get', next)).body;
      read.push(...page.members.map(({ server_id }) => server_id));
      const [link, ...others] = page.members_links ?? [];
      assert.deepEqual([link?.rel ?? 'next', others], ['next', []]);
      next = link?.href.replace('http://h', '');
    }
    assert.deepEqual(read, servers);
    const { members, members_links }: List = (await send('get', `${path}?limit=4`)).body;
    assert.deepEqual([members.length, members_links], [2, undefined]);
  });
}
