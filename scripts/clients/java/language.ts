/** The Java client: java.net.http and Jackson below, packed by Maven as jars of classes, sources and documentation. */

import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Language } from '../language.ts';

const HERE = import.meta.dirname;
const MAVEN = ['mvn', '-q', '-B', '-Dstyle.color=never'];
const INSTALL = 'org.apache.maven.plugins:maven-install-plugin:3.1.4:install-file';

const install: Language['install'] = async (client, folder) => {
  // All that Maven needs goes into the folder: in the user's own repository, which serves a version that it has for ever, the
  // client would stand in for the published one and for the next that is built.
  const [program = '', ...always] = [...MAVEN, '-Dmaven.repo.local=repository'];
  const maven = (...args: readonly string[]) =>
    promisify(execFile)(program, [...always, ...args], { cwd: folder });
  const [sources = ''] = globSync('target/*-sources.jar', { cwd: client });
  const base = path.join(client, sources.replace(/-sources\.jar$/, ''));
  const version = base.replace(/.*-client-/, '');
  await maven(
    INSTALL,
    `-DpomFile=${path.join(client, 'pom.xml')}`,
    `-Dfile=${base}.jar`,
    `-Dsources=${base}-sources.jar`,
    `-Djavadoc=${base}-javadoc.jar`,
  );
  await cp(path.join(HERE, 'project'), folder, { recursive: true });
  for (const [file, name] of [
    ['driver', 'Driver'],
    ['example', 'Example'],
  ])
    await cp(path.join(HERE, `${file}.java`), path.join(folder, `src/main/java/${name}.java`));
  await maven(`-Dclient.version=${version}`, 'compiler:compile', 'jar:jar');
  const run = (name: string) => ['java', '-cp', 'target/project.jar', name];
  return { driver: run('Driver'), example: run('Example') };
};

export const java: Language = {
  name: 'java',
  extension: 'java',
  generator: {
    generatorName: 'java',
    library: 'native',
    invokerPackage: 'io.github.osservergroups',
    // Only the client calls the operations, so they are not public, which a package of their own would have to be.
    apiPackage: 'io.github.osservergroups',
    modelPackage: 'io.github.osservergroups.generated',
    hideGenerationTimestamp: true,
    openApiNullable: false,
    useJakartaEe: true,
    supportUrlQuery: false,
    // Else a list that is not there would be an empty one.
    containerDefaultToNull: true,
    disallowAdditionalPropertiesIfNotPresent: false,
    globalProperties: {
      ...{ models: '', apis: '' },
      ...{ modelDocs: 'false', apiDocs: 'false', modelTests: 'false', apiTests: 'false' },
    },
  },
  sources: '.',
  templates: {
    // Ours describes each call, and the client sends it. Upstream's reads the body as text in the encoding of the platform, can
    // wait for ever for the rest of a body, and gives checked exceptions.
    'Java/libraries/native/api.mustache': '30118acd788fa16dceed76783b4c2030cb5d24037eafc569242dc17a22e8beec',
    // Ours makes a class with constants, since an enum has no room for a value that is not known.
    'Java/libraries/native/modelEnum.mustache':
      'e8c067988a35cea3ee2bae577d5fd3d73535172c0fcb011d8f4bae8c9698e125',
  },
  build: [
    [
      ...MAVEN,
      // What is a warning to others is an error here. It is not in pom.xml, where a newer javac would break the build of others.
      ...['-Dmaven.compiler.failOnWarning=true', '-Dmaven.javadoc.failOnWarnings=true'],
      'package',
    ],
  ],
  packed: ['target/*[0-9].jar', 'target/*-sources.jar', 'target/*-javadoc.jar'],
  install,
};
