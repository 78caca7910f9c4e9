import { fileTypeFromBuffer } from 'file-type';

/** What a person calls contents that are often sent by mistake. */
const NAMES: Readonly<Record<string, string>> = {
  'application/zip': 'a ZIP archive',
  'application/gzip': 'a compressed archive',
  'application/x-7z-compressed': 'a 7-Zip archive',
  'application/x-rar-compressed': 'a RAR archive',
  'application/pdf': 'a PDF document',
  'application/x-msdownload': 'a program for Windows',
  'application/x-elf': 'a program for Linux',
  'application/x-mach-binary': 'a program for macOS',
  'audio/aac': 'raw AAC without a container',
  'audio/midi': 'notes (MIDI), not sound',
  'audio/wavpack': 'WavPack',
  'audio/ape': 'Monkey’s Audio',
  'audio/x-m4a': 'MPEG-4',
  'audio/basic': 'Sun audio (AU)',
};

/** Containers of sound that file-type does not know, and are not stored. */
const AUDIO_MAGIC: readonly (readonly [string, string])[] = [
  ['riff\x2e\x91\xcf\x11', 'Sony Wave64'],
  ['caff', 'Apple’s Core Audio (CAF)'],
  ['.snd', 'Sun audio (AU)'],
  ['#EXTM3U', 'a playlist'],
  ['[playlist]', 'a playlist'],
  ['ffconcat', 'a playlist'],
];

/** What bytes that are no stored format are, for a person; null where nobody knows. */
export async function nameContent(head: Uint8Array): Promise<string | null> {
  const start = String.fromCharCode(...head.subarray(0, 16));
  const known = AUDIO_MAGIC.find(([magic]) => start.startsWith(magic));
  if (known) return known[1];
  const type = await fileTypeFromBuffer(head);
  if (!type) return null;
  const { mime, ext } = type;
  if (NAMES[mime]) return NAMES[mime];
  if (mime.startsWith('image/')) return `a picture (${ext.toUpperCase()})`;
  if (mime.startsWith('video/')) return `a film (${ext.toUpperCase()})`;
  // It has the right beginning of a stored format, and not what has to come after it.
  if (mime.startsWith('audio/') || mime === 'application/ogg') return null;
  return `that of a .${ext} file`;
}
