/** What a history of claims, moves and releases proves, from the answers and their times alone. */

export interface Place {
  readonly group: string;
  readonly host: string;
}

/** One operation of a server, which sends the next one only after the answer. Times are those of one clock. */
export interface Operation {
  readonly server: string;
  readonly sent: number;
  readonly received: number;
  /** Where the server is since, as the answer says; null: nowhere. */
  readonly place: Place | null;
  /** Where it cannot go, as the answer says, since the host is full. */
  readonly full?: Place;
}

/** How many members of a group one host may hold. */
export type MostPerHost = (group: string) => number;

/** A time that a server spends at a place, from the operation that brings it there to the one that takes it away. */
interface Stay {
  readonly server: string;
  readonly place: Place;
  readonly came: Operation;
  left?: Operation;
}

const keyOf = ({ group, host }: Place): string => `${group} on ${host}`;

const isSame = (a: Place | null, b: Place | null): boolean =>
  a === b || (a !== null && b !== null && keyOf(a) === keyOf(b));

/** A refused or repeated claim does not interrupt a stay. */
const staysOf = (history: readonly Operation[]): Stay[] => {
  const stays: Stay[] = [];
  const last = new Map<string, Stay>();
  for (const operation of history.toSorted((a, b) => a.sent - b.sent)) {
    const { server, place } = operation;
    const present = last.get(server);
    if (isSame(present?.place ?? null, place)) continue;
    if (present !== undefined) present.left = operation;
    last.delete(server);
    if (place === null) continue;
    const stay = { server, place, came: operation };
    stays.push(stay);
    last.set(server, stay);
  }
  return stays;
};

/**
 * The moments at which more servers surely were on a host than it may hold. A server surely is at a place from the
 * receipt of the answer that says so until it sends the operation that takes it away.
 */
export const findOverfull = (history: readonly Operation[], most: MostPerHost): string[] => {
  const steps = staysOf(history)
    .flatMap(({ server, place, came, left }) => [
      { place, server, at: came.received, step: 1 },
      { place, server, at: left?.sent ?? Number.POSITIVE_INFINITY, step: -1 },
    ])
    .toSorted((a, b) => a.at - b.at || a.step - b.step);
  const present = new Map<string, Set<string>>();
  return steps.flatMap(({ place, server, at, step }) => {
    const servers = present.get(keyOf(place)) ?? new Set();
    present.set(keyOf(place), servers);
    if (step < 0) servers.delete(server);
    else servers.add(server);
    if (step < 0 || servers.size <= most(place.group)) return [];
    return [`at ${at}: ${keyOf(place)}: ${[...servers].join(', ')}`];
  });
};

/**
 * The refusals for which the host was full at no moment between request and answer. A server may be at a place from
 * the sending of the operation that brings it there to the receipt of the answer that says that it is away.
 */
export const findGroundless = (history: readonly Operation[], most: MostPerHost): string[] => {
  const stays = Map.groupBy(staysOf(history), ({ place }) => keyOf(place));
  return history.flatMap(({ server, sent, received, full }) => {
    if (full === undefined) return [];
    const others = (stays.get(keyOf(full)) ?? []).filter(
      ({ came, left }) => came.sent <= received && (left?.received ?? Number.POSITIVE_INFINITY) >= sent,
    );
    const holdersAt = (at: number) =>
      others.filter(({ came, left }) => came.sent <= at && (left?.received ?? Number.POSITIVE_INFINITY) >= at)
        .length;
    // Only with an arrival the number grows.
    const moments = [sent, ...others.map(({ came }) => came.sent).filter((at) => at > sent)];
    if (moments.some((at) => holdersAt(at) >= most(full.group))) return [];
    return [`from ${sent} to ${received}: ${keyOf(full)} was refused to ${server}`];
  });
};
