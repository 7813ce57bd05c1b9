/** What stands on the page above and below the matrix. */

import type { Check, Outcome, Verification } from '../result.ts';
import { CLASSES, marksAttribute } from './html-matrix.ts';
import { type Markup, markup, NOTHING } from './markup.ts';
import { countsOf, type Finding, OUTCOMES, type Reason, reasonsOf } from './summary.ts';
import { cut, duration, many, moment, versionsText } from './text.ts';

/** Of what was expected, and of what came; all of it is in the JSON report. */
const MOST_CHARACTERS = 10_000;
const SLOWEST = 20;

/** What was verified, and how. */
export const factsList = ({
  url,
  profile,
  release,
  run,
  started,
  took,
  isStrict,
  versions,
}: Verification): Markup => {
  const facts = [
    ['Target', url],
    ['Profile', profile],
    ['Release', release],
    ['Run', run],
    ['Started', moment(started)],
    ['Took', duration(took)],
    ['Strict', isStrict ? 'yes' : 'no'],
    ['Versions', versions.join(', ')],
  ] as const;
  return markup`<dl class="facts">${facts.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
};

/** How many checks have each outcome. */
export const countsList = (verification: Verification): Markup => {
  const counts = countsOf(verification);
  return markup`<ul class="counts">${OUTCOMES.map(
    (outcome) => markup`<li><i class="${CLASSES[outcome]}"></i> <b>${counts[outcome]}</b> ${outcome}</li>`,
  )}</ul>`;
};

const findingCard = (
  { id, what, versions, expected, came, place, curl }: Finding,
  index: number,
  tried: readonly string[],
): Markup => {
  const marks = marksAttribute(versions.map((version) => ({ version, outcome: 'broken' as const })));
  const number = index + 1;
  return markup`<article id="violation-${number}" aria-labelledby="violation-${number}-what" data-marks="${marks}" data-kind="violation">
<h3 id="violation-${number}-what">${what}</h3>
<p class="at">at ${versionsText(versions, tried)} · <code>${id}</code></p>
<dl>
<div><dt>Expected</dt><dd class="text">${cut(expected, MOST_CHARACTERS)}</dd></div>
<div><dt>Came</dt><dd class="text">${cut(came, MOST_CHARACTERS)}</dd></div>
<div class="whole"><dt>Place in the spec</dt><dd><code>${place}</code></dd></div>
<div class="whole"><dt>Repeat</dt><dd class="curl"><code>${curl}</code><button type="button" class="copy" aria-label="Copy the request of violation ${number}" hidden>Copy</button></dd></div>
</dl>
</article>
`;
};

/** A card for each violation. */
export const violationsSection = (findings: readonly Finding[], versions: readonly string[]): Markup => {
  if (findings.length === 0) return NOTHING;
  return markup`<section aria-labelledby="violations">
<h2 id="violations">${many(findings.length, 'violation')}</h2>
${findings.map((finding, index) => findingCard(finding, index, versions))}
<p class="none" hidden>No violation is as the filter asks.</p>
</section>`;
};

/** The checks of a reason, each told once for its versions. */
const checksList = (checks: readonly Check[], versions: readonly string[]): Markup =>
  markup`<ul>${[...Map.groupBy(checks, ({ id }) => id)].map(
    ([id, its]) =>
      markup`<li>${its[0]?.what ?? ''} <span class="at">at ${versionsText(
        its.map(({ version }) => version),
        versions,
      )} · <code>${id}</code></span></li>`,
  )}</ul>`;

const reasonDetails = ({ reason, checks }: Reason, versions: readonly string[]): Markup =>
  markup`<details data-marks="${marksAttribute(checks)}" data-kind="reason">
<summary><b>${checks.length}</b> ${cut(reason, MOST_CHARACTERS)}</summary>
${checksList(checks, versions)}
</details>
`;

const TITLES: readonly (readonly [outcome: Outcome, title: string])[] = [
  ['not judged', 'Not judged'],
  ['left out', 'Left out'],
];

/** What was not judged and what is left out, by reason. */
export const reasonsSections = (verification: Verification): Markup =>
  markup`${TITLES.map(([outcome, title]) => {
    const reasons = reasonsOf(verification, outcome);
    if (reasons.length === 0) return NOTHING;
    const number = reasons.reduce((sum, { checks }) => sum + checks.length, 0);
    return markup`<section aria-labelledby="${CLASSES[outcome]}">
<h2 id="${CLASSES[outcome]}"><i class="${CLASSES[outcome]}"></i> ${title}: ${many(number, 'check')}</h2>
${reasons.map((reason) => reasonDetails(reason, verification.versions))}
</section>
`;
  })}`;

const LANES = {
  A: 'documented statuses, with Dredd and Prism',
  B: 'cases, over plain HTTP',
} as const satisfies Readonly<Record<Check['lane'], string>>;

const sumOf = (checks: readonly Check[]): number => checks.reduce((sum, { took }) => sum + took, 0);

const slowestRow = ({ took, what, id, version }: Check): Markup =>
  markup`<tr><td class="number">${duration(took)}</td><td class="number">${version}</td><td>${what} <code>${id}</code></td></tr>
`;

/** How long the lanes and the slowest checks took. */
export const timingsSection = ({ checks }: Verification): Markup => {
  const slowest = checks.toSorted((one, other) => other.took - one.took).slice(0, SLOWEST);
  const lanes = Map.groupBy(checks, ({ lane }) => lane);
  return markup`<section aria-labelledby="timings">
<h2 id="timings">Timings</h2>
<ul>${(['A', 'B'] as const).map((lane) => {
    const its = lanes.get(lane) ?? [];
    return markup`<li>Lane ${lane} (${LANES[lane]}): ${many(its.length, 'check')}, ${duration(sumOf(its))} together</li>`;
  })}</ul>
<details>
<summary>The slowest ${many(slowest.length, 'check')}</summary>
<div class="scroll" role="region" tabindex="0" aria-label="The slowest checks">
<table class="timings">
<thead><tr><th scope="col" class="number">Time</th><th scope="col" class="number">Version</th><th scope="col">Check</th></tr></thead>
<tbody>
${slowest.map(slowestRow)}</tbody>
</table>
</div>
</details>
</section>`;
};
