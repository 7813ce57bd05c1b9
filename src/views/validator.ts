/**
 * express-openapi-validator's validation of one operation of a view, taken out of its chain.
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
import { formats } from './formats.ts';
import type { View } from './view.ts';
import type { Reported } from './violation.ts';

/** What a request brings. */
export interface Input {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Record<string, unknown>;
  /** By names in lower case; those that operations declare, but for the version headers. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** What is wrong with an input; undefined when it fits, and then its query has the types of the spec. */
export type Report = (input: Input) => Promise<readonly Reported[] | undefined>;

interface StandIn {
  readonly method: string;
  readonly path: string;
  readonly originalUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  params: Readonly<Record<string, string>>;
  query: Record<string, unknown>;
  body: unknown;
  openapi?: LookedUp;
}

/** What the lookup of the validator finds out; there is more in it. */
interface LookedUp {
  readonly openApiRoute: string;
  readonly pathParams: Readonly<Record<string, string>>;
  readonly schema: object;
}

type Middleware = (request: StandIn, response: object, next: (error?: unknown) => void) => unknown;

const HEADERS = { 'content-type': 'application/json' };

const standIn = (method: string, path: string, input: Input): StandIn => ({
  method,
  path,
  originalUrl: path,
  headers: { ...input.headers, ...HEADERS },
  params: input.path,
  query: input.query,
  body: input.body,
});

const run = (middleware: Middleware, request: StandIn): Promise<unknown> =>
  new Promise((resolve) => {
    middleware(request, {}, resolve);
  });

/** The whole chain of the validator on a view, as its documentation says. */
export const chainOf = (view: View) =>
  openApiValidator({
    // The validator changes what it is given.
    apiSpec: structuredClone(view) as never,
    validateApiSpec: false,
    validateRequests: { allErrors: true },
    validateResponses: false,
    validateSecurity: false,
    formats: Object.fromEntries(
      Object.entries(formats).map(([name, validate]) => [name, { type: 'string', validate }]),
    ),
  });

/** The two steps of the validator that matter here, by the names that it gives them. */
const stepsOf = (view: View): { lookUp: Middleware; validate: Middleware } => {
  const steps = chainOf(view) as unknown as Middleware[];
  const named = (name: string): Middleware => {
    const step = steps.find((each) => each.name === name);
    if (step === undefined) throw new Error(`express-openapi-validator has no ${name} any more`);
    return step;
  };
  return { lookUp: named('metadataMiddleware'), validate: named('requestMiddleware') };
};

/** A path that fits a template: a value of each parameter, of its example's form. */
const samplePath = (template: string) => template.replaceAll(/\{[^}]+\}/g, '0');

const isReport = (error: unknown): error is { errors: Reported[] } =>
  typeof error === 'object' &&
  error !== null &&
  'status' in error &&
  error.status === 400 &&
  'errors' in error;

/** Takes out the validation of operations, by method and path; rejects for one that the validator does not know. */
export const captureFrom = (view: View): ((method: string, path: string) => Promise<Report>) => {
  const { lookUp, validate } = stepsOf(view);
  // Its lookup asks the app how paths are compared.
  const app = express().enable('strict routing').enable('case sensitive routing');

  return async (method, path) => {
    const url = samplePath(path);
    const nothing = { path: {}, query: {}, headers: {}, body: undefined };
    const request: StandIn = Object.assign(standIn(method, url, nothing), { app, baseUrl: '', url });
    const cause = await run(lookUp, request);
    const found = request.openapi;
    if (cause !== undefined || found?.openApiRoute !== path) {
      throw new Error(`express-openapi-validator does not find ${method} ${path}`, { cause });
    }
    // Unknown parameters never come as far. If the validator looked for them, it would refuse empty values too.
    const openapi = { ...found, schema: { ...found.schema, 'x-eov-allow-unknown-query-parameters': true } };

    return async (input) => {
      const given = { ...standIn(method, path, input), openapi: { ...openapi, pathParams: input.path } };
      const error = await run(validate, given);
      if (error === undefined) return undefined;
      if (!isReport(error)) throw error;
      return error.errors;
    };
  };
};
