/** Changes that oasdiff does not see, and that clients of this API do. */

import { isObject, type Json, type JsonObject, objectAt, operations, resolve } from '../generate/document.ts';
import type { Change } from './oasdiff.ts';

type Operation = ReturnType<typeof operations> extends Generator<infer Each> ? Each : never;

const keyOf = ({ method, path }: Operation) => `${method.toUpperCase()} ${path}`;

/** Operation by operation, those that both documents have. */
const pairs = (base: JsonObject, revision: JsonObject) => {
  const after = new Map([...operations(revision)].map((each) => [keyOf(each), each]));
  return [...operations(base)].map((before) => ({ before, after: after.get(keyOf(before)) }));
};

const UNKNOWN_QUERY = 'x-eov-allow-unknown-query-parameters';

const bodySchema = (document: JsonObject, operation: JsonObject): Json => {
  const body = resolve(document, operation.requestBody ?? {});
  const content = objectAt(isObject(body) ? body : {}, 'content');
  return objectAt(objectAt(content, 'application/json'), 'schema');
};

/** The places of a body at which unknown keys are refused from now on. */
const closedIn = (
  [base, before]: readonly [JsonObject, Json],
  [revision, after]: readonly [JsonObject, Json],
  place: string,
): string[] => {
  const [old, now] = [resolve(base, before), resolve(revision, after)];
  if (!isObject(old) || !isObject(now)) return [];
  const own = old.additionalProperties !== false && now.additionalProperties === false ? [place] : [];
  const below = Object.entries(objectAt(old, 'properties')).flatMap(([name, each]) =>
    closedIn([base, each], [revision, objectAt(now, 'properties')[name] ?? null], `${place}/${name}`),
  );
  const items = closedIn([base, old.items ?? null], [revision, now.items ?? null], `${place}/items`);
  return [...own, ...below, ...items];
};

/** What oasdiff leaves out between two documents. */
export const ownChanges = (base: JsonObject, revision: JsonObject): Change[] =>
  pairs(base, revision).flatMap(({ before, after }) => {
    const change = (id: string, level: Change['level'], text: string): Change => ({
      ...{ id, level, text, method: before.method.toUpperCase(), path: before.path },
    });
    if (after === undefined) {
      // It says nothing of what is gone after the date that was announced.
      const wasAnnounced = before.operation['x-sunset'] !== undefined;
      return wasAnnounced ? [change('operation-removed', 'INFO', 'removed the operation, as announced')] : [];
    }
    const [old, now] = [before.operation, after.operation];
    const refusesQuery = old[UNKNOWN_QUERY] === true && now[UNKNOWN_QUERY] !== true;
    const refused = refusesQuery
      ? [change('unknown-query-parameters-refused', 'ERR', 'unknown query parameters are refused')]
      : [];
    const places = closedIn([base, bodySchema(base, old)], [revision, bodySchema(revision, now)], 'body');
    const closed = places.map((place) =>
      change('unknown-request-properties-refused', 'ERR', `unknown keys of \`${place}\` are refused`),
    );
    const [was, is] = [old['x-sunset'], now['x-sunset']].map((date) => Date.parse(String(date)));
    const sooner = Number(is) < Number(was);
    const forward = sooner
      ? [change('sunset-brought-forward', 'ERR', `brought the sunset forward to \`${now['x-sunset']}\``)]
      : [];
    return [...refused, ...forward, ...closed];
  });
