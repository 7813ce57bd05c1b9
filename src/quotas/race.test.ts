/** The quota is exact, whatever the race. */

import { testQuotaRace } from './race.fixture.ts';

testQuotaRace('SQLite', 5);
