// Runs a script of this project with a Node that is new enough, whatever Node started it: the checkout brings
// one as an optional package. Plain JavaScript without dependencies, since an old Node reads it.
//
//   node scripts/launch.mjs [options of node] script.ts [arguments]
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const NEEDED = [24, 18];

const isEnough = (version) => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);
};

/** The path of the Node that the checkout brings, or null where there is none for this platform. */
const bundledNode = () => {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  try {
    const folder = path.dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    return path.join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  } catch {
    return null;
  }
};

const node = isEnough(process.versions.node) ? process.execPath : bundledNode();
if (node === null) {
  console.error(
    `Node ${NEEDED.join('.')} or later is needed; this is ${process.versions.node}, and no newer one is installed for ` +
      `${process.platform}-${process.arch}.\n` +
      'Run "npm ci" in the checkout (without --omit=optional), or install a newer Node: https://nodejs.org',
  );
  process.exit(78);
}

// Programs that were compiled once start in half the time.
const cache = fileURLToPath(new URL('../node_modules/.cache/node', import.meta.url));
const child = spawn(node, process.argv.slice(2), {
  stdio: 'inherit',
  env: {
    NODE_COMPILE_CACHE: cache,
    ...process.env,
    PATH: path.dirname(node) + path.delimiter + process.env.PATH,
  },
});
// A terminal sends Ctrl-C to the whole group, so only what is sent to this process alone is passed on.
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
// npm passes a signal to its shell, which dies of it without a word to anyone; then this process has another parent.
const parent = process.ppid;
const watch = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(watch);
  child.kill('SIGTERM');
}, 250).unref();
child.on('error', (error) => {
  console.error(`${node} cannot be started: ${error.message}`);
  process.exit(78);
});
child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code));
