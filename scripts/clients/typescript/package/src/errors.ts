/** What a call rejects with, but for the reason of an aborted signal and the TypeError of a wrong argument. */

/** All errors below, for who wants to catch them together. */
export class ServerGroupsError extends Error {
  override readonly name: string = 'ServerGroupsError';
}

/** What is known of a request that the server has refused. */
export interface FaultDetails {
  readonly status: number;
  readonly name: string;
  readonly message: string;
  readonly requestId: string | undefined;
  readonly attempts: number;
}

/** The server answered, and refused or failed. */
export class Fault extends ServerGroupsError {
  /** The name of the fault, such as `itemNotFound`; empty when the answer is no fault of the API, such as a proxy's page. */
  override readonly name: string;
  /** The HTTP status. */
  readonly status: number;
  /** The id under which the server has logged the request; `undefined` when it gave none. */
  readonly requestId: string | undefined;
  /** How often the request was sent. */
  readonly attempts: number;

  constructor({ status, name, message, requestId, attempts }: FaultDetails) {
    super(message);
    this.name = name;
    this.status = status;
    this.requestId = requestId;
    this.attempts = attempts;
  }
}

/** No whole answer came within the timeout. */
export class TimeoutError extends ServerGroupsError {
  override readonly name = 'TimeoutError';
}

/** The server could not be reached, or the connection broke; `cause` says more. */
export class ConnectionError extends ServerGroupsError {
  override readonly name = 'ConnectionError';
}

/** The answer is a success but not what the API promises, as when something else is listening at the address. */
export class MalformedAnswerError extends ServerGroupsError {
  override readonly name = 'MalformedAnswerError';
}
