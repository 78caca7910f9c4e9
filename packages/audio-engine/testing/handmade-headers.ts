/** Bytes of headers, made by hand from the formats' descriptions, apart from any library that reads them. */

/** ID3v2.3. https://id3.org/id3v2.3.0 */
export function id3Tag(...frames: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(frames);
  const size = [21, 14, 7, 0].map((shift) => (body.length >> shift) & 127);
  return Buffer.concat([Buffer.from('ID3\x03\0\0', 'latin1'), Buffer.from(size), body]);
}

export function textFrame(id: string, text: string): Buffer {
  const content = Buffer.concat([Buffer.from([1, 0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
  return frame(id, content);
}

export function pictureFrame(picture: Uint8Array): Buffer {
  return frame('APIC', Buffer.concat([Buffer.from('\0image/jpeg\0\x03\0', 'latin1'), picture]));
}

function frame(id: string, content: Uint8Array): Buffer {
  const head = Buffer.alloc(10);
  head.write(id, 'latin1');
  head.writeUInt32BE(content.length, 4);
  return Buffer.concat([head, content]);
}

/** MPEG 1, layer III, 128 kbit/s, 44.1 kHz, silent. */
export function mpegFrames(count: number): Buffer {
  const one = Buffer.alloc(417);
  one.set([0xff, 0xfb, 0x90, 0xc0]);
  return Buffer.concat(Array.from({ length: count }, () => one));
}

/** Two seconds of 48 kHz mono with `bext`, two cue points with labels, and iXML behind the sound. EBU Tech 3285. */
export function broadcastWav(): Buffer {
  const format = Buffer.alloc(16);
  format.writeUInt16LE(1, 0);
  format.writeUInt16LE(1, 2);
  format.writeUInt32LE(48_000, 4);
  format.writeUInt32LE(96_000, 8);
  format.writeUInt16LE(2, 12);
  format.writeUInt16LE(16, 14);

  const bext = Buffer.alloc(602);
  bext.write('Scene 12, take 3', 0);
  bext.write('Recorder', 256);
  bext.write('REF0001', 288);
  bext.write('2026-11-2413:20:00', 320);
  bext.writeBigUInt64LE(2_116_800_000n, 338);
  const history = Buffer.from('A=PCM,F=48000,W=24,M=stereo\r\n\0');

  const cue = Buffer.alloc(4 + 48);
  cue.writeUInt32LE(2, 0);
  cue.writeUInt32LE(1, 4);
  cue.writeUInt32LE(48_000, 4 + 20);
  cue.writeUInt32LE(2, 28);
  cue.writeUInt32LE(24_000, 28 + 20);

  const label = (id: number, text: string) => {
    const content = Buffer.alloc(4 + text.length + 1);
    content.writeUInt32LE(id, 0);
    content.write(text, 4);
    return chunk('labl', content);
  };
  const labels = Buffer.concat([Buffer.from('adtl'), label(1, 'Chorus'), label(2, 'Verse')]);
  const ixml = Buffer.from('<?xml version="1.0"?><BWFXML><SCENE>12</SCENE></BWFXML>');
  return riff(
    chunk('bext', Buffer.concat([bext, history])),
    chunk('fmt ', format),
    chunk('data', Buffer.alloc(192_000)),
    chunk('cue ', cue),
    chunk('LIST', labels),
    chunk('iXML', ixml),
  );
}

function riff(...chunks: readonly Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from('WAVE'), ...chunks]);
  const head = Buffer.alloc(8);
  head.write('RIFF');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

function chunk(id: string, content: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.write(id, 'latin1');
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}
