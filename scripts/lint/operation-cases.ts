/** What the rules for operations, parameters, headers and bodies refuse and accept. */

import { type CaseTable, component, FAULT, operation, parameter, response, root } from './cases.ts';

const answers = (name: string, code: number) => `
  paths: {/things: {get: {responses: {"404": {$ref: "#/components/responses/Lost"}}}}}
  components:
    responses: {Lost: {content: {application/json: {schema: {$ref: "#/components/schemas/${name}"}}}}}
    schemas: {${name}: ${FAULT(code)}}`;
export const operationCases: CaseTable = {
  'operation-id': {
    wrap: operation,
    refuses: ['{operationId: makeThing}', '{operationId: Create}', '{operationId: create_thing}', '{}'].map(
      (yaml) => [yaml, /the operationId is/] as const,
    ),
    accepts: ['{operationId: createThing}', '{operationId: claimThingLegacy, x-handler: claimThing}'],
  },
  summary: {
    wrap: operation,
    refuses: ['A thing', 'Create things.', 'Show a Server group', 'show a thing', 'Show a b c d e', ''].map(
      (summary) => [`{summary: "${summary}"}`, /the summary is/] as const,
    ),
    accepts: ['{summary: Create a server group}', '{summary: List ECSs of this group}'],
  },
  examples: [
    {
      wrap: response,
      refuses: [
        ['{content: {application/json: {}}}', /application\/json has no example/],
        ['{content: {application/json: {examples: {}}}}', /has no example/],
      ],
      accepts: [
        '{content: {application/json: {example: null}}}',
        '{content: {application/json: {examples: {a: {value: 1}}}}}',
        '{content: {text/html: {}}}',
        '{description: No body.}',
      ],
    },
    {
      wrap: component('requestBodies'),
      refuses: [['{content: {application/json: {}}}', /has no example/]],
      accepts: ['{content: {application/json: {example: 1}}}'],
    },
  ],
  'header-examples': {
    wrap: component('headers'),
    refuses: [
      ['{schema: {type: string}}', /it has no example/],
      ['{schema: {pattern: ^2$}, example: "2.1"}', /"2\.1" does not match \^2\$/],
    ],
    accepts: ['{schema: {pattern: ^2}, example: "2.1"}', '{schema: {type: string}, example: Any.}'],
  },
  'fault-responses': {
    wrap: root,
    refuses: [
      ['{paths: {/things: {get: {responses: {"404": {description: A}}}}}}', /404 is none that has a name/],
      [answers('Thing', 404), /the body of 404 is Thing/],
      [answers('ThingFault', 409), /the body of 404 is ThingFault, the fault of 409/],
    ],
    accepts: [
      answers('ThingFault', 404),
      answers('ThingFaultLegacy', 404),
      '{paths: {/things: {get: {responses: {"204": {description: A}}}}}}',
    ],
  },
  explode: {
    wrap: parameter,
    refuses: [
      ['{in: query, schema: {type: string}}', /explode is not given, not false/],
      ['{in: query, explode: true, schema: {type: integer}}', /explode is true, not false/],
      ['{in: query, explode: false, schema: {type: array}}', /explode is false, not true/],
    ],
    accepts: [
      '{in: query, explode: false, schema: {anyOf: [{type: string}, {type: integer}]}}',
      '{in: query, explode: true, schema: {type: array}}',
      '{in: path, schema: {type: string}}',
    ],
  },
  'allow-reserved': {
    wrap: parameter,
    refuses: [
      ['{in: query, schema: {type: string}}', /allowReserved/],
      ['{in: query, schema: {type: string, format: date-time}}', /allowReserved/],
      ['{in: query, schema: {type: string, enum: ["a:b"]}}', /allowReserved/],
    ],
    accepts: [
      '{in: query, allowReserved: true, schema: {type: string}}',
      '{in: query, schema: {type: string, format: uuid}}',
      '{in: query, schema: {type: string, enum: [anti-affinity]}}',
      '{in: query, schema: {type: integer}}',
      '{in: path, schema: {type: string}}',
    ],
  },
  statuses: {
    wrap: operation,
    refuses: [
      ['{responses: {default: {}}}', /a response "default"/],
      ['{responses: {5XX: {}}}', /a response "5XX"/],
    ],
    accepts: ['{responses: {"200": {}, "503": {}}}'],
  },
  deprecation: {
    wrap: operation,
    refuses: [
      ['{deprecated: true}', /x-deprecated-at is not given/],
      ['{deprecated: true, x-deprecated-at: soon}', /x-deprecated-at is soon/],
      ['{deprecated: true, x-deprecated-at: "2030-02-30"}', /x-deprecated-at is 2030-02-30/],
      ['{deprecated: true, x-deprecated-at: "2030-13-01"}', /x-deprecated-at is 2030-13-01/],
      ['{deprecated: true, x-deprecated-at: "2030-01-31T00:00:00Z"}', /x-deprecated-at is 2030/],
      ['{deprecated: true, x-deprecated-at: "2030-01-31", x-sunset: "2030-01-30"}', /x-sunset is 2030-01-30/],
      ['{deprecated: true, x-deprecated-at: "2030-01-31", x-sunset: never}', /x-sunset is never/],
      ['{x-deprecated-at: "2030-01-31"}', /the day of a deprecation/],
      ['{deprecated: false, x-sunset: "2030-01-31"}', /the day of a deprecation/],
    ],
    accepts: [
      '{deprecated: true, x-deprecated-at: "2030-01-31", x-sunset: "2031-01-31"}',
      '{deprecated: true, x-deprecated-at: "2030-01-31"}',
      '{deprecated: false}',
      '{}',
    ],
  },
  'needed-statuses': {
    wrap: root,
    refuses: [
      ['{paths: {"/things/{id}": {get: {responses: {"200": {}}}}}}', /lack 404, 429$|lack 404, 429 /],
      ['{security: [{token: []}], paths: {/things: {get: {responses: {"401": {}}}}}}', /lack 429, 403, 503/],
      ['{paths: {/things: {get: {security: [{token: []}], responses: {}}}}}', /lack 429, 401, 403, 503/],
    ],
    accepts: [
      '{paths: {/things: {get: {responses: {"200": {}, "429": {}}}}}}',
      '{security: [{token: []}], paths: {/things: {get: {security: [], responses: {"429": {}}}}}}',
      '{security: [{token: []}], paths: {"/{id}": {get: {responses: {"401": {}, "403": {}, "404": {}, "429": {}, "503": {}}}}}}',
    ],
  },
};
