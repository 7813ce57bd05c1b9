/** Texts for people, among them what a server sent, which may be hostile. */

/** What nobody sees, or what a terminal obeys: controls (escape sequences too), marks of direction, odd separators, lone surrogates. */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

const hexOf = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** What cannot be seen, as `\u001b`, the notation of JSON. */
export const visible = (text: string): string =>
  text.replace(INVISIBLE, (character) => character.split('').map(hexOf).join(''));

/** As `visible`, but line breaks and tabs stay. */
export const visibleLines = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replace(INVISIBLE, (character) => (/[\n\t]/.test(character) ? character : visible(character)));

/** `1 check`, `2 checks`. */
export const many = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** At most so many characters of a text, and how many are left out. */
export const cut = (text: string, most: number): string => {
  if (text.length <= most) return text;
  const kept = text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
  return `${kept}… (${many(text.length - kept.length, 'more character')})`;
};

/** `340 ms`, `2.5 s`, `3 min 20 s`. */
export const duration = (milliseconds: number): string => {
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
};

/** `2026-11-02 03:51:09 UTC` of what ISO 8601 says; other texts stay as they are. */
export const moment = (iso: string): string =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(iso)
    ? `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`
    : iso;

/** Runs of neighbours among those that were tried: `2.0, 2.13 to 2.64`; `all versions` where it is all of several. */
export const versionsText = (some: Iterable<string>, tried: readonly string[]): string => {
  const wanted = new Set(some);
  const unknown = [...wanted].filter((version) => !tried.includes(version));
  if (unknown.length === 0 && tried.length > 1 && wanted.size === tried.length) return 'all versions';
  const runs: string[][] = [];
  for (const [index, version] of tried.entries()) {
    if (!wanted.has(version)) continue;
    const isNeighbour = wanted.has(tried[index - 1] ?? '');
    if (isNeighbour) runs.at(-1)?.push(version);
    else runs.push([version]);
  }
  const texts = runs.flatMap((run) => (run.length > 2 ? `${run[0]} to ${run.at(-1)}` : run));
  return [...texts, ...unknown].join(', ');
};
