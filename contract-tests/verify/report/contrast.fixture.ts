/** How well the texts of a page can be read, as a browser paints them. */

import type { Page } from 'playwright-core';

/** Runs in the page; WCAG 2.2 says how contrast is reckoned, and that 4.5 is enough for every text. */
const SCRIPT = `(() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = numbers(colour).map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element, colour) =>
    numbers(colour)[3] === 0 ? ground(element.parentElement, getComputedStyle(element.parentElement).backgroundColor) : colour;
  const contrast = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
  const texts = [...document.body.querySelectorAll('*')]
    .filter((element) => element.checkVisibility() && (hasText(element) || element.matches('input, select')));
  const painted = [
    ...texts.map((element) => [element, null]),
    ...[...document.querySelectorAll('h1')].map((element) => [element, '::before']),
    ...[...document.querySelectorAll('input')].map((element) => [element, '::placeholder']),
  ];
  const contrasts = painted.map(([element, part]) => {
    const { color, backgroundColor } = getComputedStyle(element, part);
    const own = numbers(backgroundColor)[3] === 0 ? getComputedStyle(element).backgroundColor : backgroundColor;
    return [element.outerHTML.slice(0, 80) + (part ?? ''), contrast(color, ground(element, own))];
  });
  return { number: contrasts.length, faint: contrasts.filter(([, much]) => !(much >= 4.5)) };
})()`;

export interface Contrasts {
  /** How many texts there are. */
  readonly number: number;
  /** Those that are hard to read, with their contrast. */
  readonly faint: readonly (readonly [text: string, contrast: number])[];
}

export const contrastsOf = (page: Page): Promise<Contrasts> => page.evaluate<Contrasts>(SCRIPT);
