import { CONTAINERS } from '@dawg/audio/acceptance/containers';
import type { LocalAudio } from '@dawg/audio/ports/audio-engine';

/** The demuxers that may look at a file whose container is not sure yet. */
export const PROBED_FORMATS = [...new Set(Object.values(CONTAINERS).map(({ demuxer }) => demuxer))].join(',');

/**
 * How FFmpeg is told to read a file: this one, as this container, and nothing it names. A playlist called `.mp3` would
 * have other files and hosts opened; the protocol alone does not stop that, the one allowed demuxer does.
 */
export function inputParameters({ path, container }: LocalAudio): readonly string[] {
  const { demuxer } = CONTAINERS[container];
  return [
    ['-threads', '1'],
    ['-protocol_whitelist', 'file,pipe', '-format_whitelist', demuxer, '-f', demuxer],
    ['-max_streams', '64', '-vn', '-sn', '-dn'],
    ['-i', fileUrl(path)],
  ].flat();
}

/** FFmpeg takes a path with a colon for a protocol unless one is there. */
export function fileUrl(path: string): string {
  return `file:${path}`;
}
