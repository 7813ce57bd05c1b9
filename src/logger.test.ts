import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test from 'node:test';
import { createLogger } from './logger.ts';

/** What is written when the events are logged. */
const logged = (
  write: (log: ReturnType<typeof createLogger>) => void,
  options: Partial<Parameters<typeof createLogger>[0]> = {},
): string => {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  write(createLogger({ level: 'info', format: 'json', ...options }, destination));
  return lines.join('');
};

const REQUEST = { id: 'req-1', method: 'GET', path: '/v2.1/os-server-groups' };

test('a line has the level as a word and the time in ISO form, and nothing about the process', () => {
  const { time, ...line } = JSON.parse(
    logged((log) => log.info({ request: REQUEST, status: 200 }, 'answered')),
  );
  assert.deepEqual(line, { level: 'info', request: REQUEST, status: 200, msg: 'answered' });
  assert.equal(new Date(time).toISOString(), time);
});

test('only the level that is configured and those above are written', () => {
  const write = (log: ReturnType<typeof createLogger>) => {
    log.info('low');
    log.warn('high');
  };
  assert.match(logged(write, { level: 'warn' }), /^(?!.*low).*high.*\n$/);
  assert.equal(logged(write, { level: 'silent' }), '');
});

test('an error is written with type, message, stack, code and cause', () => {
  const err = Object.assign(new TypeError('outer', { cause: new Error('inner') }), { code: 'E_OUTER' });
  const line = JSON.parse(logged((log) => log.error({ err }, 'failed')));
  assert.equal(line.err.type, 'TypeError');
  assert.equal(line.err.code, 'E_OUTER');
  assert.match(line.err.stack, /outer.*logger\.test.*caused by: Error: inner/s);
});

const SECRET = 'osg_secret';
const HEADERS = { 'x-auth-token': SECRET };
const LEAKS: readonly [what: string, fields: object][] = [
  ['the header itself', HEADERS],
  ['a token', { token: SECRET }],
  ['a password', { password: SECRET }],
  ['headers', { headers: HEADERS }],
  ['a request of Node', { req: { headers: HEADERS } }],
  ['a response of Node', { res: { req: { headers: HEADERS } } }],
  ['the headers in a request', { request: { ...REQUEST, headers: HEADERS } }],
  ['the request in an error', { err: Object.assign(new Error('x'), { request: { headers: HEADERS } }) }],
  ['what was thrown without being an error', { err: { headers: HEADERS } }],
];

for (const [what, fields] of LEAKS) {
  for (const format of ['json', 'pretty'] as const) {
    test(`a secret does not get into a ${format} line by ${what}`, () => {
      const written = logged(
        (log) => {
          log.info(fields, 'event');
          log.child(fields).info('event');
        },
        { format },
      );
      assert.equal(written.split('event').length, 3, written);
      assert.ok(!written.includes(SECRET), written);
    });
  }
}

for (const format of ['json', 'pretty'] as const) {
  test(`${format} lines reach standard output although the process exits at once`, () => {
    const script = `
      import { createLogger } from ${JSON.stringify(new URL('./logger.ts', import.meta.url).href)};
      const log = createLogger({ level: 'info', format: '${format}' });
      for (let line = 1; line <= 2000; line++) log.info({ line }, 'event');
      process.exit(0);`;
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ['--input-type=module', '--eval', script],
      {
        encoding: 'utf8',
      },
    );
    assert.equal(status, 0, stderr);
    assert.equal(stdout.trimEnd().split('\n').length, 2000);
    assert.match(stdout, /2000.*\n$/);
  });
}
