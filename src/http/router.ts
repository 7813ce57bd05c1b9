/** Finds what a path leads to: the generated routes of the API, and those of operation beside them. */

import findMyWay from 'find-my-way';
import type { Route } from '../../generated/routes.ts';
import type { OperationalRoute } from '../operational/routes.ts';

export type Row = Route | OperationalRoute;

export interface Target {
  /** Method → row. */
  readonly rows: Readonly<Record<string, Row>>;
  readonly params: Readonly<Record<string, string>>;
}

export interface Router {
  /** What the path leads to; null for nowhere, as for a path whose percent escapes are no UTF-8. */
  find(path: string): Target | null;
  /** Whether the path lies below a version of the API, where nothing is answered without a token. */
  isBelowVersion(path: string): boolean;
}

/** `/v2/{id}` → `/v2/:id(pattern)`. */
const withPatterns = (path: string, patterns: Route['patterns']): string =>
  path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
    const pattern = patterns[name]?.source;
    return pattern === undefined ? `:${name}` : `:${name}(${pattern})`;
  });

const firstSegment = (path: string) => /^\/+([^/]*)/.exec(path)?.[1] ?? '';

/** Routes of the same path become one target, so that a path is known apart from its methods. */
export const createRouter = (routes: readonly Route[], operational: readonly OperationalRoute[]): Router => {
  const paths = new Map<string, Record<string, Row>>();
  for (const route of routes) {
    const pattern = withPatterns(route.path, route.patterns);
    paths.set(pattern, { ...paths.get(pattern), [route.method]: route });
  }
  for (const route of operational) paths.set(route.path, { GET: route });

  const router = findMyWay({ ignoreDuplicateSlashes: true, maxParamLength: Number.MAX_SAFE_INTEGER });
  for (const [pattern, rows] of paths) router.on('GET', pattern, () => {}, rows);
  const versions = new Set(routes.map(({ path }) => firstSegment(path)).filter((segment) => segment !== ''));

  return {
    find: (path) => {
      // A fragment is never sent; the router would take what stands before it for the path.
      if (path.includes('#')) return null;
      const found = router.find('GET', path);
      if (found === null) return null;
      const params = found.params as Target['params'];
      // A slash at the end is not the beginning of an empty parameter.
      if (Object.values(params).includes('')) return null;
      return { rows: found.store as Target['rows'], params };
    },
    isBelowVersion: (path) => versions.has(firstSegment(path)),
  };
};

/** Whether all percent escapes are UTF-8; a percent sign that begins none is taken as it is. */
export const isDecodable = (text: string): boolean => {
  if (!text.includes('%')) return true;
  try {
    for (const [escapes] of text.matchAll(/(?:%[0-9a-f]{2})+/gi)) decodeURIComponent(escapes);
    return true;
  } catch {
    return false;
  }
};
