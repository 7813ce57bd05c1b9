// Generated from spec/ by "npm run generate". Do not edit.

/** The faults of the spec: the key of the body, and the status. */
export const faults = {
  BadRequest: { name: 'badRequest', status: 400 },
  Conflict: { name: 'conflictingRequest', status: 409 },
  ExpectationFailed: { name: 'computeFault', status: 417 },
  Forbidden: { name: 'forbidden', status: 403 },
  InternalServerError: { name: 'computeFault', status: 500 },
  MethodNotAllowed: { name: 'badMethod', status: 405 },
  NotAcceptable: { name: 'computeFault', status: 406 },
  NotFound: { name: 'itemNotFound', status: 404 },
  NotImplemented: { name: 'notImplemented', status: 501 },
  PayloadTooLarge: { name: 'overLimit', status: 413 },
  RequestHeaderFieldsTooLarge: { name: 'computeFault', status: 431 },
  RequestTimeout: { name: 'computeFault', status: 408 },
  ServiceUnavailable: { name: 'serviceUnavailable', status: 503 },
  TooManyRequests: { name: 'overLimit', status: 429 },
  Unauthorized: { name: 'error', status: 401 },
  UnsupportedMediaType: { name: 'badMediaType', status: 415 },
} as const;

export type FaultKey = keyof typeof faults;
