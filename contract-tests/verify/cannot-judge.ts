/** Something is wrong with how the verifier was called, or the server cannot be judged at all: exit status 2. */
export class CannotJudge extends Error {}
