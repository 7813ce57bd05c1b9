/** The whole job: the service is started, attacked with our own requests and those of Schemathesis, and stopped. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startService } from '../service.ts';
import { readViews } from '../views.ts';
import { probedBy, readMemory } from './memory.ts';
import { openProjects, QUOTA_OF_MEMBERS } from './projects.ts';
import { reportOf, shortcomingsOf } from './report.ts';
import { type Plan, runHostile } from './run.ts';
import { installSchemathesis } from './schemathesis/install.ts';
import { passesOn, runSchemathesis } from './schemathesis/run.ts';
import { stallConnections } from './stalled.ts';

export interface Job extends Plan {
  /** Runs Schemathesis too, and waits until the service gives up on connections that stall. */
  readonly isWhole: boolean;
}

/** Lists are cut early, so that their links to the next page are tried too. */
const PAGE = '20';

/** Resolves with what is wrong, a text each; with nothing if all is well. */
export const runJob = async ({ isWhole, ...plan }: Job, log: (line: string) => void): Promise<string[]> => {
  const program = isWhole ? await installSchemathesis() : undefined;
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-fuzz-'));
  const probe = path.join(folder, 'probe');
  try {
    const service = await startService({
      ...probedBy(probe),
      OSG_MAX_LIMIT: PAGE,
      OSG_QUOTA_SERVER_GROUP_MEMBERS: String(QUOTA_OF_MEMBERS),
    });
    const problems: string[] = [];
    try {
      const { pid } = await readMemory(probe);
      const stalled = isWhole ? stallConnections(service.url, service.tokens.member) : [];
      const outcome = await runHostile(service.url, await openProjects(service), plan, probe, log);
      for (const line of reportOf(outcome)) log(line);
      problems.push(...outcome.failures, ...shortcomingsOf(outcome));

      const passes = program === undefined ? [] : await passesOn(service);
      for (const view of passes.length === 0 ? [] : readViews()) {
        for (const pass of passes) {
          const { isRight, report } = await runSchemathesis(
            program as string,
            view,
            service.url,
            pass,
            plan.seed,
          );
          const name = `Schemathesis, view ${view.first}, ${pass.name}`;
          log(`${name}: ${isRight ? report : 'failed'}`);
          if (!isRight) problems.push(`${name}:\n${report}`);
        }
      }
      problems.push(...(await stalled));
      if (pid !== (await readMemory(probe)).pid) problems.push('the service was started anew');
    } finally {
      await service.close();
    }
    return problems;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
