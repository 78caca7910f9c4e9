import { createHash } from 'node:crypto';
import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Audio made on the spot: real headers, and bytes that no two places share. */
export interface AudioFile {
  readonly name: string;
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** Stereo, 44.1 kHz, 16 bit: two detuned tones. https://www.mmsp.ece.mcgill.ca/Documents/AudioFormats/WAVE/WAVE.html */
export function wav(seconds: number): Buffer {
  const rate = 44_100;
  const dataBytes = seconds * rate * 4;
  const file = Buffer.alloc(44 + dataBytes);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + dataBytes, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20); // PCM
  file.writeUInt16LE(2, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 4, 28);
  file.writeUInt16LE(4, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(dataBytes, 40);
  const samples = new Int16Array(file.buffer, file.byteOffset + 44, dataBytes / 2);
  for (let at = 0; at < samples.length; at += 2) {
    const time = at / 2 / rate;
    samples[at] = 12_000 * Math.sin(time * 2 * Math.PI * 220);
    samples[at + 1] = 12_000 * Math.sin(time * 2 * Math.PI * 221.7 + time * time);
  }
  return file;
}

/**
 * A WAV that looks and measures like music: a kick on every beat of 120 BPM, hats between, a chord that comes and goes, and
 * quieter parts at its beginning, middle and end. `seed` makes another piece of it.
 */
export function song(seconds: number, seed = 1): Buffer {
  const file = wav(seconds);
  const rate = 44_100;
  const samples = new Int16Array(file.buffer, file.byteOffset + 44, (file.length - 44) / 2);
  let noise = seed;
  const hiss = () => (noise = (noise * 16_807) % 2_147_483_647) / 1_073_741_823 - 1;
  const parts = [0.25, 0.55, 0.9, 0.85, 0.4, 0.95, 1, 0.35];
  for (let at = 0; at < samples.length; at += 2) {
    const time = at / 2 / rate;
    const part = parts[(Math.floor((time / seconds) * parts.length) + seed) % parts.length] ?? 1;
    const beat = (time * 2) % 1;
    const kick = Math.exp(-beat * 9) * Math.sin(2 * Math.PI * (50 + 60 * Math.exp(-beat * 30)) * beat);
    const hat = Math.exp(-((time * 4) % 1) * 14) * hiss() * 0.25;
    const swell = 0.5 + 0.5 * Math.sin((time / 8) * 2 * Math.PI);
    const chord = [220, 261.63, 329.63].reduce((sum, tone) => sum + Math.sin(2 * Math.PI * tone * time), 0);
    const left = part * (0.55 * kick + hat + 0.12 * swell * chord);
    samples[at] = 26_000 * left;
    samples[at + 1] = 26_000 * (left * 0.9 + part * 0.05 * Math.sin(2 * Math.PI * 440 * time));
  }
  return file;
}

/** MPEG-1 layer III, 128 kbit/s, 44.1 kHz: frames whose side information is all zero are silence. */
export function mp3(seconds: number): Buffer {
  const frame = Buffer.alloc(417);
  frame.writeUInt32BE(0xfffb9000, 0);
  return Buffer.concat(Array.from({ length: Math.ceil((seconds * 44_100) / 1152) }, () => frame));
}

/** FLAC, mono, 44.1 kHz, 16 bit, of constant subframes. https://www.rfc-editor.org/rfc/rfc9639 */
export function flac(seconds: number): Buffer {
  const blockSize = 4096;
  const blocks = Math.ceil((seconds * 44_100) / blockSize);
  const info = Buffer.alloc(42);
  info.write('fLaC', 0);
  info.writeUInt32BE(0x80000022, 4); // the last metadata block, STREAMINFO, 34 bytes
  info.writeUInt16BE(blockSize, 8);
  info.writeUInt16BE(blockSize, 10);
  // 20 bits rate, 3 bits channels - 1, 5 bits depth - 1, 36 bits samples
  info.writeBigUInt64BE((44_100n << 44n) | (15n << 36n) | BigInt(blocks * blockSize), 18);
  return Buffer.concat([info, ...Array.from({ length: blocks }, (_, index) => flacFrame(index))]);
}

function flacFrame(index: number): Buffer {
  // Sync, fixed block size 4096 (code 12), rate 44.1 kHz (9), mono (0), 16 bit (4), then the frame number.
  const header = Buffer.concat([Buffer.from([0xff, 0xf8, 0xc9, 0x08]), utf8Number(index)]);
  const value = Math.round(8000 * Math.sin(index / 7));
  const subframe = Buffer.from([0x00, (value >> 8) & 255, value & 255]);
  const frame = Buffer.concat([header, Buffer.from([crc(header, 8, 0x07)]), subframe]);
  const footer = Buffer.alloc(2);
  footer.writeUInt16BE(crc(frame, 16, 0x8005));
  return Buffer.concat([frame, footer]);
}

function utf8Number(value: number): Buffer {
  return value < 0x80 ? Buffer.from([value]) : Buffer.from([0xc0 | (value >> 6), 0x80 | (value & 63)]);
}

function crc(bytes: Buffer, width: number, polynomial: number): number {
  const top = 1 << (width - 1);
  const mask = 2 ** width - 1;
  let value = 0;
  for (const byte of bytes) {
    value ^= byte << (width - 8);
    for (let bit = 0; bit < 8; bit++) value = (value & top ? (value << 1) ^ polynomial : value << 1) & mask;
  }
  return value;
}

/** Long ago: a file that was written a moment ago may be one that a DAW is still writing, and is waited for. */
const WRITTEN_AT = 1_770_000_000;

/** Writes a file into a directory, with a modification time that stays. */
export function writeAudio(directory: string, name: string, bytes: Buffer): AudioFile {
  const path = join(directory, name);
  writeFileSync(path, bytes);
  utimesSync(path, WRITTEN_AT, WRITTEN_AT);
  return { name, path, sizeBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
