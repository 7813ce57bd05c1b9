/** What the command `npm run clients` must know of a language, to make, build, install and drive its client. */

/** Commands that run in a folder where a client is installed. */
export interface Installed {
  /** Answers calls, a line of JSON each, until its input ends: see `protocol.ts`. */
  readonly driver: readonly string[];
  /** Runs the example of the README with OSG_URL, OSG_TOKEN and OSG_PROJECT in the environment. */
  readonly example: readonly string[];
}

/**
 * All paths are below `dist/clients/<name>`, but for `templates`. What is written by hand lies in `scripts/clients/<name>`:
 *
 * - `package/`: the shell, copied over the generated sources. `@VERSION@`, `@MICROVERSION@` and `@LAST_MICROVERSION@` in it
 *   become the version of the spec and the first and last microversion of the view, `@EXAMPLE@` the text of the example.
 * - `package-before-2.64/`: files that are copied over those of the shell in a view before 2.64, where a group has `policies`.
 * - `templates/`: templates in place of the generator's own.
 * - `example.<extension>`, which compiles with every view, and `driver.<extension>`, which the tests speak to.
 */
export interface Language {
  readonly name: 'typescript' | 'python' | 'go' | 'java';
  /** Ends the names of the language's files, without a dot: `example.<extension>` and `driver.<extension>`. */
  readonly extension: string;
  /** The configuration of OpenAPI Generator, less inputSpec, outputDir and templateDir. */
  readonly generator: Readonly<Record<string, unknown>>;
  /** The folder of the generated sources; '.' for the root. */
  readonly sources: string;
  /**
   * Upstream templates that those in `templates/` replace, as paths in the generator's jar (`python/model_enum.mustache`) →
   * the SHA-256 of upstream's when ours was made of it.
   */
  readonly templates: Readonly<Record<string, string>>;
  /** Commands, run in this order, that build, check strictly (no warning allowed) and pack the client. */
  readonly build: readonly (readonly string[])[];
  /** The packed files, as globs. */
  readonly packed: readonly string[];
  /**
   * Installs the packed files in `folder`, an empty project, puts driver and example there and builds them.
   *
   * @param client `dist/clients/<name>`, built
   * @param folder where the commands that it resolves with run
   */
  readonly install: (client: string, folder: string) => Promise<Installed>;
}
