// The control planes of all contestants in one process, and the page they run in. `control-server ADDRESS SINK_URL
// PAGE_FOLDER` prints its port; the line `begin` starts it afresh, `counts` asks what it was asked.
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { betterUploadEndpoints } from './better-upload-endpoints.ts';
import { ourControlPlane, proceduresIn } from './our-control-plane.ts';
import { connectToSink } from './store-of-bench.ts';
import { uppyEndpoints } from './uppy-endpoints.ts';

const [address = '', sinkUrl = '', pageFolder = ''] = process.argv.slice(2);

const PAGE =
  '<!doctype html><meta charset="utf-8"><title>bench</title><link rel="icon" href="data:,">' +
  '<input type="file" multiple><script type="module" src="/page.js"></script>';

const uppy = uppyEndpoints(connectToSink(sinkUrl));
const betterUpload = betterUploadEndpoints(sinkUrl);
let ours = ourControlPlane(sinkUrl);
let counts = { controlRequests: 0, controlCalls: 0 };

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    console.error(error);
    response.writeHead(500).end();
  });
});
server.listen(0, address, () => {
  const { port } = server.address() as AddressInfo; // of a TCP server: never a pipe's name
  console.log(JSON.stringify({ port }));
});
createInterface({ input: process.stdin })
  .on('line', (line) => {
    if (line === 'begin') {
      ours = ourControlPlane(sinkUrl);
      counts = { controlRequests: 0, controlCalls: 0 };
    }
    console.log(JSON.stringify(counts));
  })
  .on('close', () => process.exit());

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = request.url ?? '/';
  if (url.startsWith('/trpc/')) return ours(count(request, proceduresIn(url)), response);
  if (url === '/uppy') return uppy(count(request, 1), response);
  if (url === '/better-upload') return betterUpload(count(request, 1), response);
  if (url === '/') return void response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
  return sendScript(url, response);
}

function count(request: IncomingMessage, calls: number): IncomingMessage {
  counts.controlRequests += 1;
  counts.controlCalls += calls;
  return request;
}

async function sendScript(url: string, response: ServerResponse): Promise<void> {
  if (!/^\/[\w./-]+\.js$/.test(url) || url.includes('..')) return void response.writeHead(404).end();
  const script = await readFile(join(pageFolder, url));
  // As our server does: a worker's script is fetched once.
  const caching = url.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
  response.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': caching }).end(script);
}
