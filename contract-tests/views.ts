/** What lane A needs to know of the views: their operations, the statuses of each, and how a group is made. */

import { fileOf, ranges, readView } from '../src/views/view.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

export interface Operation {
  readonly method: string;
  /** As in the spec, with `{names}`. */
  readonly path: string;
  readonly operationId: string;
  readonly statuses: readonly string[];
  /** Answers without a token. */
  readonly isPublic: boolean;
  /** Takes the version headers. */
  readonly isVersioned: boolean;
}

export interface View {
  readonly first: string;
  readonly last: string;
  readonly file: string;
  readonly operations: readonly Operation[];
  /** The example request that makes a group; of several the one that says most. */
  readonly creation: Creation;
}

export interface Creation {
  readonly server_group: {
    readonly name: string;
    readonly rules?: { readonly max_server_per_host: number };
  };
}

/** Where groups are made in a version, without a project in the path. */
export const groupsAt = (version: string): string =>
  `${version === '2.0' ? '/v2' : '/v2.1'}/os-server-groups`;

interface Ref {
  readonly $ref: string;
}

interface Content {
  readonly 'application/json': {
    readonly examples: Readonly<Record<string, { readonly value: unknown } | Ref>>;
  };
}

interface DocumentOperation {
  readonly operationId: string;
  readonly security?: readonly unknown[];
  readonly responses: Readonly<Record<string, unknown>>;
  readonly requestBody?: { readonly content: Content };
}

interface PathItem extends Partial<Record<(typeof METHODS)[number], DocumentOperation>> {
  readonly parameters?: readonly Ref[];
}

interface Document {
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: { readonly examples: Readonly<Record<string, { readonly value: unknown }>> };
}

const lastSegment = ({ $ref }: Ref): string => $ref.split('/').at(-1) ?? '';

const operationsOf = ({ paths }: Document): Operation[] =>
  Object.entries(paths).flatMap(([path, pathItem]) =>
    METHODS.flatMap((method) => {
      const operation = pathItem[method];
      if (operation === undefined) return [];
      return {
        method: method.toUpperCase(),
        path,
        operationId: operation.operationId,
        statuses: Object.keys(operation.responses),
        isPublic: operation.security?.length === 0,
        isVersioned:
          pathItem.parameters?.some((each) => lastSegment(each) === 'OpenStackApiVersion') ?? false,
      };
    }),
  );

const creationOf = ({ paths, components }: Document, version: string): Creation => {
  const { content } = paths[groupsAt(version)]?.post?.requestBody ?? {};
  const examples = Object.values(content?.['application/json'].examples ?? {});
  const values = examples.map((each) =>
    '$ref' in each ? components.examples[lastSegment(each)]?.value : each.value,
  );
  return values.toSorted((a, b) => JSON.stringify(b).length - JSON.stringify(a).length)[0] as Creation;
};

/** All views, the oldest first. */
export const readViews = (): View[] =>
  ranges.map(({ first, last }) => {
    const document = readView(first) as unknown as Document;
    return {
      first,
      last,
      file: fileOf(first),
      operations: operationsOf(document),
      creation: creationOf(document, first),
    };
  });
