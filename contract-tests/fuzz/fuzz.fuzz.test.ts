/** The service under hostile input: 10,000 requests of our own, and Schemathesis on each view. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { runJob } from './job.ts';

// The same each time, so that a change is judged by what it changes; "npm run fuzz" takes another one at each run.
const SEED = 2026;

test('hostile input makes the service neither fail, hang, grow, end, nor show what it must not', async (t) => {
  const problems = await runJob({ seed: SEED, first: 0, requests: 10_000, isWhole: true }, (line) =>
    t.diagnostic(line),
  );
  assert.equal(problems.join('\n\n'), '', `npm run fuzz -- --seed ${SEED} repeats it`);
});
