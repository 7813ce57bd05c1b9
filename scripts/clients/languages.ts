/** The languages that there are clients in, in the order in which they are shown. */

import { go } from './go/language.ts';
import { java } from './java/language.ts';
import type { Language } from './language.ts';
import { python } from './python/language.ts';
import { typescript } from './typescript/language.ts';

export const languages: readonly Language[] = [typescript, python, go, java];
