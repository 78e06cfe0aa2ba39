// A client in a process of its own, to be frozen and killed: node child-client.mjs URL NAME
import { io } from 'socket.io-client';

const [url, name] = process.argv.slice(2);
const socket = io(url, { transports: ['websocket'] });
const reply = await socket.emitWithAck('session:sign-in', {
  name,
  version: 4,
  presence: 'available',
});
process.stdout.write(`${JSON.stringify(reply.ok)}\n`);
