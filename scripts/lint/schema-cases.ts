/** What the rules for schemas, prose and versions refuse and accept. */

import {
  type Cases,
  type CaseTable,
  component,
  FAULT,
  fault,
  operation,
  parameter,
  response,
  root,
  schema,
} from './cases.ts';

const withBound = (bounds: string) => `{components: {schemas: {Thing: {x-openstack: ${bounds}}}}}`;

export const schemaCases: CaseTable = {
  versions: [
    {
      wrap: root,
      refuses: [
        [withBound('{min-ver: 2.20}'), /min-ver is 2\.2, which is not a version in quotes/],
        [withBound('{min-ver: "2.04"}'), /min-ver is "2\.04"/],
        [withBound('{max-ver: "3.1"}'), /max-ver is "3\.1"/],
        [withBound('{min-ver: "2.64", max-ver: "2.13"}'), /min-ver is after max-ver/],
        [withBound('{min-ver: "2.104"}'), /after x-newest-microversion/],
        [withBound('{min: "2.1"}'), /the key min/],
        [withBound('{}'), /it is \{\}/],
        [withBound('"2.1"'), /it is "2\.1"/],
        ['{x-openstack-strict: {min-ver: 2.1}}', /x-openstack-strict: min-ver is 2\.1/],
        ['{components: {schemas: {Thing: {properties: {a: {$ref: b, x-openstack: {min-ver: 1}}}}}}}', /is 1/],
        ['{x-newest-microversion: 2.103}', /x-newest-microversion is 2\.103/],
      ],
      accepts: [
        withBound('{min-ver: "2.13", max-ver: "2.63"}'),
        withBound('{min-ver: "2.103"}'),
        withBound('{min-ver: "2.9", max-ver: "2.10"}'),
        '{x-openstack-strict: {min-ver: "2.1"}}',
      ],
    },
  ],
  'closed-objects': {
    wrap: schema,
    refuses: [
      ['{type: object}', /additionalProperties is not given/],
      ['{properties: {a: {}}}', /not given/],
      ['{type: array, items: {type: object}}', /not given/],
    ],
    accepts: [
      '{type: object, additionalProperties: false}',
      '{type: object, additionalProperties: {type: string}}',
      '{type: string}',
    ],
  },
  'no-required-schema-properties-undefined': {
    wrap: schema,
    refuses: [
      ['{type: object, additionalProperties: false, required: [nmae], properties: {name: {}}}', /'nmae'/],
    ],
    accepts: ['{type: object, additionalProperties: false, required: [name], properties: {name: {}}}'],
  },
  prose: [
    {
      wrap: operation,
      refuses: [
        ['{}', /no description/],
        ['{description: makes a thing.}', /is "makes a thing\."/],
        ['{description: Makes a thing}', /is "Makes a thing"/],
      ],
      accepts: ['{description: Makes a thing.}', '{description: "`limit` counts.\\n"}'],
    },
    ...[parameter, response, component('headers'), component('requestBodies')].map(
      (wrap): Cases => ({
        wrap,
        refuses: [['{example: a}', /no description/]],
        accepts: ['{description: A thing.}'],
      }),
    ),
  ],
  'schema-prose': {
    wrap: schema,
    refuses: [
      ['{type: string}', /no description/],
      ['{description: A thing., properties: {a: {type: string}}}', /no description/],
      ['{description: A thing., items: {description: a part}}', /is "a part"/],
    ],
    accepts: [
      '{description: A thing., properties: {a: {description: A part.}}}',
      '{description: Some things., items: {type: string}, anyOf: [{type: string}]}',
      '{description: A., properties: {a: {allOf: [{$ref: "#/components/schemas/Thing"}]}}}',
    ],
  },
  'fault-schemas': {
    wrap: fault,
    refuses: [
      ['{properties: {lost: {properties: {code: {enum: [404]}}}}}', /its keys are lost, of which.* none/],
      [
        '{required: [lost], properties: {lost: {properties: {code: {enum: [404]}}}, more: {}}}',
        /its keys are lost, more/,
      ],
      [
        '{required: [lost], properties: {lost: {properties: {code: {enum: [404, 410]}}}}}',
        /code is \[404,410\]/,
      ],
      ['{required: [lost], properties: {lost: {properties: {code: {enum: ["404"]}}}}}', /code is \["404"\]/],
      ['{required: [lost], properties: {lost: {properties: {code: {type: integer}}}}}', /code is \[\]/],
      [
        '{x-fault-status: 404, required: [lost], properties: {lost: {properties: {code: {enum: [404]}}}}}',
        /code is \[404\]/,
      ],
    ],
    accepts: [
      FAULT(404),
      '{x-fault-status: 404, required: [lost], properties: {lost: {properties: {code: {enum: [A.1, A.2]}}}}}',
    ],
  },
  'no-one-of': {
    wrap: schema,
    refuses: [['{oneOf: [{type: string}]}', /it has oneOf/]],
    accepts: ['{anyOf: [{type: string}]}'],
  },
  'any-of-scalars': {
    wrap: schema,
    refuses: [
      ['{anyOf: [{type: object}, {type: string}]}', /anyOf/],
      ['{anyOf: [{type: string}, {type: string}]}', /anyOf/],
    ],
    accepts: ['{anyOf: [{type: string}, {type: integer}]}'],
  },
  'schema-names': {
    wrap: root,
    refuses: [
      ['{components: {schemas: {NewThing: {}}}}', /begins with "New"/],
      [
        '{paths: {/things: {get: {operationId: showThing}}}, components: {schemas: {ShowThingRequest: {}}}}',
        /a type of this name/,
      ],
    ],
    accepts: ['{components: {schemas: {Newest: {}, NextLink: {}, ThingRequest: {}}}}'],
  },
  'portable-patterns': {
    wrap: schema,
    refuses: ['\\p{C}', '^\\s*$', '\\u0041', '(?=a)', '(?<!a)b'].map(
      (pattern) => [JSON.stringify({ pattern }), /its pattern holds/] as const,
    ),
    accepts: ['^[^\\x00-\\x20]+$', '\\\\s', '\\(?=', '(a)?'].map((pattern) => JSON.stringify({ pattern })),
  },
};
