/** Claims are exact, whatever the race. */

import { testRaces } from './race.fixture.ts';

testRaces('SQLite', { operations: 1000, quotaRounds: 5 });
