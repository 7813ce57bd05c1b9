/** Validates the requests of a view, and says in Nova's words what is wrong with one. */

import type { IncomingHttpHeaders } from 'node:http';
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
import { bodySentence, parameterSentence, querySentence, unknownQuerySentence } from './wording.ts';

/** A request as it comes, with all its headers. */
export interface Request extends Omit<Input, 'headers'> {
  readonly headers: IncomingHttpHeaders;
}

/** The input with the types of the spec, or the fault that says what is wrong with it. */
export type Verdict = Input | ReturnType<typeof fault.invalid>;
type Validate = (request: Request) => Promise<Verdict>;

/** These are looked at when the version is negotiated, and may hold more than the spec can say. */
const VERSION_HEADERS = ['openstack-api-version', 'x-openstack-nova-api-version'];

/** Where else than in the body something can be wrong, in the validator's words and in ours. */
const PLACES: Readonly<Record<string, string>> = {
  params: 'path parameters',
  headers: 'header',
};

const otherViolation = (
  parameters: readonly Parameter[],
  input: Input,
  { path, errorCode = '' }: Reported,
): string => {
  const [, place = '', name = ''] = path.split('/');
  const same = parameters.find((parameter) => parameter.name.toLowerCase() === name.toLowerCase());
  const value = (place === 'params' ? input.path : input.headers)[name] ?? '';
  const keyword = errorCode.split('.')[0] ?? '';
  return parameterSentence(PLACES[place] ?? place, same?.name ?? name, value, keyword, same?.schema ?? {});
};

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
  const all = parametersOf(view, path, method);
  const parameters = all.filter((parameter) => parameter.in === 'query');
  const headerNames = all
    .filter((parameter) => parameter.in === 'header')
    .map(({ name }) => name.toLowerCase())
    .filter((name) => !VERSION_HEADERS.includes(name));
  const known = parameters.map(({ name }) => name);
  const takesAnyQuery = operation['x-eov-allow-unknown-query-parameters'];
  const bodySchema = operation.requestBody && bodySchemaOf(view, operation);
  // Patterns of path parameters are held by the router; so without a format, a body or a query nothing is left to check.
  const hasFormat = all.some((parameter) => parameter.in === 'path' && parameter.schema.format !== undefined);
  const needsNothing = bodySchema === undefined && !hasFormat && !parameters.some(({ required }) => required);

  const refusal = (input: Input, errors: readonly Reported[]): ReturnType<typeof fault.invalid> => {
    const ofBody = withPlaces(errors, input.body).filter(
      (error) => error.path === '/body' || error.path.startsWith('/body/'),
    );
    const [ofQuery] = errors.filter((error) => error.path.startsWith('/query/'));
    if (ofQuery !== undefined) return fault.invalid(queryViolation(parameters, input, ofQuery));
    const [elsewhere] = errors.filter((error) => /^\/(?:params|headers)\//.test(error.path));
    if (elsewhere !== undefined) return fault.invalid(otherViolation(all, input, elsewhere));
    const isLegacy = version === LEGACY;
    const sentence = bodySentence(view, bodySchema ?? {}, input.body, ofBody, { isLegacy });
    return input.body === null ? fault.noBody(sentence) : fault.invalid(sentence);
  };

  const headersOf = (given: IncomingHttpHeaders): Input['headers'] =>
    Object.fromEntries(
      headerNames.flatMap((name) => (given[name] === undefined ? [] : [[name, String(given[name])]])),
    );

  return async (request) => {
    const input: Input = { ...request, headers: headersOf(request.headers) };
    const unknown = Object.keys(input.query).filter((name) => !known.includes(name));
    const query = { ...input.query };
    for (const name of unknown) delete query[name];
    const broken = checkIntegers(parameters, query);
    if (broken !== undefined) return fault.invalid(broken);

    if (!needsNothing || Object.keys(query).length > 0) {
      const errors = await report({ ...input, query });
      if (errors !== undefined) return refusal(input, errors);
    }
    if (unknown.length > 0 && !takesAnyQuery) return fault.invalid(unknownQuerySentence(input.query, known));
    return { ...input, query };
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
