import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EICAR, MAX_FILE_BYTES, skipsWithoutClamd, startClamd } from '../testing/test-clamd.ts';
import { createClamdScanner } from './clamd-scanner.ts';

const signal = new AbortController().signal;
const INFECTED = { verdict: 'infected', signature: expect.stringContaining('Test.Eicar') };

describe.skipIf(skipsWithoutClamd())('the scanner on ClamAV', () => {
  let clamd: Awaited<ReturnType<typeof startClamd>>;
  beforeAll(async () => {
    clamd = await startClamd();
  });
  afterAll(() => clamd?.stop());

  /** `sizeBytes` of zeros behind `head`, with EICAR at `at`. */
  async function scan(head: Buffer, sizeBytes: number, at: number | null) {
    async function* pieces() {
      for (let offset = 0; offset < sizeBytes; offset += 65_536) {
        const piece = Buffer.alloc(Math.min(65_536, sizeBytes - offset), 0x41);
        if (offset === 0) head.copy(piece);
        if (at !== null && at >= offset && at < offset + piece.length) EICAR.copy(piece, at - offset);
        yield piece;
      }
    }
    return clamd.scanner.scan(pieces(), sizeBytes, signal);
  }

  test('says which ClamAV it is', async () => {
    expect(await clamd.scanner.state()).toMatchObject({
      state: 'ready',
      version: expect.stringMatching(/^ClamAV /),
    });
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['a WAV', Buffer.from('RIFF\x24\0\0\0WAVEfmt ', 'latin1')],
    ['a FLAC', Buffer.from('fLaC\0\0\0\x22', 'latin1')],
    ['an MP3 with tags', Buffer.from('ID3\x03\0\0\0\0\0\0', 'latin1')],
    ['an MP3 of 128 kbit/s', Buffer.from([0xff, 0xfb, 0x90, 0x00])],
    ['an MP3 of 320 kbit/s', Buffer.from([0xff, 0xfb, 0xe0, 0x00])],
    ['an Ogg', Buffer.from('OggS\0\x02', 'latin1')],
    ['an M4A', Buffer.from('\0\0\0\x20ftypM4A ', 'latin1')],
    ['a WebM', Buffer.from([0x1a, 0x45, 0xdf, 0xa3])],
  ])(
    'finds EICAR behind the beginning of %s, close to it and 30 MB on, and nothing without it',
    async (_, head) => {
      expect(await scan(head, 100_000, head.length)).toMatchObject(INFECTED);
      expect(await scan(head, 32_000_000, 30_000_000)).toMatchObject(INFECTED);
      expect(await scan(head, 100_000, null)).toEqual({ verdict: 'clean' });
    },
  );

  test('finds EICAR in an MP3 that comes byte by byte', async () => {
    const bytes = Buffer.concat([Buffer.from('ID3\x03\0\0\0\0\0\0', 'latin1'), EICAR, Buffer.alloc(100)]);
    async function* single() {
      for (const byte of bytes) yield Buffer.from([byte]);
    }
    expect(await clamd.scanner.scan(single(), bytes.length, signal)).toMatchObject(INFECTED);
  });

  test('calls a file beyond ClamAV’s own limit unscannable, whatever is in it', async () => {
    expect(await scan(Buffer.alloc(0), MAX_FILE_BYTES + 5_000_000, 42_000_000)).toMatchObject({
      verdict: 'unscannable',
    });
    expect(await scan(Buffer.alloc(0), MAX_FILE_BYTES + 5_000_000, null)).toMatchObject({
      verdict: 'unscannable',
    });
  });

  test('calls a file beyond the length of a stream unscannable', async () => {
    expect(await scan(Buffer.alloc(0), 70_000_000, null)).toMatchObject({ verdict: 'unscannable' });
  });

  test('sends nothing beyond the limit it was given', async () => {
    const scanner = createClamdScanner({
      address: { path: clamd.path },
      maxFileBytes: 1_000,
      timeoutMs: 5_000,
    });
    async function* nothing() {}
    expect(await scanner.scan(nothing(), 1_001, signal)).toMatchObject({ verdict: 'unscannable' });
  });

  test('scans ten files at once, each with its own verdict', async () => {
    const verdicts = await Promise.all(
      Array.from({ length: 10 }, (_, k) => scan(Buffer.alloc(0), 2_000_000, k % 2 === 0 ? 1_000_000 : null)),
    );
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(
      Array.from({ length: 10 }, (_, k) => (k % 2 === 0 ? 'infected' : 'clean')),
    );
  });
});
