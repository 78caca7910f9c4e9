/** What a Standard MIDI File says of itself. `tonic` counts semitones from C. */
export interface MidiFacts {
  /** Of the tempo that holds longest; null when none holds for nine tenths of the piece. */
  readonly bpm: number | null;
  /** Null without a key signature, or with several. C major is what programs write who know nothing: it counts as none. */
  readonly key: { readonly tonic: number; readonly mode: 'major' | 'minor' } | null;
}

/** Tempo and key by the meta events 0x51 and 0x59. https://midi.org/standard-midi-files-specification */
export function midiFacts(bytes: Buffer): MidiFacts {
  const tempos: { tick: number; bpm: number }[] = [];
  const signatures = new Set<string>();
  let end = 0;
  for (let at = 14; at + 8 <= bytes.length; at += 8 + bytes.readUInt32BE(at + 4)) {
    const track = bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at + 4));
    end = Math.max(end, readTrack(track, tempos, signatures));
  }
  return { bpm: longestTempo(tempos, end), key: keyOf(signatures) };
}

function readTrack(track: Buffer, tempos: { tick: number; bpm: number }[], signatures: Set<string>): number {
  let [at, tick, status] = [0, 0, 0];
  const length = () => {
    let value = 0;
    for (;;) {
      const byte = track[at++] ?? 0;
      value = value * 128 + (byte & 127);
      if (byte < 128) return value;
    }
  };
  while (at < track.length) {
    tick += length();
    if ((track[at] ?? 0) >= 128) status = track[at++] ?? 0;
    if (status === 0xff) {
      const kind = track[at++];
      const size = length();
      if (kind === 0x51) tempos.push({ tick, bpm: 60e6 / track.readUIntBE(at, 3) });
      if (kind === 0x59) signatures.add(`${track.readInt8(at)} ${track[at + 1]}`);
      at += size;
    } else if (status === 0xf0 || status === 0xf7) {
      const size = length();
      at += size;
    } else at += [0xc, 0xd].includes(status >> 4) ? 1 : 2;
  }
  return tick;
}

function longestTempo(tempos: readonly { tick: number; bpm: number }[], end: number): number | null {
  const ordered = tempos.toSorted((a, b) => a.tick - b.tick);
  const held = new Map<number, number>();
  ordered.forEach(({ tick, bpm }, k) => {
    const rounded = Math.round(bpm * 10) / 10;
    held.set(rounded, (held.get(rounded) ?? 0) + ((ordered[k + 1]?.tick ?? end) - tick));
  });
  const [longest] = [...held].toSorted((a, b) => b[1] - a[1]);
  return longest && longest[1] >= end * 0.9 ? longest[0] : null;
}

function keyOf(signatures: ReadonlySet<string>): MidiFacts['key'] {
  const [only, another] = [...signatures];
  if (only === undefined || another !== undefined || only === '0 0') return null;
  const [sharps = 0, minor = 0] = only.split(' ').map(Number);
  const majorTonic = (((sharps * 7) % 12) + 12) % 12;
  return minor === 1 ? { tonic: (majorTonic + 9) % 12, mode: 'minor' } : { tonic: majorTonic, mode: 'major' };
}
