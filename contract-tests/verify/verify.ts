/** The whole of a verification: both lanes at each version, and what comes of it as data. */

import { performance } from 'node:perf_hooks';
import type { Server } from '../cases/case.ts';
import { openTransport } from '../cases/transport.ts';
import { createHealth } from '../health.ts';
import { keepProxy } from '../lane-a/proxy.ts';
import { RUN } from '../run.ts';
import { CannotJudge } from './cannot-judge.ts';
import { hider, withoutTokens } from './hide.ts';
import { type Run, runLaneA, runLaneB } from './lanes.ts';
import { createMatrix } from './matrix.ts';
import type { Options } from './options.ts';
import { versionsToTry } from './plan.ts';
import { isByDesign, type Profile } from './profile.ts';
import { profiles } from './profiles.ts';
import { RELEASE } from './release.ts';
import type { Check, Verification } from './result.ts';
import { sweep } from './sweep.ts';
import { findProject, inspect } from './target.ts';

/**
 * Verifies a server. The groups that it makes are deleted in any case, also when the signal ends the run.
 *
 * @param say gets a line for people now and then: what is going on
 * @param signal ends the run before its time
 * @param profile what the server does otherwise by design; that of the options, unless another is given
 * @throws CannotJudge when the server cannot be judged at all
 */
export const verify = async (
  options: Options,
  say: (line: string) => void,
  signal?: AbortSignal,
  profile: Profile = profiles.find(({ name }) => name === options.profile) as Profile,
): Promise<Verification> => {
  const started = new Date();
  const since = performance.now();
  const { url, tokens, microversions, isStrict } = options;
  using health = createHealth(options.totalTimeout);
  const interrupt = () => health.stop('the run was interrupted');
  if (signal?.aborted) interrupt();
  signal?.addEventListener('abort', interrupt, { once: true });
  const transport = openTransport(url, options.timeout);
  try {
    const offer = await inspect(transport, options);
    const left = await sweep(transport, options);
    if (left > 0) say(`deleted ${left} groups that an earlier run had left behind`);
    const matrix = createMatrix();
    await using proxies = keepProxy(url);
    const checks: Check[] = [];
    try {
      const server: Server = {
        ...{ url, tokens, ...offer, traits: profile.traits },
        project: await findProject(transport, options, offer),
        isByDesign: (answer, objection) => isByDesign(profile, answer, objection),
      };
      const run: Run = { options, profile, server, health, matrix, transport, proxies, say };
      for (const tried of versionsToTry(offer.newest, microversions)) {
        checks.push(...(await runLaneA(run, tried)), ...(await runLaneB(run, tried)));
      }
    } finally {
      await sweep(transport, options);
    }
    const verification: Verification = {
      url,
      profile: profile.name,
      release: RELEASE,
      run: RUN,
      started: started.toISOString(),
      took: Math.round(performance.now() - since),
      versions: [...new Set(checks.map(({ version }) => version))],
      isStrict,
      ...(health.signal.aborted && { ended: String(health.signal.reason.message) }),
      checks,
      cells: matrix.cells(),
    };
    return withoutTokens(verification, tokens);
  } catch (error) {
    throw error instanceof CannotJudge ? new CannotJudge(hider(tokens)(error.message)) : error;
  } finally {
    signal?.removeEventListener('abort', interrupt);
    transport.close();
  }
};
