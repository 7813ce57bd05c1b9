/** Checks answers against a view, header by header and value by value: a violation is a bug of the service. */

import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { type FaultKey, faults } from '../../generated/faults.ts';
import { isBelowV1 } from '../ecs-groups/faults.ts';
import { formats } from './formats.ts';
import { deref, type Header, type Operation, type Response, readView, type View } from './view.ts';

export interface Sent {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | number>>;
  readonly body: unknown;
}

/** What is wrong with an answer, a line each; empty when nothing is. */
export type CheckResponse = (sent: Sent) => string[];

const ajvOf = (view: View): Ajv => {
  // The keywords of OpenAPI that JSON Schema lacks are ignored; the view has been checked by the linter.
  const ajv = new Ajv({ allErrors: true, strict: false, validateSchema: false });
  addFormats.default(ajv);
  for (const [name, validate] of Object.entries(formats)) ajv.addFormat(name, validate);
  ajv.addSchema(view, 'view');
  return ajv;
};

/** JSON, also under OpenStack's own name, or nothing where there is no body. */
const JSON_TYPE = /^application\/(?:vnd\.openstack\.compute\+)?json(?:;|$)/;

const checkType = ({ content }: Response, type: unknown): string[] => {
  const fits = content === undefined ? type === undefined : JSON_TYPE.test(String(type));
  return fits ? [] : [`the Content-Type is ${type}`];
};

const checkHeaders = (view: View, response: Response, headers: Sent['headers']): string[] => {
  const sent = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const ofType = checkType(response, sent.get('content-type'));
  const ofOthers = Object.entries(response.headers ?? {}).flatMap(([name, given]) => {
    const { required, schema } = deref<Header>(view, given);
    const value = sent.get(name.toLowerCase());
    if (value === undefined) return required ? [`the header ${name} is missing`] : [];
    const text = Array.isArray(value) ? value.join(', ') : String(value);
    const fits = schema.pattern === undefined || new RegExp(schema.pattern, 'u').test(text);
    return fits ? [] : [`the header ${name} is "${text}", which does not match ${schema.pattern}`];
  });
  return [...ofType, ...ofOthers];
};

/** What any path can answer, by status: the faults whose responses no operation names. Below `/v1` they are others. */
const answersOfAnyPath = (view: View, prefix: '' | 'Ecs'): Operation['responses'] => {
  const paths = JSON.stringify(view.paths);
  const unnamed = (Object.keys(faults) as FaultKey[]).flatMap((key) => {
    const name = `${prefix}${key}`;
    const $ref = `#/components/responses/${name}`;
    const isAnswerOfAny = name in view.components.responses && !paths.includes(`"${$ref}"`);
    return isAnswerOfAny ? [[faults[key].status, { $ref }] as const] : [];
  });
  return Object.fromEntries(unnamed);
};

const pointer = (...names: string[]) =>
  names.map((name) => `/${encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('');

/** The checks of a view: `METHOD /path/{template}` → the check of that operation's answers. */
export const compileResponses = (version: string): ((operation: string) => CheckResponse) => {
  const view = readView(version);
  const ajv = ajvOf(view);
  const common = { native: answersOfAnyPath(view, ''), ecs: answersOfAnyPath(view, 'Ecs') };
  return (operation) => {
    const [method = '', path = ''] = operation.split(' ');
    const responses = view.paths[path]?.[method.toLowerCase()]?.responses as Operation['responses'];
    const ofAny = isBelowV1(path) ? common.ecs : common.native;
    return ({ status, headers, body }) => {
      const documented = responses[status] ?? ofAny[status];
      if (documented === undefined) return [`the status ${status} is not documented`];
      const response = deref<Response>(view, documented);
      const violations = checkHeaders(view, response, headers);
      if (response.content === undefined) {
        return body === undefined ? violations : [...violations, 'there is a body where none is documented'];
      }
      const parts =
        '$ref' in documented
          ? documented.$ref.split('/').slice(1)
          : ['paths', path, method.toLowerCase(), 'responses', String(status)];
      const $ref = `view#${pointer(...parts, 'content', 'application/json', 'schema')}`;
      const validate = ajv.getSchema($ref) as ValidateFunction;
      if (validate(body)) return violations;
      const errors = validate.errors ?? [];
      return [
        ...violations,
        ...errors.map(
          (error) => `the body at "${error.instancePath}" ${error.message} ${JSON.stringify(error.params)}`,
        ),
      ];
    };
  };
};
