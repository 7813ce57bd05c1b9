/** The report for CI systems, as JUnit XML: what GitHub's reporters, GitLab and Jenkins have in common. */

import type { Check, Verification } from '../result.ts';
import { cut, visible, visibleLines } from './text.ts';

/** Of what was expected, and of what came, in a message, which CI systems show in a line; and in all. */
const MOST_IN_MESSAGE = 200;
const MOST = 10_000;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** Characters that XML 1.0 forbids are among those that cannot be seen. */
const content = (text: string): string =>
  visibleLines(text).replace(/[&<>]/g, (each) => ENTITIES[each] ?? '');

/** In an attribute a line break would become a space. */
const attributes = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => {
      const text = visibleLines(String(value)).replace(/[&<>"\n\t]/g, (each) => ENTITIES[each] ?? '');
      return ` ${name}="${text}"`;
    })
    .join('');

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);

type Kind = 'passed' | 'failed' | 'skipped';

const kindOf = ({ outcome }: Check, isStrict: boolean): Kind => {
  if (outcome === 'kept') return 'passed';
  return outcome === 'broken' || (outcome === 'not judged' && isStrict) ? 'failed' : 'skipped';
};

const failureOf = ({ violation, reason = 'no reason is given' }: Check): string => {
  if (violation === undefined) {
    const message = `Not judged, which counts as a failure since the verification is strict: ${reason}`;
    return `<failure${attributes({ message, type: 'not judged' })}>${content(message)}</failure>`;
  }
  const { expected, came, place, curl } = violation;
  const message = `Expected: ${cut(expected, MOST_IN_MESSAGE)}; came: ${cut(came, MOST_IN_MESSAGE)}`;
  const body = [
    `Expected: ${cut(expected, MOST)}`,
    `Came: ${cut(came, MOST)}`,
    `Place in the spec: ${place}`,
    `Repeat: ${curl}`,
  ];
  return `<failure${attributes({ message, type: 'broken' })}>${content(body.join('\n'))}</failure>`;
};

const RESULTS: Readonly<Record<Kind, (check: Check) => string>> = {
  passed: () => '',
  failed: failureOf,
  skipped: ({ outcome, reason = 'no reason is given' }) => {
    const prefix = outcome === 'left out' ? 'Left out' : 'Not judged';
    return `<skipped${attributes({ message: `${prefix}: ${reason}` })}/>`;
  },
};

/** Jenkins takes what stands before the last dot for a package: it is the version, which has no dot here then. */
const classOf = ({ id, lane, version }: Check): string => {
  const subject = lane === 'A' ? 'documented statuses' : (id.split('/')[0] ?? id);
  return [version, subject].map((part) => part.replaceAll('.', '_')).join('.');
};

/** GitLab leaves out a case whose name was there before, so the name says all that makes it the only one. */
const nameOf = ({ id, what, version }: Check): string => `${what} (${id} at ${version})`;

const caseOf = (check: Check, isStrict: boolean): string => {
  const values = {
    classname: visible(classOf(check)),
    name: visible(nameOf(check)),
    time: seconds(check.took),
  };
  const result = RESULTS[kindOf(check, isStrict)](check);
  return `    <testcase${attributes(values)}${result === '' ? '/>' : `>${result}</testcase>`}`;
};

/** The kind of each check → how many there are of it, in the words of JUnit. */
const numbersOf = (checks: readonly Check[], isStrict: boolean) => {
  const kinds = Map.groupBy(checks, (check) => kindOf(check, isStrict));
  return {
    tests: checks.length,
    failures: kinds.get('failed')?.length ?? 0,
    errors: 0,
    skipped: kinds.get('skipped')?.length ?? 0,
  };
};

const suiteOf = (
  version: string,
  checks: readonly Check[],
  { url, profile, release, run, started, isStrict }: Verification,
) => {
  const values = {
    name: `server group API at ${version}`,
    ...numbersOf(checks, isStrict),
    time: seconds(checks.reduce((sum, { took }) => sum + took, 0)),
    timestamp: started,
  };
  const properties = { url, profile, release, run, version, strict: String(isStrict) };
  return [
    `  <testsuite${attributes(values)}>`,
    '    <properties>',
    ...Object.entries(properties).map(([name, value]) => `      <property${attributes({ name, value })}/>`),
    '    </properties>',
    ...checks.map((check) => caseOf(check, isStrict)),
    '  </testsuite>',
  ].join('\n');
};

/**
 * The report, ending in a line break: a suite for each version, a case for each check. What was not judged and
 * what is left out is skipped; with a strict verification what was not judged is a failure.
 */
export const junitReport = (verification: Verification): string => {
  const { checks, isStrict, took, profile } = verification;
  // Jenkins' schema knows no number of skipped cases here.
  const { skipped, ...numbers } = numbersOf(checks, isStrict);
  const values = { name: `server group API, profile ${profile}`, ...numbers, time: seconds(took) };
  const suites = [...Map.groupBy(checks, ({ version }) => version)];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes(values)}>`,
    ...suites.map(([version, its]) => suiteOf(version, its, verification)),
    '</testsuites>',
    '',
  ].join('\n');
};
