/** The findings of the fuzzing, against the service in this process. */

import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { startApp } from '../../src/app.fixture.ts';
import { readAnswers } from './answers.ts';
import { sendBytes } from './connection.ts';
import { findings } from './findings.ts';

const service = await startApp();
after(() => service.close());

for (const { what, bytes, status, message } of findings) {
  test(what, async () => {
    // All ask for the connection to be closed, so that its end is seen as well.
    const sending = {
      bytes: Buffer.from(bytes(service.tokens)),
      methods: ['GET'],
      isUnfinished: false,
      untilClosed: true,
    };
    const received = await sendBytes(new URL(service.url), sending);
    const { answers, rest } = readAnswers(received.bytes, sending.methods);
    assert.deepEqual(
      answers.map(({ status: given, body }) => [
        given,
        body.length && Object.values(JSON.parse(body.toString())),
      ]),
      [[status, message === undefined ? 0 : [{ code: status, message }]]],
    );
    assert.deepEqual([received.end, rest.length, service.lines], ['closed', 0, []]);
  });
}
