/** Of duplicates one makes a group, whatever the race. */

import { testIdempotencyRace } from './idempotency-race.fixture.ts';

testIdempotencyRace('SQLite');
testIdempotencyRace('PostgreSQL');
