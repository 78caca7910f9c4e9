import type { RangeSource } from '@dawg/audio/ports/header-reader';
import { open } from 'node:fs/promises';

/** A file of this machine as a source; closed when `use` has ended, however. */
export async function withFileSource<Answer>(
  path: string,
  use: (source: RangeSource) => Promise<Answer>,
): Promise<Answer> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    return await use({
      sizeBytes: size,
      async read(offset, length) {
        const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
        let filled = 0;
        while (filled < bytes.length) {
          const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, offset + filled);
          if (bytesRead === 0) break;
          filled += bytesRead;
        }
        return bytes.subarray(0, filled);
      },
    });
  } finally {
    await file.close();
  }
}
