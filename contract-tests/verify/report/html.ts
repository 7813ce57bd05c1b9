/** The report as a page for people: one file that asks for nothing else. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isKept, type Verification } from '../result.ts';
import { CLASSES, matrixSection } from './html-matrix.ts';
import {
  countsList,
  factsList,
  reasonsSections,
  timingsSection,
  violationsSection,
} from './html-sections.ts';
import { type Markup, markup } from './markup.ts';
import { countsText, findingsOf, OUTCOMES, verdictOf } from './summary.ts';

const read = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');

/** The frame of the page, what is in it, and what is else on paper or on a small screen. */
const STYLES = ['page.css', 'parts.css', 'tables.css', 'media.css'] as const;

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The page may run its own script and nothing else, should a text of the server ever get past the escaping. */
const policyOf = (script: string, styles: string): string =>
  [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(styles)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

/** As many squares side by side that a field has at most two rows of them. */
const acrossOf = (versions: readonly string[]): number =>
  versions.length > 6 ? Math.ceil(versions.length / 2) : Math.max(1, versions.length);

const filterForm = (versions: readonly string[]): Markup => markup`<form class="filter" role="search" hidden>
<label>Text <input type="search" name="text" placeholder="operation, path, words"></label>
<label>Outcome <select name="outcome"><option value="">any</option>${OUTCOMES.map(
  (outcome) => markup`<option value="${CLASSES[outcome]}">${outcome}</option>`,
)}</select></label>
<label>Version <select name="version"><option value="">any</option>${versions.map(
  (version) => markup`<option>${version}</option>`,
)}</select></label>
<button type="reset">Show all</button>
<output></output>
</form>`;

const partsOf = (verification: Verification): Readonly<Record<string, Markup>> => {
  const findings = findingsOf(verification);
  const script = read('page.js');
  const across = `:root { --across: ${acrossOf(verification.versions)}; }`;
  const styles = [across, ...STYLES.map(read)].join('\n');
  return {
    policy: markup`<meta http-equiv="Content-Security-Policy" content="${policyOf(script, styles)}">`,
    title: markup`<title>${verdictOf(verification)} – ${verification.url}</title>`,
    styles: { html: `<style>${styles}</style>` },
    verdict: markup`<h1 class="${isKept(verification) ? 'is-kept' : 'is-broken'}">${verdictOf(verification)}</h1><p>${countsText(verification)}</p>`,
    facts: factsList(verification),
    counts: countsList(verification),
    filter: filterForm(verification.versions),
    matrix: matrixSection(verification, findings),
    violations: violationsSection(findings, verification.versions),
    reasons: reasonsSections(verification),
    timings: timingsSection(verification),
    script: { html: `<script>${script}</script>` },
  };
};

/** The page. It makes no request; all that the server sent is escaped, and its security policy allows its own script alone. */
export const htmlReport = (verification: Verification): string => {
  const parts = partsOf(verification);
  return read('page.html').replace(/<!-- insert (\w+) -->/g, (_, name) => parts[name]?.html ?? '');
};
