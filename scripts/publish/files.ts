/** All files that are published of one version, made in memory. */

import { stringify } from 'yaml';
import { isObject, type JsonObject, objectAt } from '../generate/document.ts';
import { sumsOf } from './checksums.ts';
import { dereference } from './dereference.ts';
import { type DocumentSet, inWords, type View } from './documents.ts';
import { indexJson, indexPage } from './index-page.ts';
import { asJsonSchema, DIALECT } from './json-schema.ts';
import { postmanOf } from './postman.ts';

/** Begins the `$id` of each schema. It is a name: nothing need be there. */
export const SCHEMA_BASE = 'https://os-server-groups.github.io/os-server-groups/spec/';

export interface PublishedFile {
  readonly name: string;
  /** What it is, for people. */
  readonly what: string;
  readonly section: 'One document for all microversions' | 'Views' | 'JSON Schemas' | 'Postman' | 'Latest';
  readonly text: string;
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** In YAML as in `generated/`. */
export const yaml = (value: JsonObject) => stringify(value, { aliasDuplicateObjects: false, lineWidth: 0 });

/** A document in its three forms. */
const documentFiles = (
  stem: string,
  document: JsonObject,
  about: Omit<PublishedFile, 'name' | 'text'>,
): PublishedFile[] => [
  { ...about, name: `${stem}.json`, text: json(document) },
  { ...about, name: `${stem}.yaml`, text: yaml(document), what: `${about.what}, in YAML` },
  {
    ...about,
    name: `${stem}-dereferenced.json`,
    text: json(dereference(document)),
    what: `${about.what}, for tools that cannot follow a $ref`,
  },
];

/** The schemas of a view, a file for each. */
const schemaFiles = (version: string, { range, document }: View): PublishedFile[] =>
  Object.entries(objectAt(objectAt(document, 'components'), 'schemas')).flatMap(([schemaName, schema]) => {
    if (!isObject(schema)) return [];
    const name = `schemas-${version}/${range.first}/${schemaName}.json`;
    const head = { $schema: DIALECT, $id: SCHEMA_BASE + name, title: schemaName };
    const text = json({ ...head, ...asJsonSchema(schema) });
    return [{ name, text, section: 'JSON Schemas', what: `${schemaName}, ${inWords(range)}` }];
  });

const VIEWS = 'Views';

/** What stands for one version: documents, schemas and the collection. */
const versionFiles = (set: DocumentSet): PublishedFile[] => {
  const { version, bundle, views } = set;
  return [
    ...documentFiles(`openapi-${version}`, bundle, {
      section: 'One document for all microversions',
      what: 'The whole API',
    }),
    ...views.flatMap(({ range, document }) =>
      documentFiles(`openapi-${version}-view-${range.first}`, document, {
        section: VIEWS,
        what: `The API ${range.first === '2.0' ? '' : 'in the microversions '}${inWords(range)}`,
      }),
    ),
    {
      name: `postman-${version}.json`,
      section: 'Postman',
      what: 'The requests as a Postman collection (format 2.1)',
      text: json(postmanOf(set)),
    },
    ...views.flatMap((view) => schemaFiles(version, view)),
  ];
};

/** The same bytes under a name that stays; the schemas have none, since an `$id` names one version. */
const latestOf = (files: readonly PublishedFile[], version: string): PublishedFile[] =>
  files
    .filter(({ section }) => section !== 'JSON Schemas')
    .map((file) => ({
      ...file,
      section: 'Latest',
      name: file.name.replace(`-${version}`, '-latest'),
      what: `The same as ${file.name}`,
    }));

/** Name → text of all files, the index and `SHA256SUMS` among them. The same documents give the same bytes. */
export const publishedFiles = (set: DocumentSet): Map<string, string> => {
  const own = versionFiles(set);
  const all = [...own, ...latestOf(own, set.version)];
  const files = new Map(all.map(({ name, text }) => [name, text]));
  files.set('index.json', json(indexJson(set, all)));
  files.set('index.html', indexPage(set, all));
  return files.set('SHA256SUMS', sumsOf(files));
};
