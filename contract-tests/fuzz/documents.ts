/** What the views say of each operation that a valid request is made from. */

import { readFileSync } from 'node:fs';
import { type Operation, readViews, type View } from '../views.ts';

export interface Documented {
  readonly view: View;
  readonly operation: Operation;
  /** Its example bodies; none where it takes no body. */
  readonly bodies: readonly unknown[];
  /** The statuses whose answers have no body. */
  readonly empty: readonly number[];
}

interface Example {
  readonly value: unknown;
}

interface Ref {
  readonly $ref: string;
}

interface Content {
  readonly content?: { readonly 'application/json': { readonly examples?: Record<string, Example | Ref> } };
}

interface Described {
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content | Ref>>;
}

interface Schema {
  /** Of a fault below `/v1`, whose codes are not its status. */
  readonly 'x-fault-status'?: number;
  readonly properties?: {
    readonly error?: { readonly properties: { readonly code: { readonly enum: readonly string[] } } };
  };
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly examples: Readonly<Record<string, Example>>;
    readonly responses: Readonly<Record<string, Content>>;
  };
}

const lastSegment = ({ $ref }: Ref) => $ref.split('/').at(-1) ?? '';

const views = readViews();

const documentOf = ({ file }: View): Document => JSON.parse(readFileSync(file, 'utf8'));

const documentedIn = (view: View): Documented[] => {
  const { paths, components } = documentOf(view);
  const valueIn = (example: Example | Ref) =>
    '$ref' in example ? components.examples[lastSegment(example)]?.value : example.value;
  const isEmpty = (response: Content | Ref) =>
    ('$ref' in response ? components.responses[lastSegment(response)] : response)?.content === undefined;
  return view.operations.map((operation) => {
    const { requestBody, responses } = (paths[operation.path] as Record<string, Described>)[
      operation.method.toLowerCase()
    ] as Described;
    const examples = Object.values(requestBody?.content?.['application/json'].examples ?? {});
    const empty = Object.entries(responses).filter(([, response]) => isEmpty(response));
    return { view, operation, bodies: examples.map(valueIn), empty: empty.map(([status]) => Number(status)) };
  });
};

/** Each operation of each view. */
export const documented: readonly Documented[] = views.flatMap(documentedIn);

/** The codes that a fault of a status may have below `/v1`. */
export const ecsCodes: ReadonlyMap<number, readonly string[]> = new Map(
  views
    .flatMap((view) => Object.values(documentOf(view).components.schemas))
    .flatMap(({ 'x-fault-status': status, properties }) =>
      status === undefined ? [] : [[status, properties?.error?.properties.code.enum ?? []] as const],
    ),
);
