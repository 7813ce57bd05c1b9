import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { ROOT } from '../command.ts';
import { lintDocuments, lintSource } from './spec.ts';

const SPEC = path.join(ROOT, 'spec');

type Lint = typeof lintSource;

/** Lints a copy of our spec in which a text of a file has been replaced, or a file added. */
const lintChanged = async (
  lint: Lint,
  file: string,
  text: string | RegExp | null,
  by: string,
): Promise<string[]> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-lint-'));
  try {
    await cp(SPEC, folder, { recursive: true });
    const before = text === null ? '' : await readFile(path.join(folder, file), 'utf8');
    const after = text === null ? by : before.replaceAll(text, by);
    assert.notEqual(after, before, `${file} holds no ${text}`);
    await writeFile(path.join(folder, file), after);
    return await lint(folder, 'spec');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

test('our spec breaks no rule', async () => {
  assert.deepEqual(await lintSource(SPEC, 'spec'), []);
  assert.deepEqual(await lintDocuments(SPEC, 'spec'), []);
});

const GROUP = 'components/schemas/ServerGroup.yaml';

/** What is changed in a copy of our spec, and the lines that come of it. */
const CASES: readonly {
  readonly name: string;
  readonly lint: Lint;
  readonly change: readonly [file: string, text: string | RegExp | null, by: string];
  readonly lines: readonly RegExp[];
}[] = [
  {
    name: 'a file that nothing points at is named',
    lint: lintSource,
    change: ['components/schemas/Alone.yaml', null, 'type: string\n'],
    lines: [/^spec\/components\/schemas\/Alone\.yaml {2}unused-files {2}nothing points at this file/],
  },
  {
    name: 'a component that is not called as its file is named, and so is the file',
    lint: lintSource,
    change: ['openapi.yaml', '    MethodNotAllowed:', '    WrongMethod:'],
    lines: [/^spec\/openapi\.yaml {2}file-names {2}the component WrongMethod of responses has no file/],
  },
  {
    name: 'a part of a file is not a component',
    lint: lintSource,
    change: [
      'components/schemas/ServerGroupAttributes.yaml',
      'ServerGroupName.yaml',
      'ServerGroup.yaml#/properties/id',
    ],
    lines: [
      /^spec\/openapi\.yaml {2}file-names {2}the component id of schemas has no file components\/schemas\/id\.yaml/,
    ],
  },
  {
    name: 'a version without quotes is refused, also beside a $ref',
    lint: lintSource,
    change: [
      GROUP,
      /policy:\n {4}x-openstack: \{min-ver: "2.64"\}/g,
      'policy:\n    x-openstack: {min-ver: 2.64}',
    ],
    lines: [/^spec\/components\/schemas\/ServerGroup\.yaml:\d+ {2}versions {2}x-openstack: min-ver is 2\.64/],
  },
  {
    name: 'a required property that does not exist is seen in the source, since views leave it out',
    lint: lintSource,
    change: [GROUP, ', user_id]', ', user_id, owner]'],
    lines: [
      /^spec\/components\/schemas\/ServerGroup\.yaml:\d+ {2}no-required-schema-properties-undefined .*'owner'/,
    ],
  },
  {
    name: 'a problem of a component is shown once for all documents, and for its copy in the legacy dialect',
    lint: lintDocuments,
    change: ['components/schemas/ServerGroupAttributes.yaml', 'What a server group shall be.', 'as ordered'],
    lines: [
      /^spec\/components\/schemas\/ServerGroupAttributes\.yaml:\d+ {2}schema-prose {2}its description is "as ordered" \(write whole sentences[^)]*\)$/,
    ],
  },
  {
    name: 'a problem of an operation is shown once for all prefixes, in the file of its path',
    lint: lintDocuments,
    change: ['paths/server-groups.yaml', 'operationId: createServerGroup', 'operationId: makeServerGroup'],
    lines: [
      /^spec\/paths\/server-groups\.yaml:\d+ {2}operation-id {2}the operationId is "makeServerGroup" \([^)]*\)$/,
    ],
  },
  {
    name: 'a view without an example is named',
    lint: lintDocuments,
    change: ['paths/server-group.yaml', /.*group-2\.13:.*\n/g, ''],
    lines: [/^spec\/paths\/server-group\.yaml:\d+ {2}examples .* has no example .* \[in view 2\.13\]$/],
  },
  {
    name: 'an example that does not fit its schema is refused in the view that has it',
    lint: lintDocuments,
    change: ['components/examples/ServerGroup-2.13.yaml', '    members: []\n', '    members: [web-1]\n'],
    lines: [
      /^spec\/components\/examples\/ServerGroup-2\.13\.yaml:\d+ {2}no-invalid-media-type-examples .*uuid/,
    ],
  },
];

for (const { name, lint, change, lines } of CASES) {
  test(name, async () => {
    const found = await lintChanged(lint, ...change);
    assert.equal(found.length, lines.length, found.join('\n'));
    for (const [index, line] of lines.entries()) assert.match(String(found[index]), line);
  });
}

test('a $ref to nothing stops the check, and says where it stands', async () => {
  const linted = lintChanged(lintSource, GROUP, 'ServerGroupName.yaml', 'Nothing.yaml');
  await assert.rejects(linted, /the spec cannot be read: .*schemas\/ServerGroup\.yaml#\/properties\/name/);
});
