/** JSON and values as Python writes them. */

import { repr } from '../../src/views/python.ts';

const text = (value: string): string =>
  JSON.stringify(value).replaceAll(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** As `json.dumps` does: blanks after commas and colons, and nothing beyond ASCII. */
export const dumps = (value: unknown): string => {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return `[${value.map(dumps).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const pairs = Object.entries(value).map(([key, each]) => `${text(key)}: ${dumps(each)}`);
  return `{${pairs.join(', ')}}`;
};

const VALUE = /^(Invalid input for [^.]*\. Value: )(?=[{[]|null\b|true\b|false\b)(.*)$/s;

/** A message of a refusal, in which JSON stands as the value; as Python's `str` writes that, it says the same. */
export const inPython = (message: string): string => {
  const [, head = '', rest = ''] = VALUE.exec(message) ?? [];
  for (let end = rest.indexOf('. '); end !== -1; end = rest.indexOf('. ', end + 1)) {
    try {
      return `${head}${repr(JSON.parse(rest.slice(0, end)))}${rest.slice(end)}`;
    } catch {
      // The value goes on after this full stop, or it was cut.
    }
  }
  return message;
};
