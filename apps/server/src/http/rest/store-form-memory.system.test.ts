import { once } from 'node:events';
import { request } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { signUp, type RestBody } from '../../../testing/rest-caller.ts';
import { startServerProcess } from '../../../testing/server-process.ts';

const MIB = 2 ** 20;
const BOUND_BYTES = 64 * MIB;

/** The embedded store and database are in the same process: what they take counts, too. */
test.skipIf(process.platform !== 'linux')(
  'a form of 600 MiB is stored in less than 64 MiB of memory',
  async () => {
    const settings = {
      MAX_FILE_BYTES: String(2 ** 30),
      DEFAULT_QUOTA_BYTES: String(2 ** 34),
      OPEN_SIGN_UP: 'true',
    };
    const server = await startServerProcess(settings);
    onTestFinished(() => server.close());
    const owner = await signUp(server, 'owner');
    const upload = async (name: string, sizeBytes: number): Promise<RestBody> => {
      const sending = request(new URL('/api/storage/upload', server.url), {
        method: 'POST',
        headers: {
          authorization: `Bearer ${owner.token}`,
          'content-type': 'multipart/form-data; boundary=x',
          'content-length': HEAD(name).length + sizeBytes + TAIL.length,
        },
      });
      const answered = once(sending, 'response');
      for (const chunk of form(name, sizeBytes))
        if (!sending.write(chunk)) await Promise.race([once(sending, 'drain'), answered]);
      sending.end();
      const [answer] = await answered;
      return JSON.parse(String(Buffer.concat(await answer.toArray()))) as RestBody;
    };
    for (const name of ['warm.wav', 'up.wav', 'first.wav'])
      expect(await upload(name, 100 * MIB)).toMatchObject({ success: true });
    server.forgetPeak();
    const before = server.memoryBytes();
    expect(await upload('long.wav', 600 * MIB)).toMatchObject({ file: { size: 600 * MIB } });
    const grownBytes = server.peakBytes() - before;
    console.log(
      `a form of 600 MiB: ${Math.round(grownBytes / MIB)} MiB on top of ${Math.round(before / MIB)} MiB`,
    );
    expect(grownBytes).toBeLessThan(BOUND_BYTES);
  },
);

const HEAD = (name: string) =>
  `--x\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n`;
const TAIL = '\r\n--x--\r\n';

function* form(name: string, sizeBytes: number) {
  yield Buffer.from(HEAD(name));
  const chunk = Buffer.alloc(MIB, 42);
  for (let left = sizeBytes; left > 0; left -= chunk.length) yield chunk.subarray(0, Math.min(left, MIB));
  yield Buffer.from(TAIL);
}
