/** The version documents (Nova: nova/api/openstack/compute/versions.py and views/versions.py). */

import type { Version, VersionDetails } from '../../generated/types.ts';
import { OLDEST } from '../microversions/negotiate.ts';

const links = (base: string, path: string) => [{ rel: 'self', href: `${base}/${path}/` }] as Version['links'];

const details = (
  version: Version,
  base: string,
  type: VersionDetails['media-types'][0]['type'],
): VersionDetails => ({
  ...version,
  links: [...version.links, { rel: 'describedby', type: 'text/html', href: `${base}/docs` }],
  'media-types': [{ base: 'application/json', type }],
});

/** The dialect without microversions. `base` is where clients reach the service, without a slash at the end. */
export const legacyVersion = (base: string): Version => ({
  id: 'v2.0',
  status: 'SUPPORTED',
  version: '',
  min_version: '',
  updated: '2011-01-21T11:33:21Z',
  links: links(base, 'v2'),
});

/** The version with microversions, of which `newest` is the last. */
export const currentVersion = (base: string, newest: string): Version => ({
  id: 'v2.1',
  status: 'CURRENT',
  version: newest,
  min_version: OLDEST,
  updated: '2013-07-23T11:33:21Z',
  links: links(base, 'v2.1'),
});

export const legacyDetails = (base: string): VersionDetails =>
  details(legacyVersion(base), base, 'application/vnd.openstack.compute+json;version=2');

export const currentDetails = (base: string, newest: string): VersionDetails =>
  details(currentVersion(base, newest), base, 'application/vnd.openstack.compute+json;version=2.1');
