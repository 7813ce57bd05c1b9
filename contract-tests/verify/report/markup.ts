/** HTML that is made of texts: whatever is put into a template is escaped, unless a template made it. */

import { visibleLines } from './text.ts';

/** HTML as it stands. Only `markup` makes it from what may be hostile. */
export interface Markup {
  readonly html: string;
}

type Part = string | number | Markup | readonly Part[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string =>
  visibleLines(text).replace(/[&<>"']/g, (each) => ENTITIES[each] ?? '');

const htmlOf = (part: Part): string => {
  if (typeof part === 'object') return 'html' in part ? part.html : part.map(htmlOf).join('');
  return escaped(String(part));
};

/** A template whose parts are escaped, for element content and for attributes in double quotes. */
export const markup = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  html: strings.map((text, index) => (index === 0 ? text : htmlOf(parts[index - 1] ?? '') + text)).join(''),
});

export const NOTHING = markup``;
