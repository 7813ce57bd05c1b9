#!/usr/bin/env node
// The command "os-server-groups", with a Node that is new enough. Plain JavaScript, since an old Node reads it.
import process from 'node:process';
import { fileURLToPath } from 'node:url';

process.argv.splice(2, 0, fileURLToPath(new URL('../src/cli.ts', import.meta.url)));
await import('./launch.mjs');
