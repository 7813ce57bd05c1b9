import { readFileSync } from 'node:fs';
import { StartupError } from './startup-error.ts';

/**
 * What stands in a file that a setting names, without the line's end.
 *
 * @param holds what shall stand there
 * @throws {StartupError} that shows nothing of the setting's value: it may be a secret that stands in the wrong one
 */
export const readSettingFile = (file: string, variable: string, holds = 'what it shall hold'): string => {
  try {
    const text = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
    if (text !== '') return text;
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new StartupError(
      `The file that ${variable} names cannot be read (${reason}). Set it to the path of a file that ` +
        'the user who runs the service may read.',
    );
  }
  throw new StartupError(`The file that ${variable} names is empty. Put ${holds} into it.`);
};
