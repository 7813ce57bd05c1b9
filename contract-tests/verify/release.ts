/** The release of the verifier, which is that of the spec. */

import manifest from '../package.json' with { type: 'json' };

export const RELEASE: string = manifest.version;
