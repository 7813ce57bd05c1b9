/** What settings change. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test, { type TestContext } from 'node:test';
import request from 'supertest';
import { startApp, tokens } from './app.fixture.ts';

const LIST = '/v2.1/os-server-groups';
const TOKEN = { 'X-Auth-Token': tokens.member };

const appWith = async (t: TestContext, options: Parameters<typeof startApp>[0]) => {
  const { app, close } = await startApp(options);
  t.after(close);
  return request(app);
};

const compute = (version: string) => ({ ...TOKEN, 'OpenStack-API-Version': `compute ${version}` });

test('the newest microversion can be lowered: it is the latest, later ones are refused, documents say so', async (t) => {
  const client = await appWith(t, { settings: { newest: '2.60' } });
  for (const version of ['latest', '2.60']) {
    const { status, headers } = await client.get(LIST).set(compute(version));
    assert.deepEqual([status, headers['openstack-api-version']], [200, 'compute 2.60']);
  }
  for (const version of ['2.61', '2.64', '2.103', '2.600']) {
    const { status, body } = await client.get(LIST).set(compute(version));
    const message = `Version ${version} is not supported by the API. Minimum is 2.1 and maximum is 2.60.`;
    assert.deepEqual([status, body], [406, { computeFault: { code: 406, message } }]);
  }
  assert.equal((await client.get('/')).body.versions[1].version, '2.60');
  assert.equal((await client.get('/v2.1')).body.version.version, '2.60');
});

test('where the newest microversion is the oldest, there is no other', async (t) => {
  const client = await appWith(t, { settings: { newest: '2.1' } });
  assert.equal(
    (await client.get(LIST).set(compute('latest'))).headers['openstack-api-version'],
    'compute 2.1',
  );
  assert.equal((await client.get(LIST).set(compute('2.2'))).status, 406);
});

test('links begin with the public URL that is configured', async (t) => {
  const publicUrl = 'https://api.example.com/compute';
  const client = await appWith(t, { settings: { publicUrl, maxLimit: 1 } });
  const hrefs = (links: { href: string }[]) => links.map(({ href }) => href);
  const { versions } = (await client.get('/').set('Host', 'evil.example')).body;
  assert.deepEqual(hrefs(versions.flatMap(({ links }: { links: { href: string }[] }) => links)), [
    `${publicUrl}/v2/`,
    `${publicUrl}/v2.1/`,
  ]);
  assert.deepEqual(hrefs((await client.get('/v2')).body.version.links), [
    `${publicUrl}/v2/`,
    `${publicUrl}/docs`,
  ]);
  for (const name of ['a', 'b']) {
    const body = { server_group: { name, policies: ['affinity'] } };
    await client.post(LIST).set(TOKEN).send(body).expect(200);
  }
  const { server_groups, server_groups_links } = (await client.get(LIST).set(TOKEN)).body;
  assert.deepEqual(hrefs(server_groups_links), [`${publicUrl}${LIST}?marker=${server_groups[0].id}`]);
});

const FORWARDED: readonly [what: string, headers: Readonly<Record<string, string>>][] = [
  [
    'X-Forwarded-…',
    {
      'X-Forwarded-Host': 'api.example.com',
      'X-Forwarded-Proto': 'https',
      'X-Forwarded-Prefix': '/compute',
    },
  ],
  [
    'Forwarded',
    {
      Forwarded: 'for=a;host=evil.example, host=api.example.com;proto=https',
      'X-Forwarded-Prefix': '/compute',
    },
  ],
];

for (const [what, told] of FORWARDED) {
  for (const [trustedProxies, base] of [
    [['127.0.0.0/8'], 'https://api.example.com/compute'],
    [['192.0.2.1'], 'http://inner'],
    [[], 'http://inner'],
  ] as const) {
    test(`links of a request with ${what} begin with ${base} where [${trustedProxies}] is trusted`, async (t) => {
      const client = await appWith(t, { settings: { trustedProxies, maxLimit: 1 } });
      const headers = { ...TOKEN, Host: 'inner', ...told };
      for (const name of ['a', 'b']) {
        const body = { server_group: { name, policies: ['affinity'] } };
        await client.post(LIST).set(TOKEN).send(body).expect(200);
      }
      const documents = [await client.get('/').set(headers), await client.get('/v2.1').set(headers)];
      const { body } = await client.get(LIST).set(headers);
      const hrefs = [...documents.map(({ text }) => JSON.parse(text)), body.server_groups_links]
        .flatMap((value) => JSON.stringify(value).match(/(?<="href":")[^"]+/g))
        .map(String);
      assert.deepEqual(hrefs, [
        `${base}/v2/`,
        `${base}/v2.1/`,
        `${base}/v2.1/`,
        `${base}/docs`,
        `${base}${LIST}?marker=${body.server_groups[0].id}`,
      ]);
    });
  }
}

const ORIGIN = 'https://console.example.com';
const EXPOSED =
  'OpenStack-API-Version, X-OpenStack-Nova-API-Version, X-OpenStack-Request-Id, X-Compute-Request-Id, X-Request-Id, Retry-After, Deprecation, Sunset';
const VARY = 'OpenStack-API-Version, X-OpenStack-Nova-API-Version';

test('pages of a configured origin may read any answer, faults too', async (t) => {
  const client = await appWith(t, { settings: { corsOrigins: ['https://other.example', ORIGIN] } });
  const answers = [
    [await client.get(LIST).set(TOKEN).set('Origin', ORIGIN), 200, `${VARY}, Origin`],
    [await client.get(LIST).set('Origin', ORIGIN), 401, 'Origin'],
    [await client.get('/nowhere').set('Origin', ORIGIN), 404, 'Origin'],
    [await client.get('/').set('Origin', ORIGIN), 200, 'Origin'],
  ] as const;
  for (const [{ status, headers }, expected, vary] of answers) {
    assert.deepEqual(
      [
        status,
        headers.vary,
        headers['access-control-allow-origin'],
        headers['access-control-expose-headers'],
        headers['access-control-allow-methods'],
      ],
      [expected, vary, ORIGIN, EXPOSED, undefined],
    );
  }
});

test('a preflight of a configured origin learns the methods and the headers, without a token', async (t) => {
  const client = await appWith(t, { settings: { corsOrigins: [ORIGIN] } });
  const { status, headers } = await client
    .options(LIST)
    .set({ Origin: ORIGIN, 'Access-Control-Request-Method': 'POST' });
  assert.deepEqual(
    [
      status,
      headers['access-control-allow-origin'],
      headers['access-control-allow-methods'],
      headers['access-control-allow-headers'],
    ],
    [
      204,
      ORIGIN,
      'GET, HEAD, POST',
      'Content-Type, Idempotency-Key, OpenStack-API-Version, X-Auth-Token, X-OpenStack-Nova-API-Version',
    ],
  );
});

test('pages of other origins may read nothing; caches keep them apart where there are origins at all', async (t) => {
  const allowed = ({ headers }: { headers: object }) =>
    Object.keys(headers).filter((name) => name.startsWith('access-control'));
  const open = await appWith(t, { settings: { corsOrigins: [ORIGIN] } });
  for (const origin of ['https://evil.example', `${ORIGIN}.evil.example`, 'null', ORIGIN.toUpperCase()]) {
    for (const method of ['get', 'options'] as const) {
      const answer = await open[method](LIST).set(TOKEN).set('Origin', origin);
      assert.deepEqual(allowed(answer), []);
      assert.match(answer.headers.vary ?? '', /Origin$/);
    }
  }
  const closed = await appWith(t, {});
  const answer = await closed.get('/').set('Origin', ORIGIN);
  assert.deepEqual([allowed(answer), answer.headers.vary], [[], undefined]);
});

test('the API description is served as it is in the checkout, unless it is switched off', async (t) => {
  const on = await appWith(t, {});
  const off = await appWith(t, { settings: { docs: false } });
  for (const [file, type] of [
    ['openapi.json', 'application/json'],
    ['openapi.yaml', 'application/yaml'],
  ] as const) {
    const answer = await on.get(`/${file}`).responseType('blob');
    assert.deepEqual([answer.status, answer.headers['content-type']], [200, type]);
    assert.deepEqual(answer.body, readFileSync(new URL(`../generated/${file}`, import.meta.url)));
    assert.equal((await on.head(`/${file}`)).status, 200);
    assert.equal((await on.post(`/${file}`)).status, 405);
    assert.equal((await off.get(`/${file}`)).status, 404);
  }
});

test('the service lives, and is ready while it can serve and is not about to end', async (t) => {
  let isDraining = false;
  const ready = await appWith(t, { isDraining: () => isDraining });
  const broken = await appWith(t, { store: { check: () => Promise.reject(new Error('osg_secret')) } });
  const fault = {
    serviceUnavailable: { code: 503, message: 'The service is unavailable at the moment. Try again later.' },
  };
  for (const path of ['/healthz', '/readyz']) {
    const { status, body } = await ready.get(path);
    assert.deepEqual([status, body], [200, { status: 'ok' }]);
    assert.equal((await ready.put(path)).status, 405);
  }
  isDraining = true;
  for (const client of [ready, broken]) {
    const { status, body, headers } = await client.get('/readyz');
    assert.deepEqual([status, body, headers['retry-after']], [503, fault, '1']);
    assert.equal((await client.get('/healthz')).status, 200);
  }
});
