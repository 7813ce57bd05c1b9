/** Installs a client that was built, as its users do, with its driver and its example. */

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../command.ts';
import type { Installed, Language } from './language.ts';

export type InstalledClient = Installed & { readonly name: Language['name']; readonly folder: string };

/**
 * Installs it in a folder of its own.
 *
 * @param clients where the clients were built
 * @param parent where that folder goes
 * @throws {Failure} with what the tools of the language said
 */
export const installClient = async (
  language: Language,
  clients: string,
  parent: string,
): Promise<InstalledClient> => {
  const folder = path.join(parent, language.name);
  await mkdir(folder, { recursive: true });
  const commands = await language
    .install(path.join(clients, language.name), folder)
    .catch((error: Error & { stdout?: string; stderr?: string }) => {
      const said = `${error.stdout ?? ''}${error.stderr ?? ''}`.trim();
      throw new Failure(`${language.name}: what was packed cannot be installed: ${error.message}\n${said}`);
    });
  return { ...commands, name: language.name, folder };
};
