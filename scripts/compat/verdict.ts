/** What the gate says of the changes that were found. */

import { type Approval, approvalOf, uselessAmong, WHOLE_API } from './approved.ts';
import { whereSeen } from './changelog.ts';
import type { Finding } from './compare.ts';

export interface Verdict {
  /** A line for each change that matters, for people. */
  readonly lines: readonly string[];
  /** What has to be mended; nothing when the gate is open. */
  readonly problems: readonly string[];
  /** Whether there are breaking changes that were approved. */
  readonly breaks: boolean;
}

const say = (word: string, finding: Finding) => {
  const where = whereSeen(finding);
  const { id, text, operationId } = finding;
  return `${word.padStart(8)}  ${operationId ?? WHOLE_API}  ${id}: ${text}${where && ` (${where})`}`;
};

const counted = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;

export const verdictOn = (findings: readonly Finding[], approvals: readonly Approval[]): Verdict => {
  const breaking = findings.filter(({ level }) => level === 'ERR');
  const refused = breaking.filter((finding) => approvalOf(finding, approvals) === undefined);
  const useless = uselessAmong(approvals, findings);
  const lines = [
    ...breaking.map((each) => say(refused.includes(each) ? 'Breaking' : 'Approved', each)),
    ...findings.filter(({ level }) => level === 'WARN').map((each) => say('Warning', each)),
    ...useless.map(({ change, where, what }) => `${'Useless'.padStart(8)}  ${where}  ${change}: ${what}`),
  ];
  const problems = [
    ...(refused.length > 0
      ? [
          `${counted(refused.length, 'change')} would break clients. Take them back, give them a new microversion, or approve them in spec/published/approved-changes.yaml.`,
        ]
      : []),
    ...(useless.length > 0
      ? [
          `${counted(useless.length, 'line')} of approved-changes.yaml fit no breaking change any more. Remove them.`,
        ]
      : []),
  ];
  return { lines, problems, breaks: breaking.length > refused.length };
};
