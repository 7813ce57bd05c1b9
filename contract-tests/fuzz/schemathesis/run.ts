/** Runs Schemathesis on a view: right and wrong data of its own making, each answer held against the view. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import type { RunningService } from '../../service.ts';
import type { View } from '../../views.ts';
import { versionHeaders } from '../../world.ts';
import { groupsBy } from '../groups.ts';

/** Examples for each operation in each phase. */
const EXAMPLES = 60;

/** All checks but these, each with the reason. */
const CHECKS_OFF: Readonly<Record<string, string>> = {
  ensure_resource_availability:
    'a group that was made below one prefix may have been deleted below another, which Schemathesis takes for another one',
};

const LEGACY = '2.0';

/** The values of parameters that a schema cannot name. */
const configOf = (values: Readonly<Record<string, string>>) =>
  Object.entries(values)
    .map(([name, value]) => `"path.${name}" = "${value}"\n`)
    .join('');

type Service = Pick<RunningService, 'url' | 'tokens' | 'project'>;

/** What is sent by whom. */
interface Pass {
  readonly name: string;
  readonly token: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly options: readonly string[];
}

/** Everything by a member; then, by who may do all, what is done with the members of a group, which is there. */
export const passesOn = async ({ url, tokens, project }: Service): Promise<readonly Pass[]> => {
  const parameters = { project_id: project, quota_project_id: project };
  const group = await groupsBy(url, tokens.admin).create({ name: 'schemathesis', policy: 'anti-affinity' });
  return [
    { name: 'by a member', token: tokens.member, parameters, options: [] },
    {
      name: 'on members',
      token: tokens.admin,
      parameters: { ...parameters, server_group_id: group },
      options: ['--include-path-regex', '/[{]server_group_id[}]/'],
    },
  ];
};

export interface Result {
  readonly isRight: boolean;
  /** How many requests there were, in words; or all that it has to say of what is wrong. */
  readonly report: string;
}

export const runSchemathesis = async (
  program: string,
  { first, last, file }: View,
  url: string,
  { token, parameters, options }: Pass,
  seed: number,
): Promise<Result> => {
  // It leaves a database of examples where it runs.
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-schemathesis-'));
  const config = path.join(folder, 'schemathesis.toml');
  await writeFile(config, `[parameters]\n${configOf(parameters)}`);
  const headers = { 'X-Auth-Token': token, ...(first === LEGACY ? {} : versionHeaders(last)) };
  const child = spawn(
    program,
    [
      ...['--config-file', config, 'run', file, '--url', url],
      ...Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
      ...['--mode', 'all', '--phases', 'examples,coverage,fuzzing,stateful'],
      ...['--checks', 'all', '--exclude-checks', Object.keys(CHECKS_OFF).join()],
      ...['--max-examples', String(EXAMPLES), '--seed', String(seed)],
      ...options,
    ],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        SCHEMATHESIS_HOOKS: 'hooks',
        PYTHONPATH: import.meta.dirname,
        PYTHONDONTWRITEBYTECODE: '1',
        NO_PROXY: '127.0.0.1',
        no_proxy: '127.0.0.1',
        NO_COLOR: '1',
      },
    },
  );
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  try {
    const [printed, complaint, [status]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    const [, cases] = /([0-9]+) generated/.exec(printed) ?? [];
    // Without requests nothing has been shown.
    const isRight = status === 0 && Number(cases) > 0;
    return { isRight, report: isRight ? `${cases} requests` : `${printed}${complaint}` };
  } finally {
    process.removeListener('exit', kill);
    await rm(folder, { recursive: true, force: true });
  }
};
