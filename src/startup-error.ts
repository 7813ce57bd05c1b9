/**
 * Something that a person must mend before the service can start: a wrong setting, an unreadable file.
 * The entry point prints the message alone, without a stack, and exits with `exitCode`
 * (78, `EX_CONFIG` of sysexits.h), so that a supervisor can tell it from a crash and not restart in a loop.
 */
export class StartupError extends Error {
  readonly exitCode = 78;
  override readonly name = 'StartupError';
}
