/** The views at run time, each compiled when it is first needed, so that the service starts quickly. */

import { compileRequests, type Request, type Verdict } from './requests.ts';
import { type CheckResponse, compileResponses, type Sent } from './responses.ts';
import { viewOf } from './view.ts';

export interface Views {
  /** Checks the request of an operation (`POST /v2.1/…/{name}`) in a version. */
  validate(version: string, operation: string, request: Request): Promise<Verdict>;
  /** What is wrong with an answer of the operation in that version. */
  violations(version: string, operation: string, sent: Sent): string[];
  /** Compiles the views of these versions now. */
  warm(versions: readonly string[]): Promise<void>;
}

const once = <Value>(make: (key: string) => Value): ((key: string) => Value) => {
  const made = new Map<string, Value>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
};

export const createViews = (): Views => {
  const requests = once((view) => compileRequests(view));
  const responses = once((view) => {
    const compile = compileResponses(view);
    return once<CheckResponse>((operation) => compile(operation));
  });
  return {
    validate: async (version, operation, request) => {
      const validate = (await requests(viewOf(version))).get(operation);
      if (validate === undefined) throw new Error(`the view of ${version} has no ${operation}`);
      return validate(request);
    },
    violations: (version, operation, sent) => responses(viewOf(version))(operation)(sent),
    warm: async (versions) => {
      for (const version of versions) await requests(viewOf(version));
    },
  };
};
