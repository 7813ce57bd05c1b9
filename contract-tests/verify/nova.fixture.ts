/** A stand-in for OpenStack Nova, as far as it differs from the service of this project, which it stands in front of. */

import { parseVersion } from '../../src/microversions/negotiate.ts';
import { LEGACY } from '../cases/case.ts';
import { type RunningService, startService } from '../service.ts';
import { createIds } from './ids.fixture.ts';
import {
  type Ask,
  type Asked,
  headerOf,
  type Kind,
  startInFront,
  type Told,
  type Whole,
  without,
} from './in-front.fixture.ts';
import { fault, inForm, ofMalformed, page } from './nova-answers.fixture.ts';
import { asGet, choices, documentOf } from './nova-documents.fixture.ts';
import { forService } from './nova-requests.fixture.ts';

export const NEWEST = '2.93';
const LARGEST = 114_688;

const TOO_LARGE = `Request is too large. Larger than max_request_body_size (${LARGEST}).`;
const NOWHERE = 'The resource could not be found.';

const versionOf = (asked: Asked, newest: string): string => {
  if (/^\/v2\//.test(asked.path)) return LEGACY;
  const headers: Record<string, string> = {};
  for (const [name, value] of asked.headers) {
    const before = headers[name.toLowerCase()];
    headers[name.toLowerCase()] = before === undefined ? value : `${before},${value}`;
  }
  const negotiated = parseVersion(headers, newest);
  return 'version' in negotiated ? negotiated.version : '2.1';
};

/** A creation below `/v2` without a key that is required; what is wrong in it Nova tells in the order of its schema. */
const lacksKey = ({ method, body }: Whole): boolean => {
  if (method !== 'POST') return false;
  try {
    const { server_group: group } = JSON.parse(body.toString());
    return typeof group === 'object' && group !== null && !('name' in group && 'policies' in group);
  } catch {
    return false;
  }
};

/** Below `/v2.1` that is the order of the service too. */
const askFor = async (whole: Whole, version: string, ask: Ask): Promise<Told> => {
  if (version !== LEGACY || !lacksKey(whole)) return ask(whole);
  const strict = { ...whole, path: whole.path.replace(/^\/v2\//, '/v2.1/') };
  const { headers, ...rest } = await ask({
    ...strict,
    headers: without(whole.headers, 'openstack-api-version', 'x-openstack-nova-api-version'),
  });
  return {
    ...rest,
    headers: without(headers, 'vary', 'openstack-api-version', 'x-openstack-nova-api-version'),
  };
};

/** Requests that anyone may make who has a token. */
const OF_ANYONE = /^\/v2(?:\.1)?(?:\/[\da-f-]+)?\/(?:limits(?:\?|$)|os-quota-sets\/[^/]+\/defaults)/;
/** The parts of the API that Nova has not. */
const MEMBERS = /\/os-server-groups\/[^/]+\/members/;
/** A slash is a slash, however it is spelled. */
const SLASH = /%2f/i;

export const nova = (service: RunningService, newest = NEWEST, ids = createIds()): Kind => {
  const { project, tokens } = service;
  const projects = [project, '4fd44f30292945e481c7b8a0c8908869'];
  const member = (headers: Asked['headers']): Asked['headers'] =>
    headers.map(([name, value]) => [name, value === tokens.noRole ? tokens.member : value]);

  /** What is refused that the service would do. */
  const refused = (asked: Asked, told: Told): Told | undefined => {
    const [path = '', query = ''] = asked.path.split('?');
    const [, ofQuotas] = /\/os-quota-sets\/([^/]+)/.exec(path) ?? [];
    const isDone = told.status < 300 || told.body.includes(NOWHERE);
    if (
      ofQuotas !== undefined &&
      isDone &&
      /^(?:GET|PUT)$/.test(asked.method) &&
      !projects.includes(ofQuotas)
    ) {
      return fault(400, 'badRequest', `Project ID ${ofQuotas} is not a valid project.`, told);
    }
    if (
      path.endsWith('/limits') &&
      query.includes('tenant_id') &&
      told.status === 200 &&
      headerOf(asked, 'x-auth-token') !== tokens.admin
    ) {
      return fault(
        403,
        'forbidden',
        "Policy doesn't allow os_compute_api:limits:other_project to be performed.",
        told,
      );
    }
    const [, inPath = project] =
      /^\/v2(?:\.1)?\/([\da-f-]+)(?:\/|\/os-server-groups(?:\/[^/]+)?)$/.exec(path) ?? [];
    if (told.body.includes(NOWHERE) && inPath !== project && asked.method === 'GET') {
      const message = `Malformed request URL: URL's project_id '${inPath}' doesn't match Context's project_id '${project}'`;
      return fault(400, 'badRequest', message, told);
    }
    if (told.body.includes('The path is not UTF-8 encoded.'))
      return fault(500, 'computeFault', 'Unexpected API Error.', told);
    return undefined;
  };

  const below = async (asked: Asked, ask: Ask): Promise<Told> => {
    if (asked.method === 'OPTIONS')
      return { status: 200, headers: [['Content-Type', 'text/html; charset=UTF-8']], body: '' };
    const accept = headerOf(asked, 'accept');
    const length = headerOf(asked, 'content-length');
    const version = versionOf(asked, newest);
    const empty = { ...asGet(asked), method: asked.method };
    if (Number(length ?? 0) > LARGEST) {
      const { headers } = await ask({ ...empty, method: 'GET', path: '/v2.1/nowhere' });
      return page(413, TOO_LARGE, headers, accept);
    }
    // A body whose length is not told is none.
    const body = length === undefined ? Buffer.alloc(0) : await asked.read();
    const isNowhere = MEMBERS.test(asked.path) || SLASH.test(asked.path) || asked.method === 'HEAD';
    const path = isNowhere ? '/v2.1/nowhere' : ids.read(asked.path);
    const whole = {
      ...empty,
      path,
      body,
      headers: OF_ANYONE.test(path) ? member(asked.headers) : asked.headers,
    };
    const told = await askFor(forService(whole, version), version, ask);
    if (told.status === 401) {
      const challenge = ['WWW-Authenticate', 'Keystone uri="http://127.0.0.1/identity"'] as const;
      const lines = without(told.headers, 'www-authenticate', 'content-type');
      return inForm(
        { ...told, headers: [...lines, challenge, ['Content-Type', 'application/json']] },
        version,
      );
    }
    const instead = refused(asked, told);
    if (instead !== undefined) return inForm(instead, version);
    if (told.status === 405 || told.body.includes(NOWHERE)) return page(404, NOWHERE, told.headers, accept);
    const said = told.body.includes('Malformed request body') ? ofMalformed(told, whole) : told;
    const { body: text, ...rest } = inForm(said, version);
    return { ...rest, body: ids.tell(text) };
  };

  return (asked, ask) => {
    // Repeated slashes are one, and of a whole URL only the path counts.
    const [pathname = '', ...query] = asked.path.replace(/^https?:\/\/[^/?]*/, '').split('?');
    const path = [pathname.replaceAll(/\/{2,}/g, '/') || '/', ...query].join('?');
    const same = { ...asked, path };
    if (/^\/(?:v2(?:\.1)?\/?)?(?:\?|$)/.test(path)) return documentOf(same, ask, service.url);
    return /^\/v2(?:\.1)?\//.test(path) ? below(same, ask) : Promise.resolve(choices(same));
  };
};

export interface StandIn extends Pick<RunningService, 'url' | 'tokens' | 'project'> {
  close(): Promise<void>;
}

/** Starts it, with a service of its own; `worse` may make it worse than that. */
export const startNova = async (
  worse: (kind: Kind) => Kind = (kind) => kind,
  newest = NEWEST,
): Promise<StandIn> => {
  const service = await startService({ OSG_MAX_MICROVERSION: newest });
  const { url, close } = await startInFront(service.url, worse(nova(service, newest)));
  return {
    ...{ url, tokens: service.tokens, project: service.project },
    close: async () => {
      close();
      await service.close();
    },
  };
};
