/** How a deprecation flows from a made-up spec into the route table: it needs Java, and so does not run everywhere. */

import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { parse, stringify } from 'yaml';
import type { Route } from '../../generated/routes.ts';
import { ROOT } from '../command.ts';
import { make } from './make.ts';

const SINCE = { deprecated: true, 'x-deprecated-at': '2027-01-01' };
const Deprecation = '@1798761600';

test('a deprecated operation has its headers in the route table, below each prefix; others have none', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-deprecation-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const spec = path.join(folder, 'spec');
  await cp(path.join(ROOT, 'spec'), spec, { recursive: true });
  const file = path.join(spec, 'paths/server-groups.yaml');
  const { get, post, ...rest } = parse(await readFile(file, 'utf8'));
  const changed = {
    ...rest,
    get: { ...get, ...SINCE, 'x-sunset': '2028-01-01' },
    post: { ...post, ...SINCE },
  };
  await writeFile(file, stringify(changed));

  const table = path.join(folder, 'routes.ts');
  await writeFile(
    table,
    String((await make(path.join(spec, 'openapi.yaml'), { java: true })).get('routes.ts')),
  );
  const { routes }: { routes: readonly Route[] } = await import(pathToFileURL(table).href);
  const headersOf = (name: string) =>
    routes.filter(({ handler }) => handler === name).map(({ deprecation }) => deprecation);
  const four = <Value>(value: Value) => [value, value, value, value];
  const Sunset = 'Sat, 01 Jan 2028 00:00:00 GMT';
  assert.deepEqual(headersOf('listServerGroups'), four({ Deprecation, Sunset }));
  assert.deepEqual(headersOf('createServerGroup'), four({ Deprecation }));
  assert.deepEqual(headersOf('showServerGroup'), four(undefined));
});
