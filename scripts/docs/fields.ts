/** A schema as rows of a table: what each field is called, what it may hold, and what it means. */

export interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly nullable?: boolean;
  readonly pattern?: string;
  readonly default?: unknown;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface Field {
  /** With the objects that it lies in: `server_group.rules.max_server_per_host`; `[]` stands for each of an array. */
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly description: string | undefined;
}

const between = (least: number | undefined, most: number | undefined, unit: string): string | undefined => {
  if (least === undefined && most === undefined) return undefined;
  if (least === most) return `${least}${unit}`;
  if (most === undefined) return `at least ${least}${unit}`;
  return least === undefined ? `at most ${most}${unit}` : `${least} to ${most}${unit}`;
};

/** Formats that readers know; the others are the validator's own, and the description says what they mean. */
const FORMATS: readonly string[] = ['uuid', 'uri', 'date-time'];
/** A pattern that can be read; of a longer one the description says what it means. */
const READABLE = /^[\x21-\x7e]{1,40}$/;

/** What a value may be, in a few words of Markdown. */
export const typeOf = (schema: Schema): string => {
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(', or ');
  if (schema.enum) return schema.enum.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
  const { type = 'any', format = '', pattern = '' } = schema;
  return [
    type === 'array' ? `array of ${schema.items?.type ?? 'any'}s` : type,
    FORMATS.includes(format) ? format : undefined,
    schema.nullable ? 'or null' : undefined,
    between(schema.minimum, schema.maximum, ''),
    between(schema.minLength, schema.maxLength, ' characters'),
    between(schema.minItems, schema.maxItems, ' of them'),
    READABLE.test(pattern) ? `as \`${pattern}\`` : undefined,
    schema.default === undefined ? undefined : `default \`${JSON.stringify(schema.default)}\``,
  ]
    .filter((word) => word !== undefined)
    .join(', ');
};

/** The fields of a schema, each followed by those in it. */
export const fieldsOf = (schema: Schema, within = ''): Field[] => {
  if (schema.items) return fieldsOf(schema.items, `${within}[]`);
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    const name = within === '' ? key : `${within}.${key}`;
    const isRequired = schema.required?.includes(key) ?? false;
    return [
      { name, type: typeOf(property), isRequired, description: property.description },
      ...fieldsOf(property, name),
    ];
  });
};
