import { REST_ROUTES } from '@dawg/api/rest/rest-routes';
import fc from 'fast-check';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signUp, type RestCaller } from '../../../testing/rest-caller.ts';
import { startTestServer, type TestServer } from '../../../testing/test-server.ts';

const RUNS = 2000;

/** Whatever is sent, the answer is ours: a status below 500, and JSON that says yes or why not. */
describe('whatever is sent to', () => {
  let server: TestServer;
  let owner: RestCaller;
  const fileIds: string[] = [];
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  beforeAll(async () => {
    server = await startTestServer({ openSignUp: true });
    owner = await signUp(server, 'owner');
    for (const name of ['a.wav', 'b.mp3', 'c.flac']) {
      const { file } = await owner.upload(new Uint8Array(50), name);
      if (file) fileIds.push(file.id);
    }
  });
  afterAll(async () => {
    agent.destroy();
    await server.close();
  });

  const send = async (
    method: string,
    path: string,
    headers: Record<string, string>,
    body: string | Buffer,
  ) => {
    const { hostname, port } = new URL(server.url);
    const sending = request({
      agent,
      hostname,
      port,
      method,
      path,
      headers: {
        authorization: `Bearer ${owner.token}`,
        ...headers,
        'content-length': Buffer.byteLength(body),
      },
    });
    sending.end(body);
    const [answer] = await once(sending, 'response');
    const text = String(Buffer.concat(await answer.toArray()));
    return { status: Number(answer.statusCode), text };
  };
  const expectOurs = ({ status, text }: { readonly status: number; readonly text: string }) => {
    expect(status).toBeLessThan(500);
    const { success, error } = JSON.parse(text) as { success?: boolean; error?: { code: string } };
    expect(success).toBe(status === 200);
    expect(error?.code !== undefined).toBe(status !== 200);
    expect(text).not.toMatch(/node_modules|\.ts:|SELECT|prisma/i);
  };

  const word = fc.string({ unit: 'binary', maxLength: 300 });
  const id = fc.oneof(fc.constantFrom(...Array.from({ length: 3 }, (_, at) => `#${at}`)), fc.uuid(), word);
  const parameter = fc.oneof(
    word,
    fc.integer().map(String),
    fc.constantFrom('uploadedAt', 'size', 'fileName', 'asc', 'desc', 'true', 'false', '["a","b"]'),
    fc.tuple(fc.anything(), fc.anything()).map((pair) => JSON.stringify(pair) ?? ''),
  );
  const query = (names: readonly string[]) =>
    fc.array(fc.tuple(fc.oneof(fc.constantFrom(...names), word), parameter), { maxLength: 5 });
  const encode = (text: string) => encodeURIComponent(text.toWellFormed());
  const ours = fc.constantFrom(0, 1, 2).map((at) => fileIds[at]);
  const bodies = fc.oneof(
    fc
      .record({
        newName: fc.oneof(
          word,
          word.map((name) => `${name}.wav`),
          fc.anything(),
        ),
      })
      .map((value) => JSON.stringify(value)),
    fc
      .record({
        fileIds: fc.oneof(fc.array(fc.oneof(ours, fc.uuid(), word), { maxLength: 20 }), fc.anything()),
      })
      .map((value) => JSON.stringify(value)),
    fc.json(),
    word.map((text) => text.toWellFormed()),
  );
  const queryText = (pairs: readonly (readonly [string, string])[]) =>
    pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');

  for (const { method, path, query: schema, body: bodySchema } of REST_ROUTES) {
    test(`${method} ${path}, it is answered without a fault`, async () => {
      const body = bodySchema ? bodies : fc.constant('');
      const requests = fc.record({ id, pairs: query(Object.keys(schema.shape)), body });
      await fc.assert(
        fc.asyncProperty(requests, async (input) => {
          const known = /^#(\d)$/.exec(input.id);
          const fileId = encode(known ? (fileIds[Number(known[1])] ?? '') : input.id);
          const url = `${path.replace('{fileId}', fileId || '-')}?${queryText(input.pairs)}`;
          const headers: Record<string, string> = bodySchema ? { 'content-type': 'application/json' } : {};
          expectOurs(await send(method.toUpperCase(), url, headers, input.body));
        }),
        { numRuns: RUNS },
      );
    });
  }

  test.each(['zip', 'link', 'public'])(
    'get /api/storage/%s/{token}, it is answered without a fault',
    async (kind) => {
      const token = fc.oneof(
        word,
        fc.base64String({ minLength: 44, maxLength: 44 }),
        fc.constant('x'.repeat(4000)),
      );
      await fc.assert(
        fc.asyncProperty(token, async (text) => {
          expectOurs(await send('GET', `/api/storage/${kind}/${encode(text) || '-'}`, {}, ''));
        }),
        { numRuns: RUNS },
      );
    },
  );

  test('post /api/storage/upload, it is answered without a fault and leaves nothing under way', async () => {
    const line = fc.oneof(
      fc.constantFrom(
        '--x',
        '--x--',
        '',
        'Content-Disposition: form-data; name="file"; filename="a.wav"',
        'Content-Disposition: form-data; name="projectId"',
        'Content-Disposition: form-data; name="folderPath"',
        'Content-Type: audio/wav',
        'bytes of a file',
      ),
      word,
    );
    const noise = fc.array(line, { maxLength: 20 }).map((lines) => lines.join('\r\n'));
    const formOf = (name: string, fields: readonly (readonly [string, string])[], content: string) =>
      [
        ...fields.map(
          ([key, value]) => `--x\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${value}`,
        ),
        `--x\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n${content}`,
        '--x--\r\n',
      ].join('\r\n');
    const name = fc.oneof(
      word,
      word.map((text) => `${text}.wav`),
    );
    const fields = fc.array(fc.tuple(fc.constantFrom('projectId', 'folderPath', 'isPublic', 'x'), word), {
      maxLength: 3,
    });
    const wellMade = fc.tuple(name, fields, word).map((parts) => formOf(...parts));
    const type = fc.oneof(
      { weight: 8, arbitrary: fc.constant('multipart/form-data; boundary=x') },
      {
        weight: 1,
        arbitrary: fc.constantFrom('multipart/form-data', 'multipart/form-data; boundary=', 'audio/wav'),
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(noise, wellMade), type, async (body, contentType) => {
        const bytes = Buffer.from(body);
        expectOurs(await send('POST', '/api/storage/upload', { 'content-type': contentType }, bytes));
      }),
      { numRuns: RUNS },
    );
    const open = await owner.call('GET', '/trpc/uploads.list', { headers: { 'x-dawg-client': 'test' } });
    expect(await open.json()).toEqual({ result: { data: [] } });
  });
});
