/** Compares the captured validator with the whole chain of express-openapi-validator in a real Express app. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import test, { type TestContext } from 'node:test';
import express, { type ErrorRequestHandler } from 'express';
import { type Request, requestsOf } from './requests.fixture.ts';
import { chainOf } from './validator.ts';
import { ranges, readView, type View } from './view.ts';
import { createViews } from './views.ts';

type Verdict = 'taken' | 'refused';

/** Where the two may differ, since we mean it. */
const DIFFERENCES: readonly {
  readonly what: string;
  readonly why: string;
  readonly ours: Verdict;
  readonly fits: (request: Request) => boolean;
}[] = [
  {
    what: 'an integer in a query that is written otherwise than in digits',
    why: "the chain takes what JavaScript takes for a number; Nova's pattern is ^[0-9]*$",
    ours: 'refused',
    fits: ({ query }) =>
      [query.limit, query.offset].some((value) => /^(0x10|1e3|[ +]1|1\.0|-0)$/.test(value ?? '')),
  },
  {
    what: 'an empty value of a parameter that takes any text, where unknown parameters are refused',
    why: 'the chain then refuses every empty value; what these parameters say does not depend on their value',
    ours: 'taken',
    fits: ({ query }) => query.all_projects === '' || query.reserved === '',
  },
  {
    what: 'a project in the path that does not match its pattern',
    why: 'the router holds the patterns of paths: such a request never comes as far',
    ours: 'taken',
    fits: ({ path }) => path.project_id === 'NOT-A-PROJECT',
  },
  {
    what: 'an integer in a query above its maximum, with so many digits that it is infinite',
    why: 'the chain compares nothing with what is infinite',
    ours: 'refused',
    fits: ({ query }) => (query.limit ?? '').length === 400,
  },
];

/** The whole chain, as its documentation says, on a view. */
const startChain = async (t: TestContext, view: View) => {
  const app = express().enable('strict routing').enable('case sensitive routing');
  app.use(express.json({ strict: false, type: () => true }));
  app.use(chainOf(view));
  app.use((_request, response) => void response.sendStatus(200));
  const refuse: ErrorRequestHandler = ({ status = 500 }, _request, response, _next) => {
    response.sendStatus(status);
  };
  app.use(refuse);
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  t.after(() => {
    agent.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;

  return async ({ method, template, path, query, headers, body }: Request): Promise<Verdict> => {
    const target = template.replaceAll(/\{([^}]+)\}/g, (_, name) => path[name] ?? '');
    const text = new URLSearchParams(query).toString();
    const sent = httpRequest({
      host: '127.0.0.1',
      port,
      agent,
      method,
      path: text === '' ? target : `${target}?${text}`,
      headers: { ...headers, 'Content-Type': 'application/json' },
    });
    sent.end(body === undefined ? undefined : JSON.stringify(body));
    const [response] = await once(sent, 'response');
    response.resume();
    await once(response, 'end');
    assert.ok([200, 400].includes(response.statusCode), `${response.statusCode} of ${method} ${target}`);
    return response.statusCode === 200 ? 'taken' : 'refused';
  };
};

const views = createViews();
const met = new Set<string>();

for (const { first } of ranges) {
  test(`the validator of ${first} takes and refuses what the whole chain takes and refuses`, async (t) => {
    const view = readView(first);
    const ofChain = await startChain(t, view);
    const requests = requestsOf(view);
    assert.ok(requests.length > 400, `${requests.length} requests`);
    const taken = { taken: 0, refused: 0 };
    for (const request of requests) {
      const { method, template, path, query, headers, body = null } = request;
      const input = { path, query: { ...query }, headers, body };
      const verdict = await views.validate(first, `${method} ${template}`, input);
      const ours: Verdict = 'status' in verdict ? 'refused' : 'taken';
      taken[ours]++;
      if (ours === (await ofChain(request))) continue;
      const difference = DIFFERENCES.find((each) => each.ours === ours && each.fits(request));
      assert.ok(difference !== undefined, `${ours} by us alone: ${JSON.stringify(request)}`);
      met.add(difference.what);
    }
    assert.ok(taken.taken > 30 && taken.refused > 100, JSON.stringify(taken));
  });
}

test('each difference that is meant is there', () => {
  assert.deepEqual(
    DIFFERENCES.map(({ what }) => what).filter((what) => !met.has(what)),
    [],
  );
});
