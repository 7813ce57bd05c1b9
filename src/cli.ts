/** The command `os-server-groups`: the service, the tokens that it knows its callers by, the mock, and the spec. */

import process from 'node:process';
import { backupCommand } from './cli/backup.ts';
import { type Command, misuse, Refusal, runCommand, say } from './cli/command.ts';
import { importCommand } from './cli/import.ts';
import { mockCommand } from './cli/mock.ts';
import { moveCommand } from './cli/move.ts';
import { restoreCommand } from './cli/restore.ts';
import { specCommand } from './cli/spec.ts';
import { tokenCommands } from './cli/token.ts';
import { StartupError } from './startup-error.ts';

const serve: Command = {
  words: 'serve',
  summary: 'Runs the service until it is told to stop.',
  usage: '',
  details: 'Environment variables with the prefix OSG_ configure it: README.md lists them.',
  options: {},
  run: async (_values, [first]) => {
    if (first !== undefined) throw misuse(`"${first}" is one word too many: OSG_… variables configure it.`);
    await import('./main.ts');
  },
};

try {
  await runCommand(
    [
      serve,
      mockCommand,
      ...tokenCommands,
      backupCommand,
      restoreCommand,
      moveCommand,
      importCommand,
      specCommand,
    ],
    process.argv.slice(2),
  );
} catch (error) {
  if (!(error instanceof StartupError || error instanceof Refusal)) throw error;
  say(error.message);
  process.exitCode = error.exitCode;
}
