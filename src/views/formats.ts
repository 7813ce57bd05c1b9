/** The string formats of the spec that are our own, or that validators take differently, for every validator. */

/** Unicode's categories C (control, format, surrogate, private use, unassigned), line and paragraph separators. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/u;
const WHITE_SPACE_AT_AN_END = /^\p{Zs}|\p{Zs}$/u;

/** Not `urn:uuid:…`, which ajv-formats takes for one as well. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const MAX = 2_147_483_647;
/** Whether digits stand for a number from `min` to the largest that every client holds exactly. */
const from = (min: number) => (digits: string) => Number(digits) >= min && Number(digits) <= MAX;

export const formats: Readonly<Record<string, (text: string) => boolean>> = {
  uuid: (text) => UUID.test(text),
  'server-group-name': (name) => !UNPRINTABLE.test(name) && !WHITE_SPACE_AT_AN_END.test(name),
  'servers-per-host': from(1),
  quota: from(-1),
};
