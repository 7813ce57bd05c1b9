/** Makes of a view the document that clients are generated from: what a client calls, and nothing that a server alone needs. */

import {
  isObject,
  type Json,
  type JsonObject,
  METHODS,
  mapObjects,
  objectAt,
  pruneComponents,
  resolve,
} from '../generate/document.ts';

/** Each operation stands once in one of these, with the project in its path. */
const TAGS: readonly Json[] = ['Server groups', 'Members', 'Quotas'];

/** A client is told its microversion once, not with each call. */
const SENT_ALWAYS: readonly Json[] = ['OpenStack-API-Version', 'X-OpenStack-Nova-API-Version'];

/** Formats that are the same in every language. Of a `uuid` some make a class and others a string. */
const FORMATS: readonly Json[] = ['date-time', 'int32', 'int64'];

/**
 * Keywords by which generated code would refuse a value. The service says what is allowed, in one place and in the same words
 * for all languages, and what it answers tomorrow must not break a program of today. Examples are for documentation, and with
 * `allowReserved` a value would not be escaped.
 */
const LEFT_OUT = new Set(
  [
    'additionalProperties pattern minLength maxLength minimum maximum multipleOf minItems maxItems uniqueItems',
    'minProperties maxProperties explode allowReserved example examples',
  ].flatMap((keywords) => keywords.split(' ')),
);

/** A keyword holds no object; what does is a property of that name, or a schema. */
const isLeftOut = ([key, value]: [string, Json]) =>
  !isObject(value) &&
  (LEFT_OUT.has(key) || /^x-(?!enum-)/.test(key) || (key === 'format' && !FORMATS.includes(value)));

/** Of a scalar with two types, a number or a string of digits, the number is left. */
const asNumber = ({ anyOf, ...schema }: JsonObject): JsonObject => {
  const [first] = Array.isArray(anyOf) ? anyOf : [];
  if (!isObject(first)) return schema;
  const description = String(schema.description).replace(/, as a number or as a string of digits/, '');
  return { ...schema, description, ...first };
};

const relaxed = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(asNumber(object)).filter((entry) => !isLeftOut(entry)));

/** Only a schema with a name becomes a type that can be left open; any other value stays what it is. */
const withNamedEnumsAlone = (schema: JsonObject): JsonObject => ({
  ...(mapObjects(schema, ({ enum: values, ...rest }) =>
    isObject(values) ? { enum: values, ...rest } : rest,
  ) as JsonObject),
  ...(Array.isArray(schema.enum) && { enum: schema.enum }),
});

/** The schemas of a body, by media type. */
const contentOf = (content: Json | undefined): JsonObject =>
  Object.fromEntries(
    Object.entries(isObject(content) ? content : {}).map(([type, media]) => [
      type,
      { schema: objectAt({ media }, 'media').schema ?? {} },
    ]),
  );

/** Clients read the body of a fault themselves, since a proxy may have sent it. */
const response = ([status, { description = '', content }]: readonly [string, JsonObject]) => [
  status,
  { description, ...(status.startsWith('2') && isObject(content) && { content: contentOf(content) }) },
];

const operation = (view: JsonObject, source: JsonObject): JsonObject => {
  const at = (value: Json | undefined) => resolve(view, value ?? {}) as JsonObject;
  const { requestBody, responses, ...rest } = source;
  const answers = Object.entries(at(responses)).map(([status, each]) => response([status, at(each)]));
  if (requestBody === undefined) return { ...rest, responses: Object.fromEntries(answers) };
  const body = { ...at(requestBody), content: contentOf(at(requestBody).content) };
  return { ...rest, requestBody: body, responses: Object.fromEntries(answers) };
};

/** A path without what each call would repeat, or undefined if a client has no operation there. */
const path = (view: JsonObject, { parameters, ...pathItem }: JsonObject): JsonObject | undefined => {
  const called = METHODS.flatMap((method) => {
    const source = objectAt(pathItem, method);
    const [tag = null] = Array.isArray(source.tags) ? source.tags : [];
    return TAGS.includes(tag) ? [[method, operation(view, source)] as const] : [];
  });
  if (called.length === 0) return undefined;
  const all = Array.isArray(parameters) ? parameters : [];
  const kept = all.filter((each) => !SENT_ALWAYS.includes((resolve(view, each) as JsonObject).name ?? null));
  return { parameters: kept, ...Object.fromEntries(called) };
};

/** The name of the body, after all extensions that only the service knows are gone. */
const withBodyName = (document: JsonObject): JsonObject =>
  mapObjects(document, (object) =>
    isObject(object.requestBody) ? { ...object, 'x-codegen-request-body-name': 'body' } : object,
  ) as JsonObject;

const map = (object: JsonObject, change: (value: JsonObject) => JsonObject | undefined): JsonObject =>
  Object.fromEntries(
    Object.entries(object).flatMap(([key, value]) => {
      const changed = isObject(value) ? change(value) : undefined;
      return changed === undefined ? [] : [[key, changed]];
    }),
  );

/**
 * The document for the clients of a view: the operations with a project in their path, without version headers and the bodies
 * of faults, and with schemas that take what they do not know.
 */
export const clientDocument = (view: JsonObject): JsonObject => {
  const info = objectAt(view, 'info');
  const components = objectAt(view, 'components');
  const [summary = ''] = String(info.description).split('\n\n');
  const document = mapObjects(
    {
      openapi: view.openapi ?? null,
      info: { ...info, description: summary },
      servers: view.servers ?? [],
      tags: (Array.isArray(view.tags) ? view.tags : []).filter((tag) =>
        TAGS.includes(objectAt({ tag }, 'tag').name ?? null),
      ),
      security: view.security ?? [],
      paths: map(objectAt(view, 'paths'), (pathItem) => path(view, pathItem)),
      components: {
        ...components,
        responses: {},
        schemas: map(objectAt(components, 'schemas'), withNamedEnumsAlone),
      },
    },
    relaxed,
  );
  return withBodyName(pruneComponents(document as JsonObject));
};
