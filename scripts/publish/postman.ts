/**
 * The requests of the API as a Postman collection (format 2.1). Made by ourselves: converters know one document, and this
 * collection is that of two views; and they give each request a new random id, with which no two makings are the same.
 */

import { v5 } from 'uuid';
import { isObject, type JsonObject, objectAt, operations } from '../generate/document.ts';
import type { DocumentSet, View } from './documents.ts';
import { headerOf, LATEST, requestOf } from './postman-request.ts';

/** The ids are made of operation ids, so that a newer collection takes the place of an older one. */
const NAMESPACE = '1c9a1c05-5d0a-5a6c-8c0e-3d6f0d1c7a64';

const SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

/** Each operation in the newest view that has it, with its document. */
const newestOperations = (views: readonly View[]) => {
  const found = new Map<string, ReturnType<typeof requestOf> & { id: string; tag: string }>();
  for (const { document } of views.toReversed()) {
    for (const each of operations(document)) {
      const id = String(each.operation.operationId);
      const [tag = ''] = Array.isArray(each.operation.tags) ? each.operation.tags : [];
      if (!found.has(id)) found.set(id, { id, tag: String(tag), ...requestOf(document, each) });
    }
  }
  return [...found.values()];
};

const variable = (key: string, value: string, description: string) => ({ key, value, description });

/** The collection: a folder for each tag of the bundle, a request for each operation, with the answers of its examples. */
export const postmanOf = ({ bundle, version, views }: DocumentSet): JsonObject => {
  const all = newestOperations(views);
  const tags = Array.isArray(bundle.tags) ? bundle.tags.filter(isObject) : [];
  const [server] = Array.isArray(bundle.servers) ? bundle.servers.filter(isObject) : [];
  const { title = '', description = '' } = objectAt(bundle, 'info');
  return {
    info: {
      _postman_id: v5('collection', NAMESPACE),
      name: `${title} ${version}`,
      description,
      schema: SCHEMA,
    },
    auth: {
      type: 'apikey',
      apikey: [
        { key: 'key', value: headerOf(bundle), type: 'string' },
        { key: 'value', value: '{{token}}', type: 'string' },
        { key: 'in', value: 'header', type: 'string' },
      ],
    },
    variable: [
      variable('baseUrl', String(server?.url ?? ''), 'Where the service is, without a path.'),
      variable('token', '', 'A token for the project.'),
      variable('project', '9c53a566cb3443ab910cf0daebca90c4', 'The id of the project of the token.'),
      variable('microversion', views.at(-1)?.range.last ?? LATEST, 'The microversion to speak.'),
    ],
    item: tags.map((tag) => ({
      id: v5(`folder ${tag.name}`, NAMESPACE),
      name: tag.name ?? '',
      description: tag.description ?? '',
      item: all
        .filter((each) => each.tag === tag.name)
        .map(({ id, name, request, response }) => ({
          id: v5(id, NAMESPACE),
          name,
          request,
          response: response.map((each) => ({ id: v5(`${id} ${each.name}`, NAMESPACE), ...each })),
        })),
    })),
  };
};
