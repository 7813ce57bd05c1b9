/** The same on PostgreSQL, which takes too long for each change. */

import { testQuotaRace } from './race.fixture.ts';

testQuotaRace('PostgreSQL', 3);
