/** Where the clients are made, and what they are made of. */

import path from 'node:path';
import { ROOT } from '../command.ts';
import type { Language } from './language.ts';

/** The folder with what is written by hand for a language. */
export const handwritten = ({ name }: Language): string => path.join(import.meta.dirname, name);

/** The example of the README, which the documentation shows too. */
export const exampleFile = (language: Language): string =>
  path.join(handwritten(language), `example.${language.extension}`);

export const CLIENTS = path.join(ROOT, 'dist/clients');
