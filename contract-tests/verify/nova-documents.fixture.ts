/** What Nova says outside of its versions, and of them. */

import { type Ask, type Asked, headerOf, type Told, type Whole, without } from './in-front.fixture.ts';
import { dumps } from './python.fixture.ts';

/** A request without a body, whose method does not matter. */
export const asGet = ({ path, headers }: Asked): Whole => ({
  ...{ method: 'GET', path },
  headers: without(headers, 'content-length', 'transfer-encoding'),
  body: Buffer.alloc(0),
});

/** The documents of versions answer any method, and the links in them begin with what stands in Host. */
export const documentOf = async (asked: Asked, ask: Ask, upstream: string): Promise<Told> => {
  const { status, headers, body } = await ask(asGet(asked));
  const host = headerOf(asked, 'host')?.replace(/:80$/, '') ?? '';
  const linked = body
    .replaceAll(upstream, `http://${host}`)
    .replace(/"href":"[^"]*\/docs"/, '"href":"http://docs.openstack.org/"');
  const isList = asked.path.split('?')[0] === '/';
  const lines = isList ? without(headers, 'x-openstack-request-id', 'x-compute-request-id') : headers;
  return { status, headers: lines, body: dumps(JSON.parse(linked)) };
};

/** Where there is no version, there is a choice of them. */
export const choices = ({ path }: Asked): Told => ({
  status: 300,
  headers: [['Content-Type', 'application/json']],
  body: dumps({
    choices: ['v2', 'v2.1'].map((id) => ({
      id,
      status: 'CURRENT',
      links: [{ href: `http://h/${id}${path}`, rel: 'self' }],
      'media-types': [
        { base: 'application/json', type: `application/vnd.openstack.compute+json;version=${id.slice(1)}` },
      ],
    })),
  }),
});
