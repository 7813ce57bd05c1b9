/** TLS to PostgreSQL: a server is known by its certificate, as `sslmode` says, and is refused where it is not. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFile, chmod, chown, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { StartupError } from '../../startup-error.ts';
import { create, everything, newGroup, PROJECT } from '../suite-common.ts';
import { openPostgresStore } from './postgres.ts';
import { DEBIAN, startPostgres } from './server.fixture.ts';

const OPTIONS = { patience: 300 };

const refused = (url: string, says: RegExp) =>
  assert.rejects(openPostgresStore(url, OPTIONS), (error) => {
    assert.ok(error instanceof StartupError, String(error));
    assert.match(error.message, says);
    return true;
  });

const openssl = (folder: string, ...args: string[]) =>
  execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });

/** A certificate authority of its own, which has signed one for a name; all in a folder for the test. */
const makeCertificates = async (t: TestContext, names: Readonly<Record<string, string>>) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'certificates-test-'));
  t.after(() => rm(folder, { recursive: true }));
  for (const ca of ['ca', 'other-ca']) {
    const out = ['-keyout', `${ca}.key`, '-out', `${ca}.crt`, '-subj', `/CN=${ca}`, '-days', '2'];
    openssl(folder, 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...out);
  }
  for (const [name, subject] of Object.entries(names)) {
    await writeFile(path.join(folder, 'names'), `subjectAltName=${subject}\n`);
    const out = ['-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`];
    openssl(folder, 'req', '-newkey', 'rsa:2048', '-nodes', ...out);
    const by = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names', '-days', '2'];
    openssl(folder, 'x509', '-req', '-in', `${name}.csr`, '-out', `${name}.crt`, ...by);
  }
  return folder;
};

test('with TLS the server is known by its certificate, as sslmode says, also when it changes', async (t) => {
  const folder = await makeCertificates(t, { right: 'IP:127.0.0.1', wrong: 'DNS:elsewhere.example' });
  const secure = await startPostgres({ programs: DEBIAN });
  t.after(() => secure.remove());
  /** Gives the server a certificate, for connections that are made afterwards. */
  const use = async (name: string) => {
    const { uid, gid } = await stat(secure.data);
    for (const ending of ['crt', 'key']) {
      const file = path.join(secure.data, `server.${ending}`);
      await writeFile(file, await readFile(path.join(folder, `${name}.${ending}`)));
      await chmod(file, 0o600);
      await chown(file, uid, gid);
    }
    await secure.run('SELECT pg_reload_conf()');
  };
  await use('right');
  await appendFile(path.join(secure.data, 'postgresql.conf'), 'ssl = on\n');
  await secure.stop('SIGINT');
  await secure.start();
  const url = (mode: string, ca?: string) =>
    `${secure.url('postgres')}?sslmode=${mode}${ca === undefined ? '' : `&sslrootcert=${folder}/${ca}.crt`}`;

  const store = await openPostgresStore(url('verify-full', 'ca'), OPTIONS);
  t.after(() => store.close());
  const group = await create(store);
  const [row] = await secure.run(
    "SELECT bool_and(ssl) AS all FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'os-server-groups'",
  );
  assert.equal(row?.all, true);
  await (await openPostgresStore(url('require'), OPTIONS)).close();
  await refused(url('verify-full', 'other-ca'), /certificate/);

  // A certificate that is refused under a store that is open is an outage like any other.
  await use('wrong');
  await refused(url('verify-full', 'ca'), /does not match certificate's altnames/);
  await (await openPostgresStore(url('verify-ca', 'ca'), OPTIONS)).close();
  await secure.run(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'os-server-groups'",
  );
  const call = store.create(newGroup(), -1);
  await assert.rejects(call, { name: 'StoreUnavailable', message: /does not match certificate's altnames/ });
  await use('right');
  assert.deepEqual(await everything(store, PROJECT), [group]);
});
