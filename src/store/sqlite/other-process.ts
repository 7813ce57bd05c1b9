/**
 * What the tests run as a second process on the same file. It says "ready", waits for the end of its input, then
 *
 *   lock FILE                         gives up the lock that it held until then
 *   open FILE                         opens the store, which brings its schema up to date, and closes it
 *   create FILE PROJECT QUOTA         creates groups as fast as it can, and prints how many were made
 */
import { once } from 'node:events';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteStore } from './sqlite.ts';

const ROUNDS = 20;
const AT_ONCE = 10;
const [mode, file = '', project_id = '', quota = ''] = process.argv.slice(2);

const toldToGoOn = () => {
  process.stdout.write('ready\n');
  process.stdin.resume();
  return once(process.stdin, 'end');
};

if (mode === 'lock') {
  const db = new DatabaseSync(file);
  db.exec('BEGIN IMMEDIATE');
  await toldToGoOn();
  db.exec('ROLLBACK');
  db.close();
} else if (mode === 'open') {
  await toldToGoOn();
  await (await openSqliteStore(file)).close();
} else {
  const store = await openSqliteStore(file, { patience: 60_000 });
  await toldToGoOn();
  let made = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const group = { name: 'test', policy: 'affinity', rules: {}, project_id, user_id: 'user' } as const;
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, () => store.create(group, Number(quota))),
    );
    made += answers.filter((answer) => answer !== 'over quota').length;
  }
  await store.close();
  process.stdout.write(`${made}\n`);
}
