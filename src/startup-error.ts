/**
 * Something that a person must mend before the service can start: a wrong setting, an unreadable file.
 * The entry point prints the message alone, without a stack, and exits with `exitCode`, so that a supervisor can tell it from a
 * crash: 78 (`EX_CONFIG` of sysexits.h) where another start would end in the same way, 75 (`EX_TEMPFAIL`) where what is missing
 * may come by itself, such as a database that starts later.
 */
export class StartupError extends Error {
  override readonly name = 'StartupError';
  readonly exitCode: 75 | 78;
  constructor(message: string, { exitCode = 78, ...options }: ErrorOptions & { exitCode?: 75 | 78 } = {}) {
    super(message, options);
    this.exitCode = exitCode;
  }
}
