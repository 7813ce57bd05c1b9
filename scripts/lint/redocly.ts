/** Runs rules, ours and Redocly's, on one document. */

import {
  type Config,
  createConfig,
  lintFromString,
  type Oas3Rule,
  type UserContext,
} from '@redocly/openapi-core';
import type { JsonObject } from '../generate/document.ts';
import type { Rule } from './rule.ts';

export interface Problem {
  readonly rule: string;
  /** What is wrong, and in brackets what to do. */
  readonly message: string;
  /** Where, as in a `$ref`. */
  readonly pointer: string;
}

type Severities = Readonly<Record<string, 'error' | 'off'>>;

/** Redocly's rules for the bundle and the views, beside those that it recommends. */
export const DOCUMENT_SEVERITIES: Severities = {
  'operation-description': 'error',
  'operation-singular-tag': 'error',
  'operation-tag-defined': 'error',
  'parameter-description': 'error',
  'path-params-defined': 'error',
  // The pattern of `project_id` keeps `/v2.1/{project_id}/…` and `/v2.1/…/{server_group_id}` apart; Redocly does not see it.
  'no-ambiguous-paths': 'off',
  // Huawei Cloud writes `add_members`.
  'paths-kebab-case': 'off',
  // Version discovery is served with and without the slash at the end, as in OpenStack.
  'no-path-trailing-slash': 'off',
  // That is asked of the source, see below.
  'no-required-schema-properties-undefined': 'off',
  // The generator leaves out what nothing uses, but for responses that any path can give.
  'no-unused-components': 'off',
};

/** Of Redocly's rules, those for the source: a view keeps of `required` only what exists, so a typing error is gone there. */
export const SOURCE_SEVERITIES: Severities = { 'no-required-schema-properties-undefined': 'error' };

/** A rule of ours as Redocly runs it. */
const asRedocly =
  ({ on, asks, check }: Rule): Oas3Rule =>
  () => {
    let document: JsonObject = {};
    const look = (node: unknown, { location, report }: UserContext) => {
      for (const finding of check(node as JsonObject, { pointer: location.pointer, document })) {
        const { message, at } = typeof finding === 'string' ? { message: finding, at: [] } : finding;
        report({
          message: `${message} (${asks})`,
          location: at.length > 0 ? location.child([...at]) : location,
        });
      }
    };
    return {
      ...Object.fromEntries(on.map((kind) => [kind, look])),
      Root: (root, context) => {
        document = root as unknown as JsonObject;
        if (on.includes('Root')) look(root, context);
      },
    };
  };

const PLUGIN = 'ours';

/** Which rules to run: ours, Redocly's by name, and whether those that Redocly recommends are among them. */
export const configOf = (
  rules: readonly Rule[],
  severities: Severities,
  recommended: boolean,
): Promise<Config> =>
  createConfig({
    telemetry: 'off',
    extends: recommended ? ['recommended-strict'] : [],
    plugins: [
      { id: PLUGIN, rules: { oas3: Object.fromEntries(rules.map((rule) => [rule.name, asRedocly(rule)])) } },
    ],
    rules: { ...severities, ...Object.fromEntries(rules.map(({ name }) => [`${PLUGIN}/${name}`, 'error'])) },
  });

/** What is wrong with a document. */
export const problemsOf = async (document: JsonObject, config: Config): Promise<Problem[]> => {
  const problems = await lintFromString({
    source: JSON.stringify(document),
    absoluteRef: 'document.json',
    config,
  });
  return problems.map(({ ruleId, message, location, reference }) => ({
    rule: ruleId.replace(`${PLUGIN}/`, ''),
    message: reference === undefined ? message : `${message} (see ${reference})`,
    pointer: location[0]?.pointer ?? '#/',
  }));
};
