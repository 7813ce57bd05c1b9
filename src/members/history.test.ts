/** The check of histories notices what it is there for, and nothing else. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { findGroundless, findOverfull, type Operation, type Place } from './history.fixture.ts';

const most = (group: string) => (group === 'one' ? 1 : 3);

const onA: Place = { group: 'one', host: 'a' };
const onB: Place = { group: 'one', host: 'b' };
const threeOnA: Place = { group: 'three', host: 'a' };

/** An operation of a server: sent and received, where it is then, and what was refused. */
const step = (
  server: string,
  sent: number,
  received: number,
  place: Place | null,
  full?: Place,
): Operation => ({
  server,
  sent,
  received,
  place,
  ...(full === undefined ? {} : { full }),
});

interface Case {
  readonly what: string;
  readonly history: readonly Operation[];
  readonly overfull?: readonly string[];
  readonly groundless?: readonly string[];
}

const cases: readonly Case[] = [
  { what: 'nothing happened', history: [] },
  {
    what: 'two servers hold a host that is for one',
    history: [step('x', 0, 1, onA), step('y', 2, 3, onA)],
    overfull: ['at 3: one on a: x, y'],
  },
  {
    what: 'the order of the operations in the history does not matter',
    history: [step('y', 2, 3, onA), step('x', 0, 1, onA)],
    overfull: ['at 3: one on a: x, y'],
  },
  {
    what: 'too many at once only for a moment in between',
    history: [step('x', 0, 1, onA), step('y', 2, 3, onA), step('x', 4, 5, null), step('y', 6, 7, null)],
    overfull: ['at 3: one on a: x, y'],
  },
  {
    what: 'one after the other',
    history: [step('x', 0, 1, onA), step('x', 2, 3, null), step('y', 4, 5, onA)],
  },
  {
    what: 'the second claim overtakes the answer to the release',
    history: [step('x', 0, 1, onA), step('x', 2, 9, null), step('y', 3, 4, onA)],
  },
  {
    what: 'the release is sent at the very moment of the receipt',
    history: [step('x', 0, 1, onA), step('y', 2, 3, onA), step('x', 3, 4, null)],
  },
  {
    what: 'other hosts and other groups count apart',
    history: [step('x', 0, 1, onA), step('y', 0, 1, onB), step('z', 0, 1, threeOnA)],
  },
  {
    what: 'as many as the rule allows, and then one more',
    history: ['v', 'w', 'x', 'y'].map((server, index) => step(server, index, index + 1, threeOnA)),
    overfull: ['at 4: three on a: v, w, x, y'],
  },
  {
    what: 'a place that was moved away from is free',
    history: [step('x', 0, 1, onA), step('x', 2, 3, onB), step('y', 4, 5, onA)],
  },
  {
    what: 'a server that moves holds its new place',
    history: [step('x', 0, 1, onA), step('x', 2, 3, onB), step('y', 4, 5, onB)],
    overfull: ['at 5: one on b: x, y'],
  },
  {
    what: 'a refused move keeps the old place without interruption',
    history: [step('z', 0, 1, onB), step('x', 0, 1, onA), step('x', 2, 9, onA, onB), step('y', 3, 4, onA)],
    overfull: ['at 4: one on a: x, y'],
  },
  {
    what: 'a repeated claim keeps the place without interruption',
    history: [step('x', 0, 1, onA), step('x', 2, 9, onA), step('y', 3, 4, onA)],
    overfull: ['at 4: one on a: x, y'],
  },
  {
    what: 'a host is refused on which there never was anybody',
    history: [step('x', 0, 1, null, onA)],
    groundless: ['from 0 to 1: one on a was refused to x'],
  },
  {
    what: 'a host is refused that is free again',
    history: [step('x', 0, 1, onA), step('x', 2, 3, null), step('y', 4, 5, null, onA)],
    groundless: ['from 4 to 5: one on a was refused to y'],
  },
  {
    what: 'a host is refused that has room',
    history: [step('x', 0, 1, threeOnA), step('y', 0, 1, threeOnA), step('z', 2, 3, null, threeOnA)],
    groundless: ['from 2 to 3: three on a was refused to z'],
  },
  {
    what: 'a host is refused for the sake of servers that were not there at once',
    history: [
      ...['v', 'w', 'x'].flatMap((server, index) => [
        step(server, 10 * index, 10 * index + 1, threeOnA),
        step(server, 10 * index + 2, 10 * index + 3, null),
      ]),
      step('y', 0, 30, null, threeOnA),
    ],
    groundless: ['from 0 to 30: three on a was refused to y'],
  },
  {
    what: 'a host is refused that is held, or whose claim or release is under way',
    history: [
      step('x', 1, 2, onA),
      step('x', 8, 9, null),
      step('y', 0, 1, null, onA),
      step('y', 4, 5, null, onA),
      step('y', 9, 10, null, onA),
    ],
  },
];

for (const { what, history, overfull = [], groundless = [] } of cases) {
  const noticed = overfull.length + groundless.length > 0;
  test(`${what}: ${noticed ? 'noticed' : 'in order'}`, () => {
    assert.deepEqual(findOverfull(history, most), overfull);
    assert.deepEqual(findGroundless(history, most), groundless);
  });
}
