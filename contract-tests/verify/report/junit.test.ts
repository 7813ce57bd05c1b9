/** The report for CI systems: an XML document as their schemas want it. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Verification } from '../result.ts';
import { junitReport } from './junit.ts';
import { VERSIONS } from './operations.fixture.ts';
import { brokenCheck, HOSTILE, verification, violation } from './verification.fixture.ts';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

type Node = Readonly<Record<string, readonly Node[]>> & { readonly ':@'?: Readonly<Record<string, string>> };

const elementOf = (node: Node): Element => {
  const name = Object.keys(node).find((key) => key !== ':@') ?? '';
  const inside = node[name] ?? [];
  return {
    name,
    attributes: node[':@'] ?? {},
    children: inside.filter((each) => !('#text' in each)).map(elementOf),
    text: inside.map((each) => each['#text'] ?? '').join(''),
  };
};

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  processEntities: { enabled: true, maxTotalExpansions: 1e6 },
  htmlEntities: true,
});

const parse = (changes: Partial<Verification> = {}): Element => {
  const xml = junitReport(verification(changes));
  assert.equal(XMLValidator.validate(xml), true);
  const root = (parser.parse(xml) as readonly Node[])
    .map(elementOf)
    .find(({ name }) => name === 'testsuites');
  assert.ok(root);
  return root;
};

const within = (element: Element): Element[] => [element, ...element.children.flatMap(within)];
const named = (root: Element, name: string) => within(root).filter((element) => element.name === name);

const COUNT = /^\d+$/;
const TIME = /^\d+\.\d{3}$/;
const ANY = /^/;
const SOME = /./;

/** What all schemas of JUnit XML have in common: the attributes of an element, all of which we write, and its children. */
const SCHEMA: Readonly<
  Record<string, { attributes: Readonly<Record<string, RegExp>>; children: readonly string[] }>
> = {
  testsuites: {
    attributes: { name: SOME, tests: COUNT, failures: COUNT, errors: COUNT, time: TIME },
    children: ['testsuite'],
  },
  testsuite: {
    attributes: {
      ...{ name: SOME, tests: COUNT, failures: COUNT, errors: COUNT, skipped: COUNT, time: TIME },
      timestamp: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/,
    },
    children: ['properties', 'testcase'],
  },
  properties: { attributes: {}, children: ['property'] },
  property: { attributes: { name: SOME, value: ANY }, children: [] },
  testcase: { attributes: { classname: SOME, name: SOME, time: TIME }, children: ['failure', 'skipped'] },
  failure: { attributes: { message: SOME, type: SOME }, children: [] },
  skipped: { attributes: { message: SOME }, children: [] },
};

const variants: readonly (readonly [name: string, changes: Partial<Verification>])[] = [
  ['each outcome', {}],
  ['a strict verification', { isStrict: true }],
  ['no check at all', { checks: [] }],
  ['hostile texts everywhere', { url: HOSTILE, profile: HOSTILE, release: HOSTILE, run: HOSTILE }],
  ['a hostile version', { checks: [brokenCheck({ id: HOSTILE, what: HOSTILE, version: HOSTILE })] }],
];

for (const [name, changes] of variants) {
  test(`with ${name} the document has the elements and attributes that the schemas know, and their kinds of values`, () => {
    for (const element of within(parse(changes))) {
      const { attributes = {}, children = [] } = SCHEMA[element.name] ?? {};
      assert.deepEqual(Object.keys(element.attributes).sort(), Object.keys(attributes).sort(), element.name);
      for (const [attribute, kind] of Object.entries(attributes)) {
        assert.match(element.attributes[attribute] ?? '', kind, `${element.name} ${attribute}`);
      }
      for (const child of element.children) assert.ok(children.includes(child.name), child.name);
    }
  });

  test(`with ${name} the numbers are those of the cases`, () => {
    const root = parse(changes);
    for (const element of [root, ...root.children]) {
      const numbers = {
        tests: named(element, 'testcase').length,
        failures: named(element, 'failure').length,
        errors: 0,
        ...(element === root ? {} : { skipped: named(element, 'skipped').length }),
      };
      for (const [key, number] of Object.entries(numbers)) {
        assert.equal(element.attributes[key], String(number), `${element.name} ${key}`);
      }
    }
  });

  test(`with ${name} there is no character that XML 1.0 forbids`, () => {
    const xml = junitReport(verification(changes));
    assert.doesNotMatch(xml, /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
  });
}

test('there is a suite for each version, with what CI needs to know of the run', () => {
  const suites = parse().children;
  assert.deepEqual(
    suites.map(({ attributes }) => attributes.name),
    VERSIONS.map((version) => `server group API at ${version}`),
  );
  const properties = suites[0]?.children[0]?.children.map(({ attributes }) => attributes);
  assert.deepEqual(
    properties?.map(({ name, value }) => `${name}=${value}`),
    ['url=http://127.0.0.1:8774', 'profile=nova', 'release=0.1.0', 'run=v7k2', 'version=2.0', 'strict=false'],
  );
});

test('no two cases have the same name, and a class has a dot only after its version', () => {
  const cases = named(parse(), 'testcase').map(({ attributes }) => attributes);
  assert.equal(new Set(cases.map(({ name }) => name)).size, cases.length);
  const classes = new Set(cases.map(({ classname }) => classname));
  assert.ok(classes.has('2_64.documented statuses') && classes.has('2_64.order'));
  for (const name of classes) assert.match(name ?? '', /^2_\d+\.[^.]+$/);
});

const outcomes = [
  [{ outcome: 'kept' }, false, undefined],
  [
    { outcome: 'broken', violation: violation({ expected: 'a', came: 'b\nc' }) },
    false,
    'failure Expected: a; came: b\nc',
  ],
  [{ outcome: 'not judged', reason: 'no reader' }, false, 'skipped Not judged: no reader'],
  [
    { outcome: 'not judged', reason: 'no reader' },
    true,
    'failure Not judged, which counts as a failure since the verification is strict: no reader',
  ],
  [{ outcome: 'left out', reason: 'older' }, false, 'skipped Left out: older'],
  [{ outcome: 'left out', reason: 'older' }, true, 'skipped Left out: older'],
] as const;

for (const [changes, isStrict, expected] of outcomes) {
  test(`what is ${changes.outcome}${isStrict ? ', strictly,' : ''} is ${expected ?? 'a case without more'}`, () => {
    const { violation: _, ...check } = brokenCheck();
    const [shown] = named(parse({ checks: [{ ...check, ...changes }], isStrict }), 'testcase');
    const [result] = shown?.children ?? [];
    assert.equal(result && `${result.name} ${result.attributes.message}`, expected);
  });
}

test('a failure has the whole story, as it can be seen', () => {
  const [failure] = named(parse({ checks: [brokenCheck()] }), 'failure');
  assert.deepEqual(failure?.text.split('\n'), [
    'Expected: status 404 and a body {"itemNotFound": {"code": 404, "message": …}}',
    String.raw`Came: status 500 and <script>alert(1)</script> --> ]]> </style> "' onclick=x \u0000 \u001b[2J\u001b]0;owned\u0007 \u009b31m \u202egnp.exe \ufffe & \ud800`,
    'second line',
    `Place in the spec: ${violation().place}`,
    `Repeat: ${violation().curl}`,
  ]);
});
