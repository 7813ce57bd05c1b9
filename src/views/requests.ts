/** Validates the requests of a view, and says in Nova's words what is wrong with one. */

import { fault } from '../faults.ts';
import { LEGACY } from '../microversions/negotiate.ts';
import { captureFrom, type Input, type Report } from './validator.ts';
import {
  deref,
  type Operation,
  type Parameter,
  parametersOf,
  readView,
  type Schema,
  type View,
} from './view.ts';
import { type Reported, withPlaces } from './violation.ts';
import { bodySentence, querySentence, unknownQuerySentence } from './wording.ts';

/** The input with the types of the spec, or the fault that says what is wrong with it. */
export type Verdict = Input | ReturnType<typeof fault.invalid>;
type Validate = (input: Input) => Verdict | Promise<Verdict>;

/** Integers in a query are digits alone; the validator would let `0x10`, `1e3` and `+1` pass. Huge ones mean no limit. */
const DIGITS = /^[0-9]+$/;
const clamp = (digits: string) => (digits.length > 15 ? String(Number.MAX_SAFE_INTEGER) : digits);

const checkIntegers = (
  parameters: readonly Parameter[],
  query: Record<string, unknown>,
): string | undefined => {
  for (const { name, schema } of parameters) {
    const value = query[name];
    if (schema.type !== 'integer' || typeof value !== 'string') continue;
    if (value === '') return querySentence(name, value, 'minLength', schema);
    if (!DIGITS.test(value)) return querySentence(name, value, 'pattern', { pattern: '^[0-9]*$' });
    query[name] = clamp(value);
  }
  return undefined;
};

const queryViolation = (
  parameters: readonly Parameter[],
  input: Input,
  { path, errorCode = '' }: Reported,
) => {
  const name = path.split('/')[2] ?? '';
  const { schema = {} } = parameters.find((parameter) => parameter.name === name) ?? {};
  return querySentence(name, String(input.query[name]), errorCode.split('.')[0] ?? '', schema);
};

/** The validator of one operation of a view. */
const validatorOf = (view: View, version: string, path: string, method: string, report: Report): Validate => {
  const operation = view.paths[path]?.[method] as Operation & {
    'x-eov-allow-unknown-query-parameters': boolean;
  };
  const parameters = parametersOf(view, path, method).filter((parameter) => parameter.in === 'query');
  const known = parameters.map(({ name }) => name);
  const takesAnyQuery = operation['x-eov-allow-unknown-query-parameters'];
  const bodySchema = operation.requestBody && bodySchemaOf(view, operation);
  // Path parameters are held by the router; so without a body or a query nothing is left to check.
  const needsNothing = bodySchema === undefined && !parameters.some(({ required }) => required);

  const words = (input: Input, errors: readonly Reported[]): string => {
    const ofBody = withPlaces(errors, input.body).filter(
      (error) => error.path === '/body' || error.path.startsWith('/body/'),
    );
    const [ofQuery] = errors.filter((error) => error.path.startsWith('/query/'));
    if (ofQuery !== undefined) return queryViolation(parameters, input, ofQuery);
    return bodySentence(view, bodySchema ?? {}, input.body, ofBody, { isLegacy: version === LEGACY });
  };

  return async (input) => {
    const unknown = Object.keys(input.query).filter((name) => !known.includes(name));
    const query = { ...input.query };
    for (const name of unknown) delete query[name];
    const broken = checkIntegers(parameters, query);
    if (broken !== undefined) return fault.invalid(broken);

    if (!needsNothing || Object.keys(query).length > 0) {
      const errors = await report({ ...input, query });
      if (errors !== undefined) return fault.invalid(words(input, errors));
    }
    if (unknown.length > 0 && !takesAnyQuery) return fault.invalid(unknownQuerySentence(input.query, known));
    return { path: input.path, query, body: input.body };
  };
};

const bodySchemaOf = (view: View, { requestBody }: Operation): Schema => {
  const schema = requestBody?.content?.['application/json'].schema;
  return schema === undefined ? {} : deref(view, schema);
};

/** Compiles a view: `METHOD /path/{template}` → its validator. Rejects when the validator does not know an operation. */
export const compileRequests = async (version: string): Promise<ReadonlyMap<string, Validate>> => {
  const view = readView(version);
  const capture = captureFrom(view);
  const validators = new Map<string, Validate>();
  for (const [path, pathItem] of Object.entries(view.paths)) {
    for (const method of Object.keys(pathItem).filter((key) => key !== 'parameters')) {
      const report = await capture(method.toUpperCase(), path);
      validators.set(`${method.toUpperCase()} ${path}`, validatorOf(view, version, path, method, report));
    }
  }
  return validators;
};
