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

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: {
    readonly examples: Readonly<Record<string, Example>>;
    readonly responses: Readonly<Record<string, Content>>;
  };
}

const lastSegment = ({ $ref }: Ref) => $ref.split('/').at(-1) ?? '';

const documentedIn = (view: View): Documented[] => {
  const { paths, components }: Document = JSON.parse(readFileSync(view.file, 'utf8'));
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
export const documented: readonly Documented[] = readViews().flatMap(documentedIn);
