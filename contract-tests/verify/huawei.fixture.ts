/** A stand-in for Huawei Cloud and its kin: a Nova of 2.60, the groups below `/v1`, and a gateway in front of both. */

import { randomBytes } from 'node:crypto';
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
import { nova, type StandIn } from './nova.fixture.ts';
import { REFUSED_POLICY } from './nova-requests.fixture.ts';
import { dumps } from './python.fixture.ts';

const NEWEST = '2.60';
const LARGEST = 100_000;
const NO_API = 'The API does not exist or has not been published.';
const JSON_TYPE = ['Content-Type', 'application/json;charset=UTF-8'] as const;

const told = (status: number, body: unknown): Told => ({
  status,
  headers: [JSON_TYPE],
  body: body === undefined ? '' : JSON.stringify(body),
});

const ofGateway = (status: number, error_code: string, error_msg: string): Told =>
  told(status, { error_msg, error_code, request_id: randomBytes(16).toString('hex') });
const ofEcs = (status: number, code: string, message: string): Told =>
  told(status, { error: { code, message } });

/** The paths and methods that the gateway knows. */
const NATIVE = /^(?:GET|POST|DELETE) \/v2(?:\.1)?(?:\/[\da-f-]+)?\/os-server-groups(?:\/[^/]+)?$/;
const QUOTAS = /^GET \/v2(?:\.1)?(?:\/[\da-f-]+)?\/(?:limits|os-quota-sets\/[^/]+(?:\/defaults)?)$/;
const VERSIONS = /^GET \/(?:v2(?:\.1)?\/?)?$/;
const ECS =
  /^(?:(?:GET|POST) \/v1\/[\da-f]+\/cloudservers\/os-server-groups|(?:GET|DELETE) \/v1\/[\da-f]+\/cloudservers\/os-server-groups\/[^/]+|POST \/v1\/[\da-f]+\/cloudservers\/os-server-groups\/[^/]+\/(?:action|add_members|remove_members))$/;

const isOf = (asked: Asked, ...routes: readonly RegExp[]): boolean =>
  routes.some((route) => route.test(`${asked.method} ${asked.path.split('?')[0]}`));

/** All that a user may do stands in one permission: who has it reads and writes, and nobody sees other projects. */
const asMember = ({ tokens }: RunningService, headers: Asked['headers']): Asked['headers'] =>
  headers.map(([name, value]) => [
    name,
    value === tokens.admin || value === tokens.reader ? tokens.member : value,
  ]);

const wholeOf = async ({ method, path, headers, read }: Asked): Promise<Whole> => ({
  ...{ method, headers: without(headers, 'idempotency-key') },
  // A limit that is none is none, and a marker counts beside a limit only.
  path: path.replace('limit=x', 'x').replace(/(?<=[?&])marker=(?!.*limit=)(?<!limit=.*)/, 'x='),
  body: await read(),
});

const policiesIn = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString()).server_group.policies[0];
  } catch {
    return undefined;
  }
};

const belowV1 = async (
  asked: Asked,
  ask: Ask,
  ids: ReturnType<typeof createIds>,
  project: string,
): Promise<Told> => {
  const sent = await wholeOf(asked);
  const whole = { ...sent, path: ids.read(sent.path) };
  if (/^(?:affinity|soft-)/.test(String(policiesIn(whole.body)))) {
    return ofEcs(400, 'Ecs.0005', 'policies is invalid');
  }
  // The project is looked at before the servers.
  const isOfProject = asked.path.startsWith(`/v1/${project}/`);
  if (isOfProject && /\/(?:action|add_members|remove_members)$/.test(asked.path)) {
    return ofEcs(404, 'Ecs.0114', 'The server does not exist.');
  }
  const { status, headers, body } = await ask(whole);
  if (status === 404)
    return ofEcs(asked.method === 'GET' ? 404 : 400, 'Ecs.0313', 'Failed to query the server group.');
  if (body.includes('Ecs.0023')) return ofEcs(status, 'Ecs.0023', JSON.parse(body).error.message);
  if (status >= 400) return ofEcs(status, 'Ecs.1000', `Failed: ${body}`);
  const rest = without(headers, 'content-type');
  if (body === '') return { status, headers: rest, body };
  return { status, headers: [...rest, JSON_TYPE], body: ids.tell(dumps(JSON.parse(body))) };
};

/** The native list has an order of its own. */
const unordered = ({ path }: Asked, told: Told): Told => {
  if (!path.startsWith('/v2') || !told.body.startsWith('{"server_groups": [')) return told;
  const { server_groups: groups } = JSON.parse(told.body);
  return { ...told, body: dumps({ server_groups: groups.reverse() }) };
};

const huawei = (service: RunningService): Kind => {
  const ids = createIds();
  // Any policy is taken, at any version.
  const ofNova = nova(service, NEWEST, ids);
  const native: Kind = (asked, ask) =>
    ofNova(asked, (whole) => {
      const body = whole.body.toString();
      return ask(
        body.includes(REFUSED_POLICY)
          ? { ...whole, body: Buffer.from(body.replace(REFUSED_POLICY, '')) }
          : whole,
      );
    });
  const known = Object.values(service.tokens);
  const answer: Kind = (sent, ask) => {
    if (Number(headerOf(sent, 'content-length') ?? 0) > LARGEST) {
      return Promise.resolve(ofGateway(413, 'APIGW.0201', 'Request entity too large'));
    }
    // Without a host the gateway does not know whose API is meant.
    if (headerOf(sent, 'host') === undefined) return Promise.resolve(ofGateway(404, 'APIGW.0101', NO_API));
    const asked = { ...sent, headers: asMember(service, sent.headers) };
    if (isOf(asked, VERSIONS)) return native(asked, ask);
    if (!isOf(asked, NATIVE, QUOTAS, ECS)) {
      return Promise.resolve(ofGateway(404, 'APIGW.0101', NO_API));
    }
    const token = headerOf(asked, 'x-auth-token') ?? '';
    if (!known.includes(token)) {
      return Promise.resolve(ofGateway(401, 'APIGW.0301', 'Incorrect IAM authentication information'));
    }
    if (token === service.tokens.noRole)
      return Promise.resolve(ofEcs(403, 'Pdp.0001', 'Policy does not allow this.'));
    return isOf(asked, ECS) ? belowV1(asked, ask, ids, service.project) : native(asked, ask);
  };
  return async (asked, ask) => {
    const { headers, ...rest } = unordered(asked, await answer(asked, ask));
    const ours = without(headers, 'x-openstack-request-id', 'x-compute-request-id', 'x-request-id');
    return { ...rest, headers: [...ours, ['X-Request-Id', randomBytes(16).toString('hex')]] };
  };
};

/** Starts it, with a service of its own; `worse` may make it worse than that. */
export const startHuawei = async (worse: (kind: Kind) => Kind = (kind) => kind): Promise<StandIn> => {
  const service = await startService({ OSG_MAX_MICROVERSION: NEWEST });
  const { url, close } = await startInFront(service.url, worse(huawei(service)));
  return {
    ...{ url, tokens: service.tokens, project: service.project },
    close: async () => {
      close();
      await service.close();
    },
  };
};
