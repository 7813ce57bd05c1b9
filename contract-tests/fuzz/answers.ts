/** Reads what came over a connection as answers, byte by byte as HTTP/1.1 says (RFC 9112), and lenient in nothing. */

export interface Answer {
  readonly status: number;
  /** By names in lower case; a header that is there twice has two values. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: Buffer;
}

export interface Read {
  /** The final answers; those with a status below 200 are passed over. */
  readonly answers: readonly Answer[];
  /** What follows the last whole answer. */
  readonly rest: Buffer;
  /** What is no HTTP. */
  readonly wrong?: string;
}

const STATUS_LINE = /^HTTP\/1\.1 ([1-5][0-9]{2}) [ -~]*$/;
const HEADER_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/;

const headersOf = (lines: readonly string[]): ReadonlyMap<string, readonly string[]> | undefined => {
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const [, name = '', value = ''] = HEADER_LINE.exec(line) ?? [];
    if (name === '') return undefined;
    headers.set(name.toLowerCase(), [...(headers.get(name.toLowerCase()) ?? []), value]);
  }
  return headers;
};

const hasNoBody = (method: string, status: number) => method === 'HEAD' || status === 204 || status === 304;

/** Whether a body's length is told in a way that the service uses: once, by digits. */
const lengthOf = (headers: Answer['headers']): number | undefined => {
  const [length = '', ...more] = headers.get('content-length') ?? [];
  return more.length === 0 && /^[0-9]{1,9}$/.test(length) ? Number(length) : undefined;
};

/**
 * @param methods of the requests, in order: the answer to HEAD has no body. For an answer beyond them, GET is assumed.
 */
export const readAnswers = (bytes: Buffer, methods: readonly string[]): Read => {
  const answers: Answer[] = [];
  let at = 0;
  const stop = (wrong?: string): Read => ({
    answers,
    rest: bytes.subarray(at),
    ...(wrong === undefined ? {} : { wrong }),
  });

  while (at < bytes.length) {
    const end = bytes.indexOf('\r\n\r\n', at);
    if (end === -1) return stop();
    const [first = '', ...lines] = bytes.toString('latin1', at, end).split('\r\n');
    const status = Number(STATUS_LINE.exec(first)?.[1]);
    const headers = headersOf(lines);
    if (Number.isNaN(status))
      return stop(`a line where a status should be: ${JSON.stringify(first.slice(0, 80))}`);
    if (headers === undefined) return stop('a header line that is none');
    const start = end + 4;
    if (status < 200) {
      at = start;
      continue;
    }
    const isEmpty = hasNoBody(methods[answers.length] ?? 'GET', status);
    const length = isEmpty ? 0 : lengthOf(headers);
    if (length === undefined) return stop(`a ${status} whose length is not told by one Content-Length`);
    if (bytes.length < start + length) return stop();
    answers.push({ status, headers, body: bytes.subarray(start, start + length) });
    at = start + length;
  }
  return stop();
};
