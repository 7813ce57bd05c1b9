// Generated from spec/ by "npm run generate". Do not edit.

import type { Handlers, OperationId } from './types.ts';

/** A handler for each operation that is not built yet: each calls `notImplemented`, which throws. */
export const stubs = (notImplemented: (operation: OperationId) => never): Handlers<unknown> => ({
  createServerGroup: () => notImplemented('createServerGroup'),
  deleteServerGroup: () => notImplemented('deleteServerGroup'),
  listServerGroups: () => notImplemented('listServerGroups'),
  listVersions: () => notImplemented('listVersions'),
  resetQuotaSet: () => notImplemented('resetQuotaSet'),
  setQuotaSet: () => notImplemented('setQuotaSet'),
  showDefaultQuotaSet: () => notImplemented('showDefaultQuotaSet'),
  showLimits: () => notImplemented('showLimits'),
  showQuotaSet: () => notImplemented('showQuotaSet'),
  showServerGroup: () => notImplemented('showServerGroup'),
  showVersion: () => notImplemented('showVersion'),
});
