// The sink for machines without a C compiler: the same answers, by Node. It is slower, so the limit is lower.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';

const counts = { puts: 0, posts: 0, preflights: 0, others: 0, bodyBytes: 0 };

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET,PUT,POST,DELETE,HEAD',
  'access-control-allow-headers': '*',
  'access-control-expose-headers': 'ETag,Location',
  'access-control-max-age': '7200',
};

const server = createServer((request, response) => {
  request.on('data', (bytes: Buffer) => (counts.bodyBytes += bytes.length));
  request.on('end', () => answer(request, response));
});
server.requestTimeout = 0; // a slow line is what is measured
server.listen(0, process.argv[2], () => {
  const { port } = server.address() as AddressInfo; // of a TCP server: never a pipe's name
  console.log(JSON.stringify({ port }));
});
createInterface({ input: process.stdin })
  .on('line', () => console.log(JSON.stringify(counts)))
  .on('close', () => process.exit());

function answer(request: IncomingMessage, response: ServerResponse): void {
  const etag = { ...CORS, etag: `"${crypto.randomUUID().replaceAll('-', '')}"` };
  const url = request.url ?? '/';
  if (request.method === 'OPTIONS') {
    counts.preflights += 1;
    response.writeHead(204, CORS).end();
  } else if (request.method === 'PUT') {
    counts.puts += 1;
    response.writeHead(200, etag).end();
  } else if (request.method !== 'POST') {
    counts.others += 1;
    response.writeHead(request.method === 'DELETE' ? 204 : 200, CORS).end();
  } else {
    counts.posts += 1;
    if (!url.includes('?')) return void response.writeHead(204, etag).end();
    const result = url.includes('uploadId=')
      ? 'CompleteMultipartUploadResult'
      : 'InitiateMultipartUploadResult';
    const key = new URL(url, 'http://sink').pathname.split('/').slice(2).join('/');
    response
      .writeHead(200, { ...CORS, 'content-type': 'application/xml' })
      .end(
        `<?xml version="1.0"?><${result}><Bucket>bench</Bucket><Key>${key}</Key>` +
          `<UploadId>upload-${counts.posts}</UploadId><ETag>"${counts.posts}-1"</ETag></${result}>`,
      );
  }
}
