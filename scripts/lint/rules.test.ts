import assert from 'node:assert/strict';
import test from 'node:test';
import type { JsonObject } from '../generate/document.ts';
import type { CaseTable } from './cases.ts';
import { operationCases } from './operation-cases.ts';
import { configOf, problemsOf, SOURCE_SEVERITIES } from './redocly.ts';
import { documentRules, sourceRules } from './rules.ts';
import { schemaCases } from './schema-cases.ts';

const CASES: CaseTable = { ...operationCases, ...schemaCases };

const config = await configOf([...sourceRules, ...documentRules], SOURCE_SEVERITIES, false);

/** What one rule has to say about a document. */
const messages = async (rule: string, subject: JsonObject): Promise<string[]> =>
  (await problemsOf(subject, config))
    .filter((problem) => problem.rule === rule)
    .map(({ message }) => message);

test('each rule is shown by documents that it refuses and others that it accepts', () => {
  const names = [...sourceRules, ...documentRules].map(({ name }) => name);
  assert.deepEqual(
    Object.keys(CASES)
      .filter((name) => !(name in SOURCE_SEVERITIES))
      .sort(),
    names.sort(),
  );
  for (const [name, cases] of Object.entries(CASES)) {
    for (const { refuses, accepts } of [cases].flat()) {
      assert.ok(refuses.length > 0 && accepts.length > 0, name);
    }
  }
});

for (const [rule, cases] of Object.entries(CASES)) {
  test(`the rule ${rule} refuses what breaks it and nothing else`, async () => {
    for (const { wrap, refuses, accepts } of [cases].flat()) {
      for (const [yaml, words] of refuses) {
        const found = await messages(rule, wrap(yaml));
        assert.equal(found.length, 1, `${yaml}: ${found.join('; ') || 'accepted'}`);
        assert.match(String(found[0]), words);
      }
      for (const yaml of accepts) assert.deepEqual(await messages(rule, wrap(yaml)), [], yaml);
    }
  });
}
