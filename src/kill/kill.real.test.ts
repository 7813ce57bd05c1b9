/** Nothing that was answered is lost, whenever the service is killed. `OSG_KILL_TIMES` says how often it is. */

import process from 'node:process';
import { testKills } from './kill.fixture.ts';

const TIMES = Number(process.env.OSG_KILL_TIMES ?? 200);
const ON_POSTGRESQL = Math.ceil(TIMES / 5);

testKills('SQLite', TIMES - ON_POSTGRESQL);
testKills('PostgreSQL', ON_POSTGRESQL);
