/** `npm run fuzz`: hostile input for the service. */

import { command, Failure } from './command.ts';

const HELP = `
npm run fuzz [-- options]

Starts the service and sends it hostile input: requests of our own, byte by byte, made from valid ones by many tactics; then
Schemathesis on each view of the spec. Nothing may make it answer with 5xx, hang, grow, end, show another project's
data, or break the policy of a group.

  --requests N        how many requests of our own (default 10000)
  --seed N            the seed of an earlier run, which makes the same requests again (default: another one each time)
  --first N           begins at this request of the seed: with --requests 1 it repeats one (default 0)
  --no-schemathesis   only our own requests; needs nothing but Node

Exit status: 0 all is well; 1 something is not: the report says which request showed it; 64 a wrong option.
`;

const OPTIONS = {
  requests: { type: 'string', default: '10000' },
  seed: { type: 'string' },
  first: { type: 'string', default: '0' },
  'no-schemathesis': { type: 'boolean' },
} as const;

const numberOf = (name: string, text: string): number => {
  if (!/^[0-9]{1,9}$/.test(text)) throw new Failure(`--${name} ${text}: expected a number`, 64);
  return Number(text);
};

await command(HELP, OPTIONS, async (values) => {
  // Ends by way of `exit`, so that the service that was started ends too.
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));

  const seed = values.seed === undefined ? Date.now() % 1e9 : numberOf('seed', values.seed);
  const plan = {
    seed,
    requests: numberOf('requests', values.requests),
    first: numberOf('first', values.first),
  };
  const { runJob } = await import('../contract-tests/fuzz/job.ts');
  console.log(`The seed is ${seed}.`);
  const problems = await runJob({ ...plan, isWhole: !values['no-schemathesis'] }, (line) =>
    console.log(line),
  );
  if (problems.length > 0)
    throw new Failure(`\n${problems.join('\n\n')}\n\nTo repeat it: npm run fuzz -- --seed ${seed}`);
});
