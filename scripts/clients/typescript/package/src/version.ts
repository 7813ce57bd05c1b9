/** The version of the client, which is that of the spec it was made from. */
export const VERSION = '@VERSION@';

/** The microversion that the types of this client describe, and that requests are sent with unless the settings name another. */
export const MICROVERSION = '@MICROVERSION@';
