/** The same on PostgreSQL, which takes too long for each change. */

import { testIdempotencyRace } from './idempotency-race.fixture.ts';

testIdempotencyRace('PostgreSQL');
