/**
 * Validates requests with express-openapi-validator, fed with a view.
 *
 * Its own route lookup compiles path patterns for each request and walks all routes, though the route table already knows
 * the operation. So the lookup runs once for each operation, when the view is loaded; what it found (`req.openapi`) is
 * kept, and a request runs the validation step alone. That uses inner parts of the library: its version is pinned, and
 * `requests.test.ts` compares the verdicts with those of the whole chain.
 *
 * The validator gets a small stand-in instead of Express's request: it keeps a compiled validator for each spelling of a
 * Content-Type for ever, and redefines properties of what it gets.
 */

import express from 'express';
import { middleware as openApiValidator } from 'express-openapi-validator';
import { fault } from '../faults.ts';
import { LEGACY } from '../microversions/negotiate.ts';
import { formats } from './formats.ts';
import {
  deref,
  type Operation,
  type Parameter,
  parametersOf,
  readView,
  type Schema,
  type View,
} from './view.ts';
import type { Reported } from './violation.ts';
import { bodySentence, querySentence, unknownQuerySentence } from './wording.ts';

export interface Input {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Record<string, unknown>;
  readonly body: unknown;
}

/** The input with the types of the spec, or the fault that says what is wrong with it. */
export type Verdict = Input | ReturnType<typeof fault.invalid>;
type Validate = (input: Input) => Verdict | Promise<Verdict>;

interface StandIn {
  readonly method: string;
  readonly path: string;
  readonly originalUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  params: Readonly<Record<string, string>>;
  query: Record<string, unknown>;
  body: unknown;
  openapi?: { openApiRoute: string; pathParams: Readonly<Record<string, string>> };
}

type Middleware = (request: StandIn, response: object, next: (error?: unknown) => void) => unknown;

const HEADERS = { 'content-type': 'application/json' };

const run = (middleware: Middleware, request: StandIn): Promise<unknown> =>
  new Promise((resolve) => {
    middleware(request, {}, resolve);
  });

/** The two steps of the validator that matter here, by the names that it gives them. */
const stepsOf = (view: View): { lookUp: Middleware; validate: Middleware } => {
  const steps = openApiValidator({
    // The validator changes what it is given.
    apiSpec: structuredClone(view) as never,
    validateApiSpec: false,
    validateRequests: { allErrors: true },
    validateResponses: false,
    validateSecurity: false,
    formats: Object.fromEntries(
      Object.entries(formats).map(([name, validate]) => [name, { type: 'string', validate }]),
    ),
  }) as unknown as Middleware[];
  const named = (name: string): Middleware => {
    const step = steps.find((each) => each.name === name);
    if (step === undefined) throw new Error(`express-openapi-validator has no ${name} any more`);
    return step;
  };
  return { lookUp: named('metadataMiddleware'), validate: named('requestMiddleware') };
};

/** A path that fits a template: a value of each parameter, of its example's form. */
const samplePath = (template: string) => template.replaceAll(/\{[^}]+\}/g, '0');

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
const validatorOf = (
  view: View,
  version: string,
  path: string,
  method: string,
  openapi: StandIn['openapi'],
  validate: Middleware,
): Validate => {
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
    const ofBody = errors.filter((error) => error.path === '/body' || error.path.startsWith('/body/'));
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
      const request: StandIn = {
        method: method.toUpperCase(),
        path,
        originalUrl: path,
        headers: HEADERS,
        params: input.path,
        query,
        body: input.body,
        openapi: { ...(openapi as NonNullable<StandIn['openapi']>), pathParams: input.path },
      };
      const error = await run(validate, request);
      if (error !== undefined) {
        if (!isReport(error)) throw error;
        return fault.invalid(words(input, error.errors));
      }
    }
    if (unknown.length > 0 && !takesAnyQuery) return fault.invalid(unknownQuerySentence(input.query, known));
    return { path: input.path, query, body: input.body };
  };
};

const bodySchemaOf = (view: View, { requestBody }: Operation): Schema => {
  const schema = requestBody?.content?.['application/json'].schema;
  return schema === undefined ? {} : deref(view, schema);
};

const isReport = (error: unknown): error is { errors: Reported[] } =>
  typeof error === 'object' &&
  error !== null &&
  'status' in error &&
  error.status === 400 &&
  'errors' in error;

/** Compiles a view: `METHOD /path/{template}` → its validator. Rejects when the validator does not know an operation. */
export const compileRequests = async (version: string): Promise<ReadonlyMap<string, Validate>> => {
  const view = readView(version);
  const { lookUp, validate } = stepsOf(view);
  // Its lookup asks the app how paths are compared.
  const app = express().enable('strict routing').enable('case sensitive routing');
  const validators = new Map<string, Validate>();
  for (const [path, pathItem] of Object.entries(view.paths)) {
    for (const method of Object.keys(pathItem).filter((key) => key !== 'parameters')) {
      const url = samplePath(path);
      const request = { ...emptyRequest(method.toUpperCase(), url), app, baseUrl: '', url };
      const error = await run(lookUp, request);
      const { openapi } = request as StandIn;
      if (error !== undefined || openapi?.openApiRoute !== path) {
        throw new Error(`express-openapi-validator does not find ${method} ${path} in the view ${version}`, {
          cause: error,
        });
      }
      validators.set(
        `${method.toUpperCase()} ${path}`,
        validatorOf(view, version, path, method, openapi, validate),
      );
    }
  }
  return validators;
};

const emptyRequest = (method: string, path: string): StandIn => ({
  method,
  path,
  originalUrl: path,
  headers: HEADERS,
  params: {},
  query: {},
  body: undefined,
});
