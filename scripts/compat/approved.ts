/** `spec/published/approved-changes.yaml`: breaking changes that are meant, each with its reason. */

import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { Failure } from '../command.ts';
import type { Finding } from './compare.ts';

const text = z.string().trim().min(1);

const Approvals = z
  .array(
    z.strictObject({
      /** The name of the check. */
      change: text,
      /** An operationId, or that of the operation at its first prefix, which stands for all prefixes; "the whole API". */
      where: text,
      /** What the message of the change contains, such as the name of the property. */
      what: text,
      /** Why it may be. */
      reason: text,
    }),
  )
  .readonly();

export type Approval = z.infer<typeof Approvals>[number];

export const WHOLE_API = 'the whole API';

/** @throws {Failure} when the list is not as it should be */
export const readApprovals = async (file: string): Promise<readonly Approval[]> => {
  const { data, error } = Approvals.safeParse(parse(await readFile(file, 'utf8')) ?? []);
  if (error === undefined) return data;
  const [issue] = error.issues;
  throw new Failure(
    `${file} cannot be read: ${issue?.message} (at ${issue?.path.join('.') || 'its beginning'}).\n` +
      'Each line is: - {change: CHECK, where: OPERATION, what: WORDS OF ITS MESSAGE, reason: WHY IT MAY BE}',
  );
};

const fits = (finding: Finding, { change, where, what }: Approval) =>
  change === finding.id &&
  [finding.operationId ?? WHOLE_API, finding.handler].includes(where) &&
  finding.text.includes(what);

/** The approval of a breaking change, if there is one. */
export const approvalOf = (finding: Finding, approvals: readonly Approval[]): Approval | undefined =>
  approvals.find((approval) => fits(finding, approval));

/** Approvals that fit no breaking change: each could hide one that is still to come. */
export const uselessAmong = (approvals: readonly Approval[], findings: readonly Finding[]): Approval[] =>
  approvals.filter(
    (approval) => !findings.some((finding) => finding.level === 'ERR' && fits(finding, approval)),
  );
