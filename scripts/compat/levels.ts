/** Where oasdiff's own level of a change is not what clients of this API need. */

export type Level = 'ERR' | 'WARN' | 'INFO';

/** Check of oasdiff → its level here, by why. */
const BY_REASON: readonly (readonly [why: string, level: Level, checks: readonly string[]])[] = [
  [
    'unknown keys and parameters are refused, so who still sends it gets 400 (oasdiff: WARN)',
    'ERR',
    ['request-property-removed', 'request-parameter-removed'],
  ],
  [
    'no program can tell whether the new pattern lets in all that the old one did (oasdiff: WARN)',
    'ERR',
    ['request-parameter-pattern-changed', 'request-property-pattern-changed'],
  ],
  [
    'the same request, without the value, comes to mean something else (oasdiff: INFO)',
    'ERR',
    ['parameter', 'property', 'body'].flatMap((part) => [
      `request-${part}-default-value-changed`,
      `request-${part}-default-value-removed`,
    ]),
  ],
  [
    'functions of generated clients are named after operation ids (oasdiff: INFO)',
    'ERR',
    ['api-operation-id-removed'],
  ],
  [
    'whoever deprecates an operation says until when it is served: x-sunset (oasdiff: INFO)',
    'ERR',
    ['endpoint-deprecated'],
  ],
  [
    'what is deprecated without a date can be relied on like everything else (oasdiff: INFO)',
    'ERR',
    [
      'api-removed-with-deprecation',
      'api-path-removed-with-deprecation',
      'request-parameter-removed-with-deprecation',
      'request-property-removed-with-deprecation',
      'response-required-property-removed-with-deprecation',
    ],
  ],
  [
    'a header that is only sometimes there may still be read (oasdiff: INFO)',
    'WARN',
    ['optional-response-header-removed'],
  ],
  [
    'so may a property that is only sometimes there (oasdiff: INFO)',
    'WARN',
    ['response-optional-property-removed'],
  ],
];

/** Changes that say nothing to clients: the version is checked elsewhere. */
export const IGNORED: ReadonlySet<string> = new Set([
  'api-version-not-bumped',
  'api-major-version-not-bumped',
  'api-version-decreased',
]);

/** The levels in the form that oasdiff reads. */
export const levelsFile = (): string =>
  BY_REASON.flatMap(([, level, checks]) => checks.map((check) => `${check} ${level.toLowerCase()}\n`)).join(
    '',
  );
