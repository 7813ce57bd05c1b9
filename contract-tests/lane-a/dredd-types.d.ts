/** What is used of Dredd, which has no types. */

declare module 'dredd' {
  namespace Dredd {
    /** What is made of a document. */
    type Descriptions = readonly {
      readonly location: string;
      readonly mediaType: string;
      readonly transactions: readonly object[];
      readonly annotations: readonly object[];
    }[];
  }
  class Dredd {
    constructor(configuration: object);
    prepareAPIdescriptions(done: (error?: Error | null, descriptions?: Dredd.Descriptions) => void): void;
    run(done: (error?: Error | null) => void): void;
  }
  export = Dredd;
}

declare module 'dredd/build/reporters/reporterOutputLogger.js' {
  const module: { readonly default: { readonly transports: { readonly console: { silent: boolean } } } };
  export = module;
}
