/** Answers of the API are objects with one key that matters, such as `server_group`; callers get what is in it. */

import { MalformedAnswerError } from './errors.js';

const valueIn = async <Envelope extends object, Key extends keyof Envelope & string>(
  answer: Promise<Envelope>,
  key: Key,
  isRight: (value: unknown) => boolean,
): Promise<Envelope[Key]> => {
  // What came over the network need not be what the types say.
  const envelope: Partial<Envelope> | null = await answer;
  const value = envelope?.[key];
  if (value === undefined || !isRight(value))
    throw new MalformedAnswerError(
      `The answer has no sound "${key}"; is the server group API at this address?`,
    );
  return value;
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws {MalformedAnswerError} when there is no object of that name in the answer */
export const objectIn = <Envelope extends object, Key extends keyof Envelope & string>(
  answer: Promise<Envelope>,
  key: Key,
): Promise<Envelope[Key]> => valueIn(answer, key, isObject);

/** @throws {MalformedAnswerError} when there is no list of that name in the answer, of objects with the id `id` */
export const listIn = <Envelope extends object, Key extends keyof Envelope & string>(
  answer: Promise<Envelope>,
  key: Key,
  id: string,
): Promise<Envelope[Key]> =>
  valueIn(
    answer,
    key,
    (value) => Array.isArray(value) && value.every((each) => isObject(each) && typeof each[id] === 'string'),
  );
