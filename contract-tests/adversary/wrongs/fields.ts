/** Servers whose successes have a wrong field, out of the views: each field of each body, in each version that changes one. */

import { deref, ranges, readView, type Schema, type View } from '../../../src/views/view.ts';
import type { Body, Fields } from '../wire.ts';
import { says, type Wrong, wrong } from '../wrong.ts';
import { type Probe, probesAt } from './probes.ts';

/** Names from the body inwards; `*` stands for each of a list. */
type Place = readonly string[];

interface Field {
  readonly place: Place;
  readonly schema: Schema & { readonly nullable?: boolean; readonly additionalProperties?: unknown };
  readonly isRequired: boolean;
}

const fieldsOf = (view: View, given: Schema, place: Place = [], isRequired = true): Field[] => {
  const schema = deref<Schema>(view, given as { $ref: string });
  const inner = Object.entries(schema.properties ?? {}).flatMap(([name, each]) =>
    fieldsOf(view, each, [...place, name], isRequired && (schema.required?.includes(name) ?? false)),
  );
  const items = schema.items === undefined ? [] : fieldsOf(view, schema.items, [...place, '*'], isRequired);
  return [{ place, schema, isRequired }, ...inner, ...items];
};

/** Does something to each value at a place: it is told what holds the value, and under which name. */
const each = (
  value: unknown,
  [name = '', ...rest]: Place,
  change: (holder: Fields, name: string) => void,
): void => {
  if (typeof value !== 'object' || value === null) return;
  const holder = value as Fields;
  for (const key of name === '*' ? Object.keys(holder) : name in holder ? [name] : []) {
    if (rest.length === 0) change(holder, key);
    else each(holder[key], rest, change);
  }
};

const OF_WRONG_TYPE: Readonly<Record<string, (value: unknown) => unknown>> = {
  string: () => 5,
  integer: String,
  boolean: String,
  array: () => ({}),
  object: () => [],
};

/** A value of the right type that the schema does not have. */
const misshapen = ({
  type,
  format,
  pattern,
  minLength,
  minimum,
  minItems,
}: Field['schema'] & { minItems?: number }): unknown => {
  if (type === 'string' && (format ?? pattern) !== undefined) return 'x y';
  if (type === 'string' && minLength !== undefined) return '';
  if (type === 'integer' && minimum !== undefined) return minimum - 1;
  if (type === 'array' && minItems !== undefined) return [];
  return undefined;
};

interface Change {
  readonly name: string;
  readonly what: string;
  readonly fits: (field: Field) => boolean;
  readonly change: (holder: Fields, key: string, schema: Field['schema']) => void;
}

/** Another value in the place of the one that is there. */
const put =
  (make: (schema: Field['schema'], value: unknown) => unknown): Change['change'] =>
  (holder, key, schema) => {
    holder[key] = make(schema, holder[key]);
  };

const CHANGES: readonly Change[] = [
  {
    name: 'missing',
    what: 'is missing',
    fits: ({ place, isRequired }) => isRequired && place.at(-1) !== '*',
    change: (holder, key) => delete holder[key],
  },
  {
    name: 'renamed',
    what: 'has another name',
    fits: ({ place }) => place.length === 1,
    change: (holder, key) => {
      holder.result = holder[key];
      delete holder[key];
    },
  },
  {
    name: 'null',
    what: 'is null',
    fits: ({ schema }) => schema.nullable !== true,
    change: put(() => null),
  },
  {
    name: 'type',
    what: 'is of a wrong type',
    fits: () => true,
    change: put(({ type = 'string' }, value) => OF_WRONG_TYPE[type]?.(value)),
  },
  {
    name: 'format',
    what: 'is of a wrong format',
    fits: ({ schema }) => misshapen(schema) !== undefined,
    change: put(misshapen),
  },
  {
    name: 'value',
    what: 'has a value that is none of those',
    fits: ({ schema }) => schema.enum !== undefined,
    change: put(() => 'x'),
  },
  {
    name: 'extra',
    what: 'has a field that nobody has heard of',
    fits: ({ schema }) => schema.additionalProperties === false,
    change: put((_, value) => ({ ...(value as Fields), extra: 1 })),
  },
];

const told = (place: Place): string => place.join('.') || 'the body';

const ofProbe = (view: View, version: string, probe: Probe, schema: Schema): Wrong[] =>
  fieldsOf(view, schema)
    .filter(({ place }) => place.length > 0 && !probe.without?.includes(told(place)))
    .flatMap((field) =>
      CHANGES.filter(({ fits }) => fits(field)).map(({ name, what, change }) =>
        wrong(
          `fields/${version}-${probe.of}-${told(field.place)}-${name}`,
          `at ${version}, ${told(field.place)} of ${probe.of} ${what}`,
          probe.noticedBy,
          says({ of: probe.of }, (body) =>
            each(body, field.place, (holder, key) => change(holder, key, field.schema)),
          ),
          probe.at ?? version,
        ),
      ),
    );

/** Fields of a group that some versions have and others have not. */
const OF_SOME: Fields = {
  policies: ['anti-affinity'],
  metadata: {},
  policy: 'anti-affinity',
  rules: {},
  project_id: '9c53a566cb3443ab910cf0daebca90c4',
  user_id: 'someone',
};

const groupsIn = ({ server_group, server_groups }: Partial<Body>): Fields[] =>
  server_groups ?? (server_group === undefined ? [] : [server_group]);

const ofOthers = (version: string, probe: Probe, has: readonly string[]): Wrong[] =>
  Object.entries(OF_SOME)
    .filter(([name]) => !has.includes(name))
    .map(([name, value]) =>
      wrong(
        `fields/${version}-${probe.of}-${name}-of-another-version`,
        `at ${version}, a group of ${probe.of} has the field ${name}, which other versions have`,
        probe.noticedBy,
        says({ of: probe.of }, (body) => {
          for (const group of groupsIn(body)) group[name] = value;
        }),
        probe.at ?? version,
      ),
    );

export const fields: readonly Wrong[] = ranges.flatMap(({ first }) => {
  const view = readView(first);
  return probesAt(first).flatMap(({ probe, response }) => {
    const schema = response.content?.['application/json'].schema;
    if (schema === undefined) return [];
    const all = fieldsOf(view, schema);
    const names = all.filter(({ place }) => /^server_groups?(\.\*)?\.[^.]+$/.test(told(place)));
    return [
      ...ofProbe(view, first, probe, schema),
      ...(names.length === 0
        ? []
        : ofOthers(
            first,
            probe,
            names.map(({ place }) => place.at(-1) ?? ''),
          )),
    ];
  });
});
