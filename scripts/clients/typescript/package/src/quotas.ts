import { objectIn } from './envelope.js';
import type { QuotasApi } from './generated/apis/index.js';
import { initOf } from './groups.js';
import { checkedId } from './settings.js';
import type { ProjectOptions, QuotaSets } from './types.js';

export const quotaSets = (projectId: string, api: QuotasApi): QuotaSets => {
  const at = ({ project = projectId }: ProjectOptions) => ({
    projectId,
    quotaProjectId: checkedId('project', project),
  });
  return {
    async get(options = {}) {
      return objectIn(api.showQuotaSet(at(options), initOf(options)), 'quota_set');
    },

    async set(quotas, options = {}) {
      const body = { quota_set: quotas };
      return objectIn(api.setQuotaSet({ ...at(options), body }, initOf(options)), 'quota_set');
    },

    async reset(options = {}) {
      await api.resetQuotaSet(at(options), initOf(options));
    },

    async defaults(options = {}) {
      return objectIn(api.showDefaultQuotaSet(at(options), initOf(options)), 'quota_set');
    },

    async limits({ project, ...options } = {}) {
      const query = project === undefined ? {} : { tenantId: checkedId('project', project) };
      return objectIn(
        objectIn(api.showLimits({ projectId, ...query }, initOf(options)), 'limits'),
        'absolute',
      );
    },
  };
};
