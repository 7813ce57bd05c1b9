#!/usr/bin/env node
// The command of the published package: sees that Node is new enough before anything is read that an older one does not
// understand. So this is plain JavaScript of an older time, without imports.
const NEEDED = [24, 18];
const { env, pid, ppid, versions } = process;
const [major, minor] = versions.node.split('.').map(Number);

if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  console.error(
    `os-server-groups needs Node ${NEEDED.join('.')} or later, since it is built on what that brings; this is Node ${versions.node}.\n` +
      'Install a newer one (https://nodejs.org), or let npm bring one along:\n' +
      '  npx --package=node@24 --package=os-server-groups -- os-server-groups --help',
  );
  process.exitCode = 78;
} else {
  // npx passes a signal to its shell, which dies of it without a word to anyone; then this process has another parent.
  if (env.npm_command) {
    const watch = setInterval(() => {
      if (process.ppid === ppid) return;
      clearInterval(watch);
      process.kill(pid, 'SIGTERM');
    }, 250);
    watch.unref();
  }
  import('../src/cli.js');
}
