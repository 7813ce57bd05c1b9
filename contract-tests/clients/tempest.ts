/** What Tempest needs to know of Keystone: it makes its users and projects by itself. */

import type { Keystone } from '../../src/identity/keystone.fixture.ts';

/** For `drive_tempest.py`: sections and options of Tempest's own configuration. */
export const tempestTarget = ({ account, authUrl, region }: Keystone, microversion: string) => ({
  mode: 'Keystone',
  microversion,
  configuration: {
    auth: {
      admin_username: account.username,
      admin_password: account.password,
      admin_project_name: account.project,
      admin_domain_name: account.domain,
      use_dynamic_credentials: 'true',
    },
    identity: { uri_v3: authUrl, auth_version: 'v3', region, v3_endpoint_type: 'public' },
    compute: {
      region,
      endpoint_type: 'public',
      min_microversion: microversion,
      max_microversion: microversion,
    },
    // With the filter, a test would start a server.
    'compute-feature-enabled': { scheduler_enabled_filters: 'ComputeFilter' },
    // Lists and shows as a reader.
    enforce_scope: { nova: 'true' },
    service_available: { nova: 'true', neutron: 'false', cinder: 'false', glance: 'false', swift: 'false' },
  },
});
