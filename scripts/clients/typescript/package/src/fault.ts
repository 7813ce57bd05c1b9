/** Reads the fault in a body: `{"itemNotFound": {"code": 404, "message": "…"}}`. */

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Name and message of the fault; of a body that is none, such as a proxy's page, an empty name and the status. */
export const faultIn = (status: number, text: string): { name: string; message: string } => {
  const body = parsed(text);
  const [[name, details] = [], ...others] = isObject(body) ? Object.entries(body) : [];
  return name !== undefined && others.length === 0 && isObject(details) && typeof details.message === 'string'
    ? { name, message: details.message }
    : { name: '', message: `HTTP ${status}` };
};
