import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A tone as FFmpeg writes it; the end of `fileName` says as what. */
export function makeTone(
  directory: string,
  fileName: string,
  { seconds, hertz, coding = [] }: { seconds: number; hertz: number; coding?: readonly string[] },
): Uint8Array<ArrayBuffer> {
  const path = join(directory, fileName);
  const source = ['-f', 'lavfi', '-i', `sine=${hertz}:duration=${seconds}:sample_rate=48000`];
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...source, ...coding, path]);
  return new Uint8Array(readFileSync(path));
}
