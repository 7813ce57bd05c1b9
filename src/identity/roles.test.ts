import assert from 'node:assert/strict';
import test from 'node:test';
import { type Action, isAllowed } from './roles.ts';

const ACTIONS: readonly Action[] = [
  'list',
  'show',
  'create',
  'delete',
  'list:all_projects',
  'show:other_projects',
  'delete:other_projects',
  'members:change',
  'members:change:other_projects',
  'members:place',
  'quotas:show',
  'quotas:show:other_projects',
  'quotas:set',
];

// One sign for each action, in the order above.
const MATRIX: readonly [roles: string[], allowed: string][] = [
  [['reader'], '++--------+--'],
  [['member'], '++++---+--+--'],
  [['manager'], '++++---+--+--'],
  [['service'], '-+---+---+---'],
  [['admin'], '+++++++++++++'],
  [[], '-------------'],
  [['auditor'], '-------------'],
  [['constructor', '__proto__', ''], '-------------'],
  [['reader', 'member'], '++++---+--+--'],
  [['service', 'reader'], '++---+---++--'],
  [['auditor', 'admin'], '+++++++++++++'],
  [['Member'], '++++---+--+--'],
  [['Service'], '-+---+---+---'],
  [['ADMIN'], '+++++++++++++'],
  [['admin '], '-------------'],
];

for (const [roles, allowed] of MATRIX) {
  test(`roles ${JSON.stringify(roles)} allow what the table says, and nothing else`, () => {
    const signs = ACTIONS.map((action) => (isAllowed(roles, action) ? '+' : '-'));
    assert.equal(signs.join(''), allowed);
  });
}
