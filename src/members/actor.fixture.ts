/** Claims, moves and releases of one server, one after the other, by chance; it knows from the answers where the server is. */

import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { Random } from '../../contract-tests/fuzz/random.ts';
import { fault } from '../faults.ts';
import { type Answer, arrived, type Request, type Services } from '../race.fixture.ts';
import type { Operation, Place } from './history.fixture.ts';

const HOSTS = ['host-1', 'host-2', 'host-3', 'host-4', 'host-5'];

/** The ids are in the order of the numbers. */
export const serverId = (index: number) => `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;

const pathOf = (group: string, server: string) => `/os-server-groups/${group}/members/${server}`;
export const claim = ({ group, host }: Place, server: string): Request => ({
  method: 'PUT',
  path: pathOf(group, server),
  body: { member: { host } },
});
export const release = (group: string, server: string): Request => ({
  method: 'DELETE',
  path: pathOf(group, server),
});

/** What an answer means: its name, and where the server is since. */
interface Meaning {
  readonly what: 'claimed' | 'moved' | 'repeated' | 'full' | 'elsewhere' | 'released' | 'no member';
  readonly place: Place | null;
  readonly answer: Answer;
}

/** All answers that are right for a claim of a server that is where it is. */
const claimMeans = (server: string, present: Place | null, wanted: Place): Meaning[] => {
  const granted = { status: 200, body: { member: { server_id: server, host: wanted.host } } };
  if (present !== null && present.group !== wanted.group) {
    const answer = arrived(fault.inOtherGroup(server, present.group));
    return [{ what: 'elsewhere', place: present, answer }];
  }
  if (present?.host === wanted.host) return [{ what: 'repeated', place: present, answer: granted }];
  return [
    { what: present === null ? 'claimed' : 'moved', place: wanted, answer: granted },
    { what: 'full', place: present, answer: arrived(fault.hostFull(wanted.host, wanted.group)) },
  ];
};

const releaseMeans = (present: Place | null, group: string): Meaning[] => {
  const answer = { status: 204, body: undefined };
  return present?.group === group
    ? [{ what: 'released', place: null, answer }]
    : [{ what: 'no member', place: present, answer }];
};

/** `once` sends one operation, and fails unless the answer is one that is right for a server that is where it is. */
export const createActor = (
  services: Services,
  server: string,
  groups: readonly string[],
  random: Random,
) => {
  const history: Operation[] = [];
  const names: string[] = [];
  const once = async () => {
    const present = history.at(-1)?.place ?? null;
    // Most often its own group, if it is in one: that it is elsewhere is soon told.
    const group = present === null || random.once(5) ? random.pick(groups) : present.group;
    const wanted = random.once(present === null ? 10 : 3) ? null : { group, host: random.pick(HOSTS) };
    const request = wanted === null ? release(group, server) : claim(wanted, server);
    const right = wanted === null ? releaseMeans(present, group) : claimMeans(server, present, wanted);
    const sent = performance.now();
    const answer = await services.send(request, random);
    const received = performance.now();
    const meaning = right.find((one) => isDeepStrictEqual(one.answer, answer));
    assert.ok(meaning, `${request.method} ${request.path} was answered with ${JSON.stringify(answer)}`);
    const { what, place } = meaning;
    history.push({ server, sent, received, place, ...(what === 'full' && wanted ? { full: wanted } : {}) });
    names.push(what);
  };
  return { server, history, names, once };
};

export type Actor = ReturnType<typeof createActor>;
