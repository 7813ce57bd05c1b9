/** Checks answers against a view, header by header and value by value: a violation is a bug of the service. */

import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
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

const checkHeaders = (view: View, response: Response, headers: Sent['headers']): string[] => {
  const sent = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return Object.entries(response.headers ?? {}).flatMap(([name, given]) => {
    const { required, schema } = deref<Header>(view, given);
    const value = sent.get(name.toLowerCase());
    if (value === undefined) return required ? [`the header ${name} is missing`] : [];
    const text = Array.isArray(value) ? value.join(', ') : String(value);
    const fits = schema.pattern === undefined || new RegExp(schema.pattern, 'u').test(text);
    return fits ? [] : [`the header ${name} is "${text}", which does not match ${schema.pattern}`];
  });
};

const pointer = (...names: string[]) =>
  names.map((name) => `/${encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('');

/** The checks of a view: `METHOD /path/{template}` → the check of that operation's answers. */
export const compileResponses = (version: string): ((operation: string) => CheckResponse) => {
  const view = readView(version);
  const ajv = ajvOf(view);
  return (operation) => {
    const [method = '', path = ''] = operation.split(' ');
    const responses = view.paths[path]?.[method.toLowerCase()]?.responses as Operation['responses'];
    return ({ status, headers, body }) => {
      const documented = responses[status];
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
      const validate = ajv.getSchema($ref) ?? ajv.compile({ $ref });
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
