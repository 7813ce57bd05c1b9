// Generated from spec/ by "npm run generate". Do not edit.

import type { Handlers, OperationId } from './types.ts';

/** A handler for each operation that is not built yet: each calls `notImplemented`, which throws. */
export const stubs = (notImplemented: (operation: OperationId) => never): Handlers<unknown> => ({
  addEcsGroupMembers: () => notImplemented('addEcsGroupMembers'),
  claimMember: () => notImplemented('claimMember'),
  createEcsGroup: () => notImplemented('createEcsGroup'),
  createServerGroup: () => notImplemented('createServerGroup'),
  deleteEcsGroup: () => notImplemented('deleteEcsGroup'),
  deleteServerGroup: () => notImplemented('deleteServerGroup'),
  listEcsGroups: () => notImplemented('listEcsGroups'),
  listMembers: () => notImplemented('listMembers'),
  listServerGroups: () => notImplemented('listServerGroups'),
  listVersions: () => notImplemented('listVersions'),
  releaseMember: () => notImplemented('releaseMember'),
  removeEcsGroupMembers: () => notImplemented('removeEcsGroupMembers'),
  resetQuotaSet: () => notImplemented('resetQuotaSet'),
  setQuotaSet: () => notImplemented('setQuotaSet'),
  showDefaultQuotaSet: () => notImplemented('showDefaultQuotaSet'),
  showEcsGroup: () => notImplemented('showEcsGroup'),
  showLimits: () => notImplemented('showLimits'),
  showQuotaSet: () => notImplemented('showQuotaSet'),
  showServerGroup: () => notImplemented('showServerGroup'),
  showVersion: () => notImplemented('showVersion'),
  updateEcsGroupMembers: () => notImplemented('updateEcsGroupMembers'),
});
