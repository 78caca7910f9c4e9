// @tus/server in front of a store that drops what it gets, as the sink does: its own cost is measured, no disk's.
// `tus-server ADDRESS` prints its port; `begin` sets the counts to zero, `counts` asks for them.
import { DataStore, Server, type Upload } from '@tus/server';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

let counts = { puts: 0, posts: 0, preflights: 0, bodyBytes: 0 };

class DroppingStore extends DataStore {
  readonly #uploads = new Map<string, Upload>();
  override extensions = ['creation', 'termination'];

  override async create(upload: Upload): Promise<Upload> {
    this.#uploads.set(upload.id, upload);
    return upload;
  }

  override async write(bytes: Readable, id: string, offset: number): Promise<number> {
    let end = offset;
    for await (const piece of bytes) end += (piece as Buffer).length; // a stream of requests' bytes
    counts.bodyBytes += end - offset;
    const upload = await this.getUpload(id);
    upload.offset = end;
    return end;
  }

  override async getUpload(id: string): Promise<Upload> {
    const upload = this.#uploads.get(id);
    if (!upload) throw new Error(`no upload ${id}`);
    return upload;
  }
}

const tus = new Server({ path: '/files', datastore: new DroppingStore(), relativeLocation: true });
const server = createServer((request, response) => {
  if (request.method === 'PATCH') counts.puts += 1;
  if (request.method === 'POST') counts.posts += 1;
  if (request.method === 'OPTIONS') counts.preflights += 1;
  void tus.handle(request, response);
});
server.requestTimeout = 0; // a slow line is what is measured
server.listen(0, process.argv[2], () => {
  const { port } = server.address() as AddressInfo; // of a TCP server: never a pipe's name
  console.log(JSON.stringify({ port }));
});
createInterface({ input: process.stdin })
  .on('line', (line) => {
    if (line === 'begin') counts = { puts: 0, posts: 0, preflights: 0, bodyBytes: 0 };
    console.log(JSON.stringify(counts));
  })
  .on('close', () => process.exit());
