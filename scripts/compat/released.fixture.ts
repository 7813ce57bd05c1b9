/** A release to compare with. */

import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type { TestContext } from 'node:test';
import { ROOT } from '../command.ts';
import type { Json, JsonObject } from '../generate/document.ts';
import { freeze } from '../publish/published.ts';
import { changed } from './base.fixture.ts';

/** A version of the spec that was published, and a copy of it that is to be changed. */
export const released = async (t: TestContext) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-compat-test-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const [published, generated] = [path.join(folder, 'published'), path.join(folder, 'generated')];
  const changelog = path.join(folder, 'CHANGELOG.md');
  const read = async (name: string): Promise<JsonObject> =>
    JSON.parse(await readFile(path.join(generated, name), 'utf8'));
  const write = (name: string, document: Json) =>
    writeFile(path.join(generated, name), JSON.stringify(document));
  const setVersion = async (version: string) => {
    const bundle = await read('openapi.json');
    await write('openapi.json', { ...bundle, info: { ...(bundle.info as JsonObject), version } });
  };
  const approve = (lines: string) => writeFile(path.join(published, 'approved-changes.yaml'), lines);
  const compat = () => {
    const folders = ['--generated', generated, '--published', published, '--changelog', changelog];
    const script = path.join(ROOT, 'scripts/compat.ts');
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...folders], {
      encoding: 'utf8',
    });
    return { status, output: `${stdout}${stderr}` };
  };
  await cp(path.join(ROOT, 'generated'), generated, { recursive: true });
  await setVersion('1.0.0');
  await freeze(generated, published);
  await approve('[]\n');
  return { compat, read, write, setVersion, approve, changelog: () => readFile(changelog, 'utf8') };
};

/** A view in which members are shown without their host. */
export const withoutHost = (view: JsonObject): JsonObject => {
  const at = (name: string) => `components schemas Member ${name}`;
  const { required } = (view.components as { schemas: { Member: { required: string[] } } }).schemas.Member;
  const without = required.filter((name) => name !== 'host');
  return changed(changed(view, at('properties host'), undefined), at('required'), without);
};
