/** The faults below `/v1`, in the form of Huawei Cloud and Open Telekom Cloud, made of those of the table. */

import type { Answer, EcsConflictFault, ListEcsGroupsOutput } from '../../generated/types.ts';

/** The faults that an operation can answer; 409 is one of a creation alone. */
export type EcsFault = Exclude<ListEcsGroupsOutput, Answer<200, unknown>>;
export type EcsCreationFault = EcsFault | Answer<409, EcsConflictFault>;

interface Told extends Answer<number, unknown> {
  /** A code that says more than the status. All of these are of the status 400. */
  readonly ecs?: string;
}

/** The code of a status, where nothing more is known; of a status that is not here the code says only whose fault it is. */
const CODES: Readonly<Record<number, string>> = {
  400: 'Ecs.0005',
  401: 'Common.0013',
  403: 'Ecs.0003',
  404: 'Ecs.0313',
  429: 'Common.1503',
};
const FAULT_OF_CLIENT = 'Ecs.0000';
const FAULT_OF_SERVICE = 'Common.0001';

const codeOf = (status: number): string =>
  CODES[status] ?? (status < 500 ? FAULT_OF_CLIENT : FAULT_OF_SERVICE);

const PREFIX = /^\/+v1(?:\/|$)/;

/** Whether a path lies below `/v1`, also one that leads nowhere there. */
export const isBelowV1 = (path: string): boolean => PREFIX.test(path);

/** A fault of the table as it is told below `/v1`: its message, with a code of that family. */
export const asEcsFault = <Fault = EcsFault>({ status, headers, body, ecs }: Told): Fault => {
  const [{ message = '' } = {}] = Object.values(body as Record<string, { message?: string }>);
  return {
    status: ecs === undefined ? status : 400,
    body: { error: { code: ecs ?? codeOf(status), message } },
    ...(headers === undefined ? {} : { headers }),
  } as Fault;
};

const isEcsFault = (body: unknown): boolean =>
  typeof (body as { error?: { code?: unknown } } | undefined)?.error?.code === 'string';

/** An answer in the form of its path, whichever step or handler it comes from. */
export const told = (path: string, answer: Told): Told =>
  answer.status >= 400 && isBelowV1(path) && !isEcsFault(answer.body) ? asEcsFault<Told>(answer) : answer;
