/** `npm run clients`: makes the clients in four languages, and builds them. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildClient } from './clients/build.ts';
import { CLIENTS } from './clients/folders.ts';
import { generateClients } from './clients/generate.ts';
import { installClient } from './clients/install.ts';
import type { Language } from './clients/language.ts';
import { languages } from './clients/languages.ts';
import { command, Failure, ROOT } from './command.ts';
import { hasJava } from './generate/generator.ts';
import { inWords as rangeInWords, readDocuments } from './publish/documents.ts';
import { soundVersion } from './publish/sound.ts';

const NAMES = languages.map(({ name }) => name).join(', ');

const HELP = `
npm run clients [-- options]

Makes a client of the API in each language (${NAMES}) in dist/clients/<language>: with
OpenAPI Generator, from a view of the spec, in a shell written by hand. Then builds, checks and packs it with the tools of
the language.

  --language NAME     only this one; may be given several times
  --view 2.13         for clouds that end before 2.64; the default is 2.64
  --no-build          only makes the sources, which needs no tools but Java
  --cases             drives what was built through all cases, against the service, the mock and servers that misbehave

Exit status: 0 all is made, and all cases passed; 1 something failed, and the message says what; 64 a wrong option;
69 there is no Java.
`;

const OPTIONS = {
  language: { type: 'string', multiple: true },
  view: { type: 'string' },
  'no-build': { type: 'boolean' },
  cases: { type: 'boolean' },
} as const;

const chosen = (names: readonly string[] | undefined): readonly Language[] => {
  const unknown = names?.find((name) => !languages.some((language) => language.name === name));
  if (unknown !== undefined)
    throw new Failure(`--language ${unknown}: there is no such client. The languages are ${NAMES}.`, 64);
  return languages.filter(({ name }) => names?.includes(name) ?? true);
};

const chosenView = async (first: string) => {
  const { views } = await readDocuments(path.join(ROOT, 'generated'));
  // Before that a group does not say to whom it belongs, and no cloud of today ends there.
  const all = views.slice(views.findIndex(({ range }) => range.first === '2.13'));
  const view = all.find(({ range }) => range.first === first);
  if (view !== undefined) return view;
  const known = all.map(({ range }) => range.first).join(', ');
  throw new Failure(`--view ${first}: there are no clients for it. The views are ${known}.`, 64);
};

const tryCases = async (wanted: readonly Language[], version: string): Promise<void> => {
  const { cases } = await import('./clients/cases.ts');
  const { inWords, runCases } = await import('./clients/run.ts');
  const folder = await mkdtemp(path.join(tmpdir(), 'os-server-groups-clients-'));
  try {
    const clients = [];
    for (const language of wanted) {
      console.log(`${language.name}: installing what was packed in an empty project`);
      clients.push(await installClient(language, CLIENTS, folder));
    }
    console.log(`Driving through ${cases.length} cases: ${wanted.map(({ name }) => name).join(', ')} …`);
    const outcomes = await runCases(clients, cases, { version });
    const failed = outcomes.flatMap((outcome) => inWords(outcome) ?? []);
    if (failed.length > 0)
      throw new Failure(`${failed.join('\n\n')}\n\n${failed.length} of ${outcomes.length} failed.`);
    console.log(`All ${outcomes.length} passed.`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

await command(HELP, OPTIONS, async (values) => {
  const wanted = chosen(values.language);
  const view = await chosenView(values.view ?? '2.64');
  if (values.cases && (values['no-build'] || values.view !== undefined))
    throw new Failure('--cases needs the clients built, from the standard view.', 64);
  if (!(await hasJava()))
    throw new Failure('OpenAPI Generator needs Java 11 or later, and the command "java" is not there.', 69);
  const version = await soundVersion(path.join(ROOT, 'generated'));
  const names = wanted.map(({ name }) => name).join(', ');
  console.log(`Making ${names} from the microversions ${rangeInWords(view.range)} …`);
  await generateClients(wanted, view, version, CLIENTS);
  if (!values['no-build']) {
    for (const language of wanted)
      await buildClient(language, path.join(CLIENTS, language.name), (line) => console.log(line));
  }
  console.log(`Made ${names}, version ${version}, in dist/clients/.`);
  if (values.cases) await tryCases(wanted, version);
});
