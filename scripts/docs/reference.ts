/** The API as the pages of the reference show it: one page for each view, its operations once, whatever their prefixes. */

import { ranges, readView } from '../../src/views/view.ts';
import type { JsonObject } from '../generate/document.ts';
import { dereference } from '../publish/dereference.ts';
import { type Field, fieldsOf, type Schema, typeOf } from './fields.ts';

interface Example {
  /** By which the mock gives it; none where there is but one without a name. */
  readonly name: string | undefined;
  readonly summary: string | undefined;
  readonly value: unknown;
}

interface Body {
  readonly description: string | undefined;
  readonly fields: readonly Field[];
  readonly examples: readonly Example[];
}

interface ShownOperation {
  readonly id: string;
  readonly method: string;
  /** The first is the one that clients use; the others do the same. */
  readonly paths: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly (Field & { readonly in: string })[];
  readonly request: Body | undefined;
  readonly successes: readonly (Body & { readonly status: string })[];
  readonly failures: readonly (Body & { readonly status: string })[];
}

export interface ReferenceView {
  readonly first: string;
  readonly last: string;
  /** `2.64 – 2.74`. */
  readonly versions: string;
  readonly isNewest: boolean;
  readonly introduction: string;
  readonly groups: readonly {
    readonly name: string;
    readonly description: string;
    readonly operations: readonly ShownOperation[];
  }[];
}

/** What is read of a view that has no `$ref` any more. */
interface Content {
  readonly description?: string;
  readonly content?: Readonly<
    Record<
      string,
      { schema: Schema; example?: unknown; examples?: Readonly<Record<string, Omit<Example, 'name'>>> }
    >
  >;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
  readonly 'x-handler': string;
}

interface Document {
  readonly info: { readonly description: string };
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const METHODS = ['get', 'post', 'put', 'delete'];

const bodyOf = ({ description, content }: Content): Body => {
  const { schema = {}, example, examples = {} } = content?.['application/json'] ?? {};
  return {
    description,
    fields: fieldsOf(schema),
    examples: [
      ...(example === undefined ? [] : [{ name: undefined, summary: undefined, value: example }]),
      ...Object.entries(examples).map(([name, { summary, value }]) => ({ name, summary, value })),
    ],
  };
};

const parameterOf = ({ name, required = false, description, schema, ...rest }: Parameter) => ({
  name,
  in: rest.in,
  type: typeOf(schema),
  isRequired: required,
  description,
});

interface Found extends Operation {
  readonly method: string;
  readonly path: string;
  readonly all: readonly Parameter[];
}

const operationsIn = ({ paths }: Document): Found[] =>
  Object.entries(paths).flatMap(([path, pathItem]) =>
    METHODS.filter((method) => method in pathItem).map((method) => {
      const operation = pathItem[method] as Operation;
      const shared = (pathItem.parameters ?? []) as readonly Parameter[];
      return { ...operation, method, path, all: [...shared, ...(operation.parameters ?? [])] };
    }),
  );

const shown = (variants: readonly [Found, ...Found[]]): ShownOperation => {
  const [operation] = variants;
  const responses = Object.entries(operation.responses).map(([status, response]) => ({
    status,
    ...bodyOf(response),
  }));
  return {
    id: operation['x-handler'],
    method: operation.method.toUpperCase(),
    paths: variants.map(({ path }) => path),
    summary: operation.summary,
    description: operation.description,
    parameters: operation.all.map(parameterOf),
    request: operation.requestBody && bodyOf(operation.requestBody),
    successes: responses.filter(({ status }) => status < '300'),
    failures: responses.filter(({ status }) => status >= '300'),
  };
};

const viewOf = ({ first, last }: { first: string; last: string }): ReferenceView => {
  const document = dereference(readView(first) as unknown as JsonObject) as unknown as Document;
  const variants = Map.groupBy(operationsIn(document), (operation) => operation['x-handler']);
  const operations = [...variants.values()] as [Found, ...Found[]][];
  return {
    first,
    last,
    versions: first === last ? first : `${first} – ${last}`,
    isNewest: last === ranges.at(-1)?.last,
    introduction: document.info.description,
    groups: document.tags
      .map(({ name, description }) => ({
        name,
        description,
        operations: operations.filter(([{ tags }]) => tags.includes(name)).map(shown),
      }))
      .filter((group) => group.operations.length > 0),
  };
};

/** All views, the newest first. */
export const referenceViews = (): ReferenceView[] => ranges.map(viewOf).reverse();
