/** A request as a line for the shell, so that a person can repeat it. */

import type { Request } from '../cases/case.ts';
import { variableOf } from './hide.ts';
import type { TokenName, Tokens } from './options.ts';

/** For the shell, in single quotes. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** What is no known token is no secret. */
const tokenOf = (value: string, tokens: Tokens): string => {
  const known = Object.entries(tokens).find(([, token]) => token === value);
  if (known === undefined) return quoted(`X-Auth-Token: ${value}`);
  return `"X-Auth-Token: ${variableOf(known[0] as TokenName)}"`;
};

const LONGEST_BODY = 2000;

const bodyOf = (body: unknown): string => {
  if (body instanceof Uint8Array) return `--data-binary @- # ${body.length} bytes that are no text`;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return text.length > LONGEST_BODY
    ? `--data-binary @- # ${text.length} characters, which begin with ${quoted(text.slice(0, 60))}`
    : `--data-binary ${quoted(text)}`;
};

/** The request as a line with curl, in which tokens are named and not shown. */
export const curlOf = (url: string, tokens: Tokens, request: Request): string => {
  const { method = 'GET', path, headers = {}, body } = request;
  const isTyped = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  const lines = Object.entries(headers).flatMap(([name, values]) =>
    [values]
      .flat()
      .map((value) =>
        name.toLowerCase() === 'x-auth-token'
          ? `-H ${tokenOf(String(value), tokens)}`
          : `-H ${quoted(`${name}: ${value}`)}`,
      ),
  );
  return [
    'curl -i',
    method === 'HEAD' ? '--head' : `-X ${method}`,
    quoted(url + path),
    ...lines,
    ...(body === undefined || isTyped ? [] : ["-H 'Content-Type: application/json'"]),
    ...(body === undefined ? [] : [bodyOf(body)]),
  ].join(' ');
};

const ESCAPES: Readonly<Record<string, string>> = { '\r': '\\r', '\n': '\\n', '\\': '\\\\' };

/** A byte as `printf %b` takes it, within single quotes. */
const escaped = (byte: string): string =>
  ESCAPES[byte] ?? `\\0${byte.charCodeAt(0).toString(8).padStart(3, '0')}`;

/** Bytes that were written by hand as a line for the shell, in which tokens are named and not shown. */
export const netcatOf = (url: string, tokens: Tokens, bytes: string | Uint8Array): string => {
  const { protocol, hostname, port } = new URL(url);
  const text = Buffer.from(bytes).toString('latin1');
  const cut = text.length > LONGEST_BODY ? `${text.slice(0, LONGEST_BODY)}…` : text;
  const named = Object.entries(tokens).reduce(
    (all, [name, token]) => all.replaceAll(token, `'"${variableOf(name as TokenName)}"'`),
    // Tokens have none of these.
    cut.replaceAll(/[^ -~]|[\\']/g, escaped),
  );
  const client =
    protocol === 'https:'
      ? `openssl s_client -quiet -connect ${hostname}:${port || 443}`
      : `nc ${hostname} ${port || 80}`;
  return `printf '%b' '${named}' | ${client}`;
};
