/** Which part of the API a case needs: what a server does not have, it cannot be tried for. */

import { type Case, LEGACY, type Part } from './case.ts';

/** The cases, each of which needs these parts too. */
export const needing = (parts: readonly Part[], cases: readonly Case[]): Case[] =>
  cases.map((each) => ({ ...each, parts: [...parts, ...(each.parts ?? [])] }));

/** A case on ECS groups alone has no version: it is tried beside the legacy dialect, not in it. */
const isWithoutVersions = ({ versions, parts = [] }: Case): boolean =>
  versions.length === 1 && parts.includes('ecs');

/** Whether a case, when it is tried at a version, needs a part. */
export const needs = (each: Case, version: string, part: Part): boolean => {
  if (each.parts?.includes(part)) return true;
  return part === 'legacy' && version === LEGACY && !isWithoutVersions(each);
};
