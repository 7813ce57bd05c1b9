/** What the tests of the rules are made of: a piece of a document, put where it belongs. */

import { parse } from 'yaml';
import type { JsonObject } from '../generate/document.ts';

export type Wrap = (yaml: string) => JsonObject;

const document = (rest: object): JsonObject => ({
  openapi: '3.0.3',
  info: { title: 'Things', version: '1' },
  'x-newest-microversion': '2.103',
  ...rest,
});
export const root: Wrap = (yaml) => document(parse(yaml));
export const operation: Wrap = (yaml) => document({ paths: { '/things': { get: parse(yaml) } } });
export const component =
  (section: string, name = 'Thing'): Wrap =>
  (yaml) =>
    document({ components: { [section]: { [name]: parse(yaml) } } });
export const schema = component('schemas');
export const parameter = component('parameters');
export const response = component('responses');
export const fault = component('schemas', 'LostFault');

export const FAULT = (code: number) =>
  `{required: [lost], properties: {lost: {properties: {code: {enum: [${code}]}, message: {}}}}}`;
export interface Cases {
  readonly wrap: Wrap;
  /** Document → words of the message. */
  readonly refuses: readonly (readonly [string, RegExp])[];
  readonly accepts: readonly string[];
}

export type CaseTable = Readonly<Record<string, Cases | readonly Cases[]>>;
