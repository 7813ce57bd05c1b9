/** The one list of cases: every client, in whatever language, comes through all of them with the same results. */

import type { Case } from './cases/case.ts';
import { faults } from './cases/faults.ts';
import { onMock } from './cases/mock.ts';
import { pages } from './cases/pages.ts';
import { repeats } from './cases/repeats.ts';
import { requests } from './cases/requests.ts';
import { retries } from './cases/retries.ts';
import { onService } from './cases/service.ts';

export const cases: readonly Case[] = [
  ...onService,
  ...onMock,
  ...retries,
  ...repeats,
  ...faults,
  ...requests,
  ...pages,
];
