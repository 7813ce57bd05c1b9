/** What a stub does: the operation is in the spec, and not built yet. The answer is 501. */

export class NotImplemented extends Error {
  readonly operation: string;
  constructor(operation: string) {
    super(`${operation} is a stub`);
    this.operation = operation;
  }
}

export const notImplemented = (operation: string): never => {
  throw new NotImplemented(operation);
};
