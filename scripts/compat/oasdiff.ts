/** oasdiff, which compares two OpenAPI documents: a Go program, built in the version that `oasdiff/go.mod` pins. */

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { Failure, ROOT } from '../command.ts';
import type { JsonObject } from '../generate/document.ts';
import { type Level, levelsFile } from './levels.ts';

const run = promisify(execFile);

const MODULE = path.join(import.meta.dirname, 'oasdiff');
const CACHE = path.join(ROOT, 'node_modules/.cache/oasdiff');

const noGo = (cause: NodeJS.ErrnoException) =>
  cause.code === 'ENOENT'
    ? 'oasdiff needs Go, and the command "go" is not there. Install Go 1.26 or later, then run this again.\n' +
      'Only the comparison with what was published needs it: the service, its tests and "npm run publish:spec" do not.'
    : `oasdiff cannot be built. It needs Go 1.26 or later and the Go module proxy.\n${cause.message}`;

/**
 * Builds oasdiff unless it is there, which takes a minute, and resolves with the path of the program.
 *
 * @throws {Failure} with status 69 when there is no Go, or it cannot build
 */
export const installOasdiff = async (cache = CACHE): Promise<string> => {
  const hash = createHash('sha256');
  for (const file of ['go.mod', 'go.sum']) hash.update(await readFile(path.join(MODULE, file)));
  const program = path.join(cache, `oasdiff-${hash.digest('hex').slice(0, 12)}`);
  if (existsSync(program)) return program;
  await mkdir(cache, { recursive: true });
  // All that a build needs is in one folder, and only a whole program is put in its place.
  const folder = await mkdtemp(path.join(cache, 'build-'));
  const into = (name: string) => path.join(folder, name);
  try {
    // Modules are made writable, so that they can be removed.
    const build = ['build', '-modcacherw', '-buildvcs=false', '-trimpath'];
    await run('go', [...build, '-o', into('oasdiff'), 'github.com/oasdiff/oasdiff'], {
      cwd: MODULE,
      env: { ...process.env, GOPATH: into('go'), GOCACHE: into('go-build') },
    });
    await rename(into('oasdiff'), program);
  } catch (cause) {
    throw new Failure(noGo(cause as NodeJS.ErrnoException), 69);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return program;
};

/** A change between two documents, as oasdiff tells it. */
export interface Change {
  /** The name of the check, such as "request-property-removed". */
  readonly id: string;
  readonly text: string;
  readonly level: Level;
  /** The method in capitals and the path; neither for what concerns the whole document. */
  readonly method?: string | undefined;
  readonly path?: string | undefined;
}

const LEVELS: Readonly<Record<number, Level>> = { 1: 'INFO', 2: 'WARN', 3: 'ERR' };

interface Told {
  readonly id: string;
  readonly text: string;
  readonly level: number;
  readonly operation?: string;
  readonly path?: string;
}

/** All changes from one document to another, of any level. Rejects when one of them is no OpenAPI document. */
export const oasdiff = async (program: string, base: JsonObject, revision: JsonObject): Promise<Change[]> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-compat-'));
  try {
    const files = { 'base.json': base, 'revision.json': revision };
    for (const [name, document] of Object.entries(files)) {
      await writeFile(path.join(folder, name), JSON.stringify(document));
    }
    await writeFile(path.join(folder, 'levels.txt'), levelsFile());
    const { OASDIFF_CONFIG: _, ...env } = process.env;
    const options = ['--format', 'json', '--severity-levels', 'levels.txt', '--allow-external-refs=false'];
    const { stdout } = await run(program, ['changelog', 'base.json', 'revision.json', ...options], {
      cwd: folder,
      env,
      maxBuffer: 256 * 1024 * 1024,
    });
    const told: Told[] = stdout.trim() === '' ? [] : JSON.parse(stdout);
    return told.map(({ id, text, level, operation, path: at }) => ({
      id,
      text,
      level: LEVELS[level] ?? 'ERR',
      method: operation,
      path: at,
    }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
