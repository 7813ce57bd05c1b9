/** What happens before and after each request of Dredd. */

import { randomUUID } from 'node:crypto';
import { objections } from '../lane-a/proxy.ts';
import type { Operation, View } from '../views.ts';
import { versionHeaders, type World, withOwnName } from '../world.ts';
import type { Draft } from './provocation.ts';
import { provocationFor } from './provoke.ts';

/** What the hooks read and change of a transaction of Dredd. */
export interface Transaction {
  /** `resourceName` is the path of the spec. Summaries stand in the name, which is why nothing is looked up by it. */
  readonly origin: { readonly resourceName: string };
  readonly request: { readonly method: string; headers: Record<string, string>; body: string };
  /** Without `body` none is documented. */
  readonly expected: {
    readonly statusCode: string;
    readonly headers: Record<string, string>;
    readonly body?: string;
  };
  readonly real?: Real;
  fullPath: string;
  skip: boolean;
  fail: boolean | string;
}

/** An answer; names of headers are in lower case. */
export interface Real {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

export interface Hooks {
  beforeEach(transaction: Transaction, done: () => void): void;
  afterEach(transaction: Transaction, done: () => void): void;
  beforeEachValidation(transaction: Transaction): void;
}

const SERVER_ID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g;

/**
 * The documented request. What would be in the way of the next one is new each time: servers, which are in one group at
 * most, and the key of a creation.
 */
/** A creation gets a name of the run, so that its group is known as one of it. */
const ownBody = (body: string): string =>
  body.includes('"server_group"') ? JSON.stringify(withOwnName(JSON.parse(body))) : body;

const documentedDraft = (operation: Operation, transaction: Transaction, world: World): Draft => {
  const { headers, body } = transaction.request;
  return {
    params: {
      project_id: world.project,
      quota_project_id: world.project,
      server_group_id: 'none',
      server_id: randomUUID(),
    },
    query: new URLSearchParams(transaction.fullPath.split('?')[1]),
    headers: {
      ...headers,
      ...('Idempotency-Key' in headers && { 'Idempotency-Key': randomUUID() }),
      ...(operation.isVersioned && versionHeaders(world.version)),
      ...(!operation.isPublic && { 'X-Auth-Token': world.token }),
    },
    body: ownBody(body).replaceAll(SERVER_ID, () => randomUUID()),
  };
};

const applyDraft = (transaction: Transaction, { path }: Operation, draft: Draft): void => {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => draft.params[name] ?? '');
  const query = draft.query.size > 0 ? `?${draft.query}` : '';
  transaction.fullPath = `${filled}${query}`;
  transaction.request.headers = draft.headers;
  transaction.request.body = draft.body;
};

/** Version headers that are documented for the answer and do not say what was asked for. */
const wrongEchoes = ({ request, expected, real }: Transaction): string[] =>
  Object.keys(versionHeaders('')).flatMap((name) => {
    const echoed = real?.headers[name.toLowerCase()];
    const asked = request.headers[name];
    const isDocumented = name in expected.headers;
    return isDocumented && echoed !== asked
      ? `response.header.${name}: is ${echoed}, asked for was ${asked}`
      : [];
  });

/** A body where none is documented, which neither the proxy nor Dredd minds. */
const strayBody = ({ expected, real }: Transaction): string[] =>
  expected.body === undefined && real?.body
    ? [`response.body: is ${JSON.stringify(real.body)}, documented is none`]
    : [];

/** Dredd would look at all of an answer once more, of which the proxy has said all that is to be said but for its status. */
const onlyStatus = (expected: { headers: object; body?: string; bodySchema?: unknown }): void => {
  expected.headers = {};
  delete expected.body;
  delete expected.bodySchema;
};

/** What is wrong with an answer whose status is the right one. */
const faultsOf = (transaction: Transaction): string[] =>
  String(transaction.real?.statusCode) === transaction.expected.statusCode
    ? [...wrongEchoes(transaction), ...strayBody(transaction)]
    : [];

/**
 * The hooks for one version of a view.
 *
 * @param isMock whether the server is a mock: it is asked for the statuses that it cannot know
 * @param explain gets what is wrong with an answer, or why a transaction is skipped, and whether for want of a token
 * @param wants says which operations are tried; it is asked anew for each transaction, so that a run can be cut short
 * @param unusable hears of it when the server does not do what a transaction needs
 * @param isByDesign whether an objection to an answer, such as one to `GET /v2.1/limits 200`, does not count
 */
export const createHooks = (
  view: View,
  world: World,
  isMock: boolean,
  explain: (transaction: Transaction, lines: readonly string[], lacksToken?: boolean) => void,
  wants: (operation: Operation) => boolean = () => true,
  unusable: (why: string) => void = () => {},
  isByDesign: (answer: string, objection: string) => boolean = () => false,
): Hooks => {
  const prepare = async (transaction: Transaction): Promise<void> => {
    const { request, origin, expected } = transaction;
    const operation = view.operations.find(
      ({ method, path }) => method === request.method && path === origin.resourceName,
    );
    if (operation && !wants(operation)) {
      transaction.skip = true;
      return;
    }
    const row = operation && provocationFor(operation, expected.statusCode, world);
    if (!row) throw new Error('no row of contract-tests/hooks/provoke.ts is for this operation and status');
    if (row.impossible && !isMock) {
      explain(transaction, [row.what], row.needsState === true);
      transaction.skip = true;
      return;
    }
    const draft = documentedDraft(operation, transaction, world);
    if (isMock && (row.impossible || row.needsState)) draft.headers.Prefer = `code=${expected.statusCode}`;
    else await row.change?.(draft, world);
    applyDraft(transaction, operation, draft);
  };

  return {
    beforeEach: (transaction, done) => {
      prepare(transaction)
        .catch((error: Error) => {
          unusable(error.message);
          explain(transaction, [error.message]);
          transaction.fail = true;
        })
        .finally(done);
    },
    afterEach: (_transaction, done) => {
      world
        .tidy()
        .catch(() => {}) // What is left, the sweep finds.
        .finally(done);
    },
    beforeEachValidation: (transaction) => {
      const { real, request, origin, expected } = transaction;
      if (real === undefined) return;
      const all = objections(real);
      const answer = `${request.method} ${origin.resourceName} ${real.statusCode}`;
      const objected = all.filter((objection) => !isByDesign(answer, objection));
      const wrong = objected.length > 0 ? objected : faultsOf(transaction);
      if (wrong.length > 0) {
        explain(transaction, wrong);
        transaction.fail = true;
      }
      if (request.method === 'POST' && real.statusCode === 200) world.remember(real.body);
      if (objected.length < all.length) onlyStatus(expected);
      // Only the media type is part of the contract, not the charset after it.
      const [mediaType] = (real.headers['content-type'] ?? '').split(';');
      if (mediaType) real.headers['content-type'] = mediaType;
    },
  };
};
