/** The same on PostgreSQL, which takes too long for each change. */

import { testRaces } from './race.fixture.ts';

testRaces('PostgreSQL', { operations: 1000, quotaRounds: 5 });
