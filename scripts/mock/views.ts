/** The views of the spec, each with the Prism that answers from its examples. */

import { createLogger } from '@stoplight/prism-core';
import {
  createInstance,
  getHttpOperationsFromSpec,
  type IHttpConfig,
  type IHttpOperationConfig,
  type IHttpRequest,
  type IHttpResponse,
  ProblemJsonError,
} from '@stoplight/prism-http';
import { type View as Document, fileOf, ranges, readView, viewOf } from '../../src/views/view.ts';

export interface Reply {
  readonly output: IHttpResponse;
  readonly validations: { readonly input: readonly { path?: string[]; message: string }[] };
}

type Flags = Readonly<Record<'x-eov-allow-unknown-query-parameters', boolean>>;

export interface View {
  readonly document: Document & {
    readonly servers: readonly { readonly url: string }[];
    readonly paths: Readonly<Record<string, Readonly<Record<string, Flags>>>>;
  };
  /** Prism's answer and what it finds wrong with the request, or its own problem where the document has no answer. */
  ask(request: IHttpRequest, wish: Partial<IHttpOperationConfig>): Promise<Reply | ProblemJsonError>;
}

const CONFIG: IHttpConfig = {
  isProxy: false,
  checkSecurity: true,
  validateRequest: true,
  validateResponse: false,
  errors: false,
  upstreamProxy: undefined,
  mock: { dynamic: false },
};

const NO_EXAMPLE = 'There is no such example of that status.';

/** Where the answers come from, unless a request says otherwise. */
export interface Made {
  /** Made up by the schemas, rather than the examples. */
  readonly dynamic?: boolean;
  /** What is made up is the same each time for the same request. */
  readonly seed?: string;
}

const startPrism = async (first: string, made: Made): Promise<View> => {
  const operations = await getHttpOperationsFromSpec(fileOf(first));
  const prism = createInstance(CONFIG, { logger: createLogger('prism', { level: 'silent' }) });
  return {
    document: readView(first) as View['document'],
    ask: async (request, wish) => {
      const wished = Object.entries(wish).filter(([, value]) => value !== undefined);
      const config = { ...CONFIG, mock: { ...CONFIG.mock, ...made, ...Object.fromEntries(wished) } };
      const result = await prism.request(request, operations, config)();
      if (result._tag === 'Right') return result.right;
      if (result.left instanceof ProblemJsonError) return result.left;
      // Prism's way of saying that a status has no such example.
      if (wish.exampleKey !== undefined) return new ProblemJsonError('', NO_EXAMPLE, 404, NO_EXAMPLE);
      throw result.left;
    },
  };
};

/** Reads all views, which takes a third of a second; the answer gives the one of a version that the spec has. */
export const openViews = async (made: Made): Promise<(version: string) => View> => {
  const entries = ranges.map(async ({ first }) => [first, await startPrism(first, made)] as const);
  const views = new Map(await Promise.all(entries));
  return (version) => views.get(viewOf(version)) as View;
};
