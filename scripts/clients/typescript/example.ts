import { createClient, Fault, PolicyName } from 'os-server-groups-client';

const { OSG_URL = 'http://127.0.0.1:8774', OSG_TOKEN = '', OSG_PROJECT = '' } = process.env;
const client = createClient({ url: OSG_URL, token: OSG_TOKEN, project: OSG_PROJECT });

const group = await client.groups.create({ name: 'web', policy: PolicyName.ANTI_AFFINITY });
console.log(`Made ${group.name}: ${group.id}`);

for await (const { id, name } of client.groups.list()) console.log(`There is ${name}: ${id}`);

await client.groups.delete(group.id);
try {
  await client.groups.get(group.id);
} catch (error) {
  if (!(error instanceof Fault && error.status === 404)) throw error;
  console.log(`It is gone: ${error.message}`);
}
