/** The Python client: urllib3 and pydantic below, packed as a wheel and a source distribution. */

import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Language } from '../language.ts';

const HERE = import.meta.dirname;
const REQUIREMENTS = path.join(HERE, 'requirements.txt');
const PIP = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input'];

/** The Python of the environment in which the client is built; nothing is installed into the system. */
const TOOLS = '.venv/bin/python';
const tool = (...args: readonly string[]) => [TOOLS, '-m', ...args];

const generator = {
  generatorName: 'python',
  packageName: 'os_server_groups.generated',
  generateSourceCodeOnly: true,
  // Fields that are not known are kept.
  disallowAdditionalPropertiesIfNotPresent: false,
  globalProperties: {
    models: '',
    apis: '',
    supportingFiles: '',
    modelDocs: 'false',
    apiDocs: 'false',
    modelTests: 'false',
    apiTests: 'false',
  },
  openapiGeneratorIgnoreList: ['os_server_groups/__init__.py', 'os_server_groups/generated_README.md'],
};

const install: Language['install'] = async (client, folder) => {
  const run = (program: string, ...args: readonly string[]) =>
    promisify(execFile)(program, args, { cwd: folder });
  const python = path.join(folder, '.venv/bin/python');
  await run('python3', '-m', 'venv', '.venv');
  const [wheel = ''] = globSync('dist/*.whl', { cwd: client });
  await run(python, ...PIP, '--constraint', REQUIREMENTS, path.join(client, wheel));
  for (const file of ['example.py', 'driver.py']) await cp(path.join(HERE, file), path.join(folder, file));
  // As a user's own type checker sees the package.
  const mypy = ['-m', 'mypy', '--strict', '--python-executable', python, 'example.py'];
  await run(path.join(client, TOOLS), ...mypy);
  return { driver: [python, 'driver.py'], example: [python, 'example.py'] };
};

export const python: Language = {
  name: 'python',
  extension: 'py',
  generator,
  sources: 'src',
  templates: {
    'python/model_enum.mustache': '6ea1f9f84c8b870571045a0326ea228f7ef105e4e80434659907271e222fdf6b',
  },
  build: [
    ['python3', '-m', 'venv', '.venv'],
    [TOOLS, ...PIP, '--requirement', REQUIREMENTS],
    tool('ruff', 'format', '--check'),
    tool('ruff', 'check'),
    tool('mypy'),
    tool('build', '--no-isolation'),
    tool('twine', 'check', '--strict', 'dist/*'),
  ],
  packed: ['dist/*.whl', 'dist/*.tar.gz'],
  install,
};
