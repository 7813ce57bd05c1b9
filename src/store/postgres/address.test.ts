import assert from 'node:assert/strict';
import test from 'node:test';
import { StartupError } from '../../startup-error.ts';
import { addressesOf } from './address.ts';

const BAD: readonly [url: string, says: RegExp][] = [
  ['postgres://u:hunter2@db/groups?sslmod=verify-full', /no parameter "sslmod" here, only sslmode, /],
  ['postgres://u:hunter2@db/groups?foo=bar', /no parameter "foo"/],
  ['postgres://u:hunter2@db/groups?sslmode=bogus', /the parameter sslmode must be like .*verify-full/],
  ['postgres://u:hunter2@db/groups?sslmode=prefer', /sslmode must be/],
  ['postgres://u:hunter2@db/groups?sslmode=', /sslmode must be/],
  ['postgres://u:hunter2@db/groups?host=elsewhere', /host must be/],
  ['postgres://u:hunter2@db/groups?target_session_attrs=standby', /target_session_attrs must be/],
  ['postgres://u:hunter2@db/groups?password=hunter2', /no parameter "password"/],
  ['postgres://u:hunter2@db/groups?sslmode=verify-ca', /sslrootcert/],
  ['postgres://u:hunter2@db/groups?sslmode=require&sslrootcert=/no/such/file', /no such file/],
  ['postgres://u:hunter2@db:port/groups', /Invalid URL/],
  ['postgres://u:ge@he,hunter2@db/groups', /one @ too many/],
  ['mysql://u:hunter2@db/groups', /does not begin with postgres:/],
];
for (const [url, says] of BAD) {
  test(`${url} is refused, with the reason, the right form and no password`, () => {
    assert.throws(
      () => addressesOf(url),
      (error) => {
        assert.ok(error instanceof StartupError);
        assert.match(error.message, says);
        assert.match(error.message, /Write postgres:\/\/USER:PASSWORD@HOST1/);
        assert.doesNotMatch(error.message, /hunter2/);
        return true;
      },
    );
  });
}

type Address = readonly [host: string | undefined, port: number | undefined, database: string | undefined];
const GOOD: readonly [url: string, addresses: readonly Address[]][] = [
  ['postgres://u@db/groups', [['db', undefined, 'groups']]],
  ['postgresql://u@db:5433/groups?sslmode=disable', [['db', 5433, 'groups']]],
  [
    'postgres://u@one,two:5433,[::1]/groups?target_session_attrs=read-write',
    [
      ['one', undefined, 'groups'],
      ['two', 5433, 'groups'],
      ['::1', undefined, 'groups'],
    ],
  ],
  ['postgres:///groups?host=/run/postgresql', [['/run/postgresql', undefined, 'groups']]],
  ['postgres://%2Frun%2Fpostgresql/groups', [['/run/postgresql', undefined, 'groups']]],
];
for (const [url, addresses] of GOOD) {
  test(`${url} is understood as libpq does`, () => {
    assert.deepEqual(
      addressesOf(url).map(({ host, port, database }) => [host, port, database]),
      addresses,
    );
  });
}

test('a password may hold any character, percent-encoded', () => {
  const [address] = addressesOf('postgres://u%40x:p%2F%3A%40%2C@one,two/groups');
  assert.deepEqual([address?.user, address?.password, address?.host], ['u@x', 'p/:@,', 'one']);
});
