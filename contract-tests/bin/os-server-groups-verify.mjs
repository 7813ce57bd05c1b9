#!/usr/bin/env node
// The command of the published package: sees that Node is new enough before anything is read that an older one does not
// understand. So this is plain JavaScript of an older time, without imports.
const NEEDED = 24;
const { node } = process.versions;

if (Number(node.split('.')[0]) < NEEDED) {
  console.error(
    `os-server-groups-verify needs Node ${NEEDED} or later, since it is built on what that brings; this is Node ${node}.\n` +
      'Install a newer one (https://nodejs.org), or run it in an image that has one, such as node:24.',
  );
  process.exitCode = 2;
} else {
  // Node warns of what the packages in the bundle do; only who maintains them can mend it.
  process.noDeprecation = true;
  import('../dist/lib/verify/cli.js');
}
