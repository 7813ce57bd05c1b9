/** Runs OpenAPI Generator, in the version of `openapitools.json`. */

import { execFile } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Whether there is a Java to run OpenAPI Generator with. */
export const hasJava = async (): Promise<boolean> => {
  try {
    await promisify(execFile)('java', ['-version']);
    return true;
  } catch {
    return false;
  }
};

/**
 * Runs it with these arguments. The first run downloads it from Maven Central.
 *
 * @throws {Error} with its own last words when it fails
 */
export const runGenerator = async (args: readonly string[]): Promise<void> => {
  const cli = path.join(ROOT, 'node_modules/@openapitools/openapi-generator-cli/main.js');
  try {
    const options = { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 };
    await promisify(execFile)(process.execPath, [cli, ...args], options);
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    const words = `${stdout}\n${stderr}`.trim().split('\n').slice(-15).join('\n');
    throw new Error(`OpenAPI Generator failed:\n${words}`);
  }
};
