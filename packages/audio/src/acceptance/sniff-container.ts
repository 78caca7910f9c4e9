import type { RangeSource } from '../ports/header-reader.ts';
import { beginsWithMpegFrames } from './mpeg-frames.ts';
import { oggCodecOf } from './ogg-pages.ts';
import type { Container } from './containers.ts';

/** What the first bytes say. `found` names what else they are, for a person; null where nobody knows. */
export type SniffedType =
  { readonly container: Container } | { readonly container: null; readonly found: string | null };

/** Bytes looked at in one place. */
const WINDOW_BYTES = 64 * 1024;
/** Tags one after the other in front of the sound; more is no file that a person made. */
const MAX_LEADING_TAGS = 8;

/**
 * The container by its own bytes, by nothing else. Strict: a name of four letters is not enough where the format has
 * more to check, and in front of MP3 frames only ID3 and APE tags and zeros may lie. Null: none that is stored.
 */
export async function sniffContainer(source: RangeSource): Promise<Container | null> {
  let offset = 0;
  let head = await source.read(0, WINDOW_BYTES);
  for (let tags = 0; tags < MAX_LEADING_TAGS; tags += 1) {
    const length = leadingTagLength(head);
    if (length === 0) break;
    offset += length;
    if (offset >= source.sizeBytes) return null;
    head = await source.read(offset, WINDOW_BYTES);
  }
  const isAtEnd = offset + head.length >= source.sizeBytes;
  if (offset === 0) {
    const container = containerAtStart(head);
    if (container) return container;
  }
  if (isFlac(head)) return 'flac';
  return beginsWithMpegFrames(skipZeros(head), isAtEnd) ? 'mp3' : null;
}

function containerAtStart(head: Uint8Array): Container | null {
  const first = ascii(head, 0, 4);
  const form = ascii(head, 8, 4);
  if (form === 'WAVE') {
    if (first === 'RIFF') return 'wav';
    if (first === 'RF64') return 'rf64';
    if (first === 'BW64') return 'bw64';
  }
  if (first === 'FORM' && form === 'AIFF') return 'aiff';
  if (first === 'FORM' && form === 'AIFC') return 'aifc';
  if (first === 'OggS') return oggCodecOf(head) === null ? null : 'ogg';
  if (ascii(head, 4, 4) === 'ftyp') return STILL_PICTURES.has(form) ? null : 'mp4';
  return matroskaKind(head);
}

/** Brands of pictures in the same boxes as MP4: HEIF, AVIF, Canon's raw. https://mp4ra.org/registered-types/brands */
const STILL_PICTURES = new Set([
  'heic',
  'heix',
  'heim',
  'heis',
  'hevc',
  'mif1',
  'msf1',
  'avif',
  'avis',
  'crx ',
]);

/** `fLaC` and the STREAMINFO block that has to come first, of 34 bytes. RFC 9639, section 8.1. */
function isFlac(head: Uint8Array): boolean {
  if (ascii(head, 0, 4) !== 'fLaC' || head.length < 42) return false;
  return ((head[4] ?? 0) & 0x7f) === 0 && head[5] === 0 && head[6] === 0 && head[7] === 34;
}

/** The document type within the EBML header. RFC 8794, section 11.2. */
function matroskaKind(head: Uint8Array): Container | null {
  if (!(head[0] === 0x1a && head[1] === 0x45 && head[2] === 0xdf && head[3] === 0xa3)) return null;
  for (let at = 4; at < Math.min(head.length, 128) - 3; at += 1) {
    if (head[at] !== 0x42 || head[at + 1] !== 0x82) continue;
    const length = (head[at + 2] ?? 0) & 0x7f;
    const kind = ascii(head, at + 3, length).replace(/\0+$/, '');
    if (kind === 'webm' || kind === 'matroska') return kind;
  }
  return null;
}

/** Bytes of the ID3v2 or APE tag that begins here; 0 when none does. https://id3.org/id3v2.4.0-structure */
function leadingTagLength(head: Uint8Array): number {
  if (ascii(head, 0, 3) === 'ID3' && head.length >= 10) {
    const sizes = [...head.subarray(6, 10)];
    if (sizes.some((byte) => byte > 127)) return 0;
    const footer = ((head[5] ?? 0) & 0x10) === 0 ? 0 : 10;
    return 10 + sizes.reduce((size, byte) => size * 128 + byte, 0) + footer;
  }
  if (ascii(head, 0, 8) === 'APETAGEX' && head.length >= 32)
    return 32 + new DataView(head.buffer, head.byteOffset).getUint32(12, true);
  return 0;
}

function skipZeros(head: Uint8Array): Uint8Array {
  const at = head.findIndex((byte) => byte !== 0);
  return at < 0 ? head.subarray(head.length) : head.subarray(at);
}

function ascii(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
