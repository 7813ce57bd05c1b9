/** The changes between two versions of the API in words, by operation (Markdown). */

import type { Range } from '../generate/microversions.ts';
import { inWords } from '../publish/documents.ts';
import { type Approval, approvalOf, WHOLE_API } from './approved.ts';
import type { Finding } from './compare.ts';

type Kind = 'Added' | 'Changed' | 'Removed';

const KINDS: readonly Kind[] = ['Added', 'Changed', 'Removed'];

/** What kind a change is, by the name of its check. */
const kindOf = ({ id }: Finding): Kind => {
  if (/(^new-|-added$|-added-)/.test(id)) return 'Added';
  return /-removed(-|$)/.test(id) ? 'Removed' : 'Changed';
};

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Where a change is seen, in words; empty when there is nothing to tell apart. */
export const whereSeen = ({ ranges }: Finding): string =>
  ranges === undefined ? '' : ranges.map(inWords).join(', ') || 'only in the document of all microversions';

interface Group {
  readonly text: string;
  readonly findings: Finding[];
}

/** The same change at several prefixes is one line. */
const grouped = (findings: readonly Finding[]): Group[] => {
  const groups = new Map<string, Group>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.id, finding.text, finding.ranges]);
    const group = groups.get(key) ?? { text: finding.text, findings: [] };
    group.findings.push(finding);
    groups.set(key, group);
  }
  return [...groups.values()];
};

const line = (group: Group, approvals: readonly Approval[]): string => {
  const [finding] = group.findings as [Finding];
  const where = whereSeen(finding);
  const ids = group.findings.flatMap(({ operationId }) => operationId ?? []).map((id) => `\`${id}\``);
  const reason = approvalOf(finding, approvals)?.reason;
  const breaking = finding.level === 'ERR' ? `**Breaking${reason ? ` (${reason})` : ''}:** ` : '';
  const notes = [where, ids.length > 1 ? ids.join(', ') : ''].filter((each) => each !== '');
  const text = breaking ? group.text : capital(group.text);
  return `- ${breaking}${text}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}`;
};

const sections = (findings: readonly Finding[], approvals: readonly Approval[]): string[] => {
  const subjects = [...new Set(findings.map(({ handler }) => handler ?? WHOLE_API))].sort();
  return subjects.flatMap((subject) => [
    `## ${capital(subject === WHOLE_API ? subject : `\`${subject}\``)}`,
    ...KINDS.flatMap((kind) => {
      const own = findings.filter((each) => (each.handler ?? WHOLE_API) === subject && kindOf(each) === kind);
      const lines = grouped(own).map((group) => line(group, approvals));
      return lines.length > 0 ? [`### ${kind}`, lines.join('\n')] : [];
    }),
  ]);
};

export interface Changes {
  readonly from: string;
  readonly to: string;
  readonly findings: readonly Finding[];
  readonly approvals: readonly Approval[];
  /** What is new in microversions that were not there before. */
  readonly news?: readonly { readonly range: Range; readonly findings: readonly Finding[] }[];
}

/** The changelog. It holds no date, so that the same documents give the same text. */
export const changelogOf = ({ from, to, findings, approvals, news }: Changes): string => {
  const newest = (news ?? []).flatMap(({ range, findings: own }) => {
    const harmless = own.map((finding): Finding => ({ ...finding, level: 'INFO' }));
    return [
      `# New in the microversions ${inWords(range)}`,
      'Against the microversion before. Clients see it when they ask for one of these.',
      ...sections(harmless, []),
    ];
  });
  const own = sections(findings, approvals);
  const parts = [
    `# Changes of the API from ${from} to ${to}`,
    ...(own.length > 0 ? own : ['Nothing that clients could notice.']),
    ...newest,
  ];
  return `${parts.join('\n\n')}\n`;
};
