/** Holds each answer against the view of its version, whatever a case looks for in it. */

import { type Route, routes } from '../../generated/routes.ts';
import { asGet } from '../../src/http/find-route.ts';
import { createRouter } from '../../src/http/router.ts';
import { LEGACY, minorOf, parseVersion } from '../../src/microversions/negotiate.ts';
import { NEWEST, viewOf } from '../../src/views/view.ts';
import { createViews } from '../../src/views/views.ts';
import type { Answer, Request } from './case.ts';

/** What was found out about an exchange. */
export interface Judgement {
  /** The operation that was asked for; undefined where the path or the method is none of the spec's. */
  readonly route: Route | undefined;
  /** The microversion that was asked for; undefined where that is none. */
  readonly version: string | undefined;
  /** What is wrong with the answer, by the view; empty when nothing is. */
  readonly objections: readonly string[];
}

const router = createRouter(routes, []);
const views = createViews();

const versionOf = (route: Route, headers: Request['headers'], newest: string): string | undefined => {
  if (route.versions.first === undefined) return LEGACY;
  const named = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  const negotiated = parseVersion(Object.fromEntries(named), newest);
  // Of a version that the spec does not have yet nothing can be said.
  const isKnown = 'version' in negotiated && minorOf(negotiated.version) <= minorOf(NEWEST);
  return isKnown ? negotiated.version : undefined;
};

const jsonOf = (body: string): { value: unknown } | undefined => {
  try {
    return { value: body === '' ? undefined : JSON.parse(body) };
  } catch {
    return undefined;
  }
};

const headersOf = ({ headers }: Answer): Record<string, string | readonly string[]> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, values = []]) => {
      const [only, ...more] = values;
      return [[name, more.length > 0 ? values : (only ?? '')]];
    }),
  );

const VERSION = 'openstack-api-version';
const OLDER_VERSION = 'x-openstack-nova-api-version';
const VARY = ['OpenStack-API-Version', 'X-OpenStack-Nova-API-Version'];

/** Whether the version headers, where the answer has them, say the very version that was asked for. */
const objectionsToVersion = ({ status, headers }: Answer, version: string): string[] => {
  if (version === LEGACY) {
    const told = [VERSION, OLDER_VERSION].filter((name) => headers[name] !== undefined);
    return told.map((name) => `there is the header ${name}, where there are no microversions`);
  }
  if (headers[VERSION] === undefined || status === 406) return [];
  const expected = { [VERSION]: `compute ${version}`, [OLDER_VERSION]: version };
  const ofVersions = Object.entries(expected).flatMap(([name, value]) =>
    headers[name] === undefined || headers[name].join(', ') === value
      ? []
      : [`the header ${name} is "${headers[name]}" and not "${value}"`],
  );
  // What caches must heed besides is up to the server.
  const ofCaches = VARY.filter((name) => !headers.vary?.includes(name));
  return [...ofVersions, ...ofCaches.map((name) => `there is no header Vary that is "${name}"`)];
};

const ID = 'x-openstack-request-id';

/** The id of the request is the same under each of its names. */
const objectionsToIds = ({ headers }: Answer, { path }: Route): string[] =>
  ['x-compute-request-id', ...(path.startsWith('/v1/') ? ['x-request-id'] : [])].flatMap((name) => {
    const [sent, id] = [headers[name], headers[ID]];
    const fits = sent === undefined || id === undefined || String(sent) === String(id);
    return fits ? [] : [`the header ${name} is "${sent}" and not "${id}", which is the id of the request`];
  });

/** @param newest what `latest` asks for */
export const judge = (
  { method = 'GET', path, headers }: Request,
  answer: Answer,
  newest: string,
): Judgement => {
  const [pathname = ''] = path.split('?');
  const route = router.find(pathname)?.rows[asGet(method)] as Route | undefined;
  if (route === undefined) return { route, version: undefined, objections: [] };
  const version = versionOf(route, headers, newest);
  // HEAD has the answer of GET without its body, and what is asked for in no version is for the cases to look at.
  if (version === undefined || method === 'HEAD') return { route, version, objections: [] };
  const body = jsonOf(answer.body);
  if (body === undefined) return { route, version, objections: ['the body is not JSON'] };
  const sent = { status: answer.status, headers: headersOf(answer), body: body.value };
  const objections = [
    ...views.violations(version, `${route.method} ${route.path}`, sent),
    ...objectionsToVersion(answer, version),
    ...objectionsToIds(answer, route),
  ];
  return { route, version, objections };
};

/** Where in the views an answer of a route is described. */
export const placeOf = ({ method, path }: Route, version: string, status: number | string): string =>
  `generated/views/${viewOf(version)}.json#/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1')}/${method.toLowerCase()}/responses/${status}`;
