/** What Keystone is asked: for a token of the service account, and with it about the tokens of others. */

import * as z from 'zod';
import type { Caller } from './identity.ts';
import type { KeystoneHttp } from './keystone-http.ts';

/** What a token stands for. */
export interface Validated {
  readonly caller: Caller | 'unscoped';
  /** Milliseconds since 1970. */
  readonly expires: number;
}

export interface KeystoneClient {
  /** Null for a token that Keystone does not know. Rejects where it cannot be told. */
  readonly validate: (token: string) => Promise<Validated | null>;
  /** Rejects when nothing can be validated now. */
  readonly check: () => Promise<void>;
  readonly close: () => void;
}

interface Options extends KeystoneHttp {
  /** The service account, as the `auth` of the body that asks for a token. Called for each, since a secret may change. */
  readonly credentials: () => object;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** For so long a service account that was refused is not tried again: too many failures lock accounts. */
const PAUSE_MS = 5000;

// The catalogue, which is the largest part of an answer, has no use here.
const TOKENS = '/v3/auth/tokens';
const VALIDATION = `${TOKENS}?nocatalog`;

const body = z.object({
  token: z.object({
    user: z.object({ id: z.string() }),
    project: z.object({ id: z.string() }).optional(),
    roles: z.array(z.object({ name: z.string() })).default([]),
    expires_at: z.iso.datetime({ offset: true }),
  }),
});

const validatedOf = (answer: unknown): Validated => {
  const { data } = body.safeParse(answer);
  if (data === undefined) {
    throw new Error(
      'Keystone answered 200 with something that is no token. See that OSG_KEYSTONE_URL is that of Keystone.',
    );
  }
  const { user, project, roles, expires_at } = data.token;
  return {
    caller:
      project === undefined
        ? 'unscoped'
        : Object.freeze({
            user: user.id,
            project: project.id,
            roles: Object.freeze(roles.map(({ name }) => name)),
          }),
    expires: Date.parse(expires_at),
  };
};

const REFUSALS: Readonly<Record<number, string>> = {
  401: 'Keystone refuses the token of the service account, though it has just given it out (401). See its log.',
  403:
    'Keystone does not let the service account validate tokens (403). Give it the role admin or service in its ' +
    'project (OSG_KEYSTONE_PROJECT).',
};

export const keystoneClient = ({ call, close, credentials, now }: Options): KeystoneClient => {
  let own: Promise<string> | undefined;
  let refusal: { readonly error: Error; readonly until: number } | undefined;

  const authenticate = async (): Promise<string> => {
    if (refusal !== undefined && now() < refusal.until) throw refusal.error;
    refusal = undefined;
    const { status, headers } = await call({
      name: 'authenticate',
      method: 'POST',
      path: TOKENS,
      body: { auth: credentials() },
    });
    const token = headers['x-subject-token'];
    if (status === 201 && typeof token === 'string') return token;
    const error = new Error(
      `Keystone gives the service account no token (${status}). See that OSG_KEYSTONE_URL and the account ` +
        '(OSG_KEYSTONE_USERNAME with password, project and domain, or the application credential) are right.',
    );
    if (status === 401) refusal = { error, until: now() + PAUSE_MS };
    throw error;
  };

  /** One for all who need it meanwhile. */
  const fetchOwn = (): Promise<string> => {
    const fetching = authenticate();
    own = fetching;
    fetching.catch(() => {
      if (own === fetching) own = undefined;
    });
    return fetching;
  };

  const askWith = async (ownToken: string, token: string) =>
    call({
      name: 'validate',
      method: 'GET',
      path: VALIDATION,
      headers: { 'X-Auth-Token': ownToken, 'X-Subject-Token': token },
    });

  const validate = async (token: string): Promise<Validated | null> => {
    const used = own ?? fetchOwn();
    let answer = await askWith(await used, token);
    if (answer.status === 401) {
      // Somebody else may have noticed it first.
      const renewed = own === undefined || own === used ? fetchOwn() : own;
      answer = await askWith(await renewed, token);
    }
    const { status } = answer;
    if (status === 200) return validatedOf(answer.body);
    if (status === 404) return null;
    throw new Error(
      REFUSALS[status] ?? `Keystone answered ${status} when it was asked about a token. See its log.`,
    );
  };

  return {
    validate,
    check: async () => {
      await validate(await (own ?? fetchOwn()));
    },
    close,
  };
};
