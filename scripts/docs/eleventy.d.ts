/** What is used here of Eleventy and of markdown-it, which comes with it; neither brings types. */

declare module '@11ty/eleventy' {
  export interface Token {
    readonly type: string;
    tag: string;
    readonly level: number;
    readonly info: string;
    readonly content: string;
    hidden: boolean;
    attrGet(name: string): string | null;
    attrSet(name: string, value: string): void;
  }

  /** The data of the page goes through markdown-it as its `env`. */
  interface Env {
    readonly page?: { readonly fileSlug: string };
  }

  type Rule = (tokens: Token[], index: number, options: unknown, env: Env, renderer: Renderer) => string;

  interface Renderer {
    readonly rules: Record<string, Rule | undefined>;
    renderToken(tokens: Token[], index: number, options: unknown): string;
  }

  export interface Markdown {
    readonly renderer: Renderer;
    readonly core: {
      readonly ruler: { push(name: string, rule: (state: { tokens: Token[] }) => void): void };
    };
    readonly utils: { escapeHtml(text: string): string };
    render(text: string): string;
    renderInline(text: string): string;
  }

  interface Page {
    readonly data: Readonly<Record<string, unknown>>;
  }

  export interface Config {
    setLiquidOptions(options: Readonly<Record<string, unknown>>): void;
    setQuietMode(quiet: boolean): void;
    setUseGitIgnore(use: boolean): void;
    amendLibrary(name: 'md', amend: (markdown: Markdown) => void): void;
    addFilter(name: string, filter: (value: never) => unknown): void;
    addShortcode(name: string, shortcode: (...words: string[]) => string): void;
    addCollection(name: string, make: (pages: { getAll(): Page[] }) => Page[]): void;
    addGlobalData(name: string, data: unknown): void;
    addPassthroughCopy(from: Readonly<Record<string, string>>): void;
  }

  interface Options {
    readonly configPath: false | string;
    readonly quietMode: boolean;
    readonly config: (config: Config) => void;
  }

  // biome-ignore lint/style/noDefaultExport: Eleventy has no other
  export default class Eleventy {
    constructor(input: string, output: string, options: Options);
    disableLogger(): void;
    write(): Promise<unknown>;
  }
}
