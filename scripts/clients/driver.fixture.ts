/** A driver of a client that can only show a group, and does it right or in one of many wrong ways, by its argument. */

import process from 'node:process';
import { createInterface } from 'node:readline';
import type { Question, Result } from './protocol.ts';

const [way = 'right'] = process.argv.slice(2);

const ask = async ({ client, args }: Question, followed: boolean): Promise<Result> => {
  const { id = '' } = args as { id?: string };
  const place = `${client.url}/v2.1/${client.project}/os-server-groups/${id}`;
  const response = await fetch(place, {
    headers: {
      'X-Auth-Token': way === 'forgets the token' ? 'none' : client.token,
      'User-Agent': `os-server-groups-${way === 'right' ? 'one' : 'other'}/0.0.1`,
    },
    redirect: followed ? 'follow' : 'manual',
  });
  const text = await response.text();
  if (response.status === 200) {
    const { server_group } = JSON.parse(text);
    return { value: way === 'changes the name' ? { ...server_group, name: 'changed' } : server_group };
  }
  const requestId = response.headers.get('x-openstack-request-id');
  const [name = null] = text.startsWith('{') ? Object.keys(JSON.parse(text)) : [];
  const message =
    way === 'shouts' ? 'THERE IS NONE' : name === null ? `HTTP ${response.status}` : 'There is none';
  return { fault: { status: response.status, name, message, requestId } };
};

for await (const line of createInterface({ input: process.stdin })) {
  if (way === 'dies') {
    console.error('something broke');
    process.exit(3);
  }
  if (way === 'is silent') continue;
  const question = JSON.parse(line) as Question;
  if (way === 'asks twice') await ask(question, false);
  const result = await ask(question, way === 'follows redirects');
  console.log(way === 'chatters' ? 'Here is a group for you' : JSON.stringify(result));
}
