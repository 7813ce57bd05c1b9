import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { ROOT } from '../command.ts';
import { operations } from '../generate/document.ts';
import { startMock } from '../mock/mock.ts';
import { readDocuments } from './documents.ts';
import { postmanOf } from './postman.ts';

interface Pair {
  key: string;
  value: string;
  disabled?: boolean;
}

interface Request {
  method: string;
  auth?: { type: string };
  header: Pair[];
  url: { raw: string; path: string[]; query: Pair[]; variable: Pair[] };
  body?: { raw: string };
}

interface Answer {
  id: string;
  name: string;
  code: number;
  body: string;
}

interface Collection {
  info: { schema: string };
  variable: Pair[];
  auth: { type: string; apikey: Pair[] };
  item: {
    id: string;
    name: string;
    item: { id: string; name: string; request: Request; response: Answer[] }[];
  }[];
}

const set = await readDocuments(path.join(ROOT, 'generated'));
const collection = postmanOf(set) as unknown as Collection;
const requests = collection.item.flatMap(({ item }) => item);

test('each operation of any version is a request, in the folder of its tag', () => {
  const ids = new Set(
    set.views.flatMap(({ document }) => [...operations(document)].map((each) => each.operation.operationId)),
  );
  assert.equal(requests.length, ids.size);
  assert.deepEqual(
    collection.item.map(({ name }) => name),
    (set.bundle.tags as { name: string }[]).map(({ name }) => name),
  );
  assert.ok(collection.item.every(({ item }) => item.length > 0));
});

test('no two things have the same id, and a new version keeps the ids', () => {
  const idsOf = ({ item }: Collection) =>
    item.flatMap((folder) => [
      folder.id,
      ...folder.item.flatMap((each) => [each.id, ...each.response.map(({ id }) => id)]),
    ]);
  const ids = idsOf(collection);
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual(idsOf(postmanOf({ ...set, version: '9.0.0' }) as unknown as Collection), ids);
});

test('an answer that an example shows is kept with its request', () => {
  const [created] = requests.find(({ name }) => name === 'Create a server group')?.response ?? [];
  assert.equal(created?.code, 200);
  assert.equal(JSON.parse(created?.body ?? '').server_group.policy, 'anti-affinity');
});

/** A text with the variables of the collection put in, as Postman does. */
const fill = (text: string, values: ReadonlyMap<string, string>) =>
  text.replaceAll(/\{\{(\w+)\}\}/g, (_, name) => {
    const value = values.get(name);
    assert.ok(value, `the variable ${name} is empty`);
    return value;
  });

test('each request, sent as it is once there are a token and a service, is answered with a success', async (t) => {
  const mock = await startMock({ port: 0, log: () => {} });
  t.after(() => mock.close());
  const values = new Map(collection.variable.map(({ key, value }) => [key, value]));
  values.set('baseUrl', mock.url).set('token', 'any');
  const [name, value] = collection.auth.apikey.map((each) => fill(each.value, values));

  for (const { name: what, request } of requests) {
    const inPath = new Map(request.url.variable.map((each) => [each.key, each.value]));
    const raw = request.url.raw.replaceAll(/:(\w+)/g, (_, each) => inPath.get(each) ?? `no ${each}`);
    const sent = request.header
      .filter(({ disabled }) => !disabled)
      .map((each) => [each.key, fill(each.value, values)]);
    const auth = request.auth?.type === 'noauth' ? [] : [[name, value]];
    const answer = await fetch(fill(raw, values), {
      method: request.method,
      headers: [...auth, ...sent] as [string, string][],
      body: request.body?.raw ?? null,
    });
    assert.ok(answer.ok, `${what}, ${request.method} ${raw}: ${answer.status} ${await answer.text()}`);
    assert.equal(`{{baseUrl}}/${request.url.path.join('/')}`, request.url.raw);
  }
});
