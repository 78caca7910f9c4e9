// Run at both ends of a line. `listen ADDRESS` echoes single bytes and acknowledges the end of a long stream; `send
// ADDRESS PORT` measures with it.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

const ECHOES = 10;
const STREAM_MS = 3_000;
const PIECE = Buffer.alloc(64 * 1024);

const [mode, address = '', port = '0'] = process.argv.slice(2);
if (mode === 'listen') await listen();
else await send();

async function listen(): Promise<void> {
  const server = createServer((socket) => {
    socket.setNoDelay(true);
    socket.on('data', (bytes) => bytes.length === 1 && socket.write(bytes));
    socket.on('end', () => socket.end('!'));
    socket.on('error', () => {});
  });
  server.listen(0, address);
  await once(server, 'listening');
  console.log((server.address() as AddressInfo).port); // of a TCP server: never a pipe's name
  process.stdin.resume().on('end', () => process.exit());
}

async function send(): Promise<void> {
  const socket = connect(Number(port), address);
  await once(socket, 'connect');
  socket.setNoDelay(true);
  const roundTrips: number[] = [];
  for (let echo = 0; echo < ECHOES; echo++) {
    const begun = performance.now();
    socket.write('?');
    await once(socket, 'data');
    roundTrips.push(performance.now() - begun);
  }
  console.log(
    JSON.stringify({ roundTripMs: Math.min(...roundTrips), megabitsPerSecond: await rateOf(socket) }),
  );
  process.exit();
}

/** From the first byte to the other end's word that it has the last. */
async function rateOf(socket: Socket): Promise<number> {
  const begun = performance.now();
  let sent = 0;
  while (performance.now() - begun < STREAM_MS) {
    sent += PIECE.length;
    if (!socket.write(PIECE)) await once(socket, 'drain');
  }
  socket.end();
  await once(socket, 'data');
  return (sent * 8) / (performance.now() - begun) / 1e3;
}
