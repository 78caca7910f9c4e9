/** Frames that have to follow one another before bytes pass for MPEG audio. */
const FRAMES_IN_A_ROW = 3;

/**
 * Whether MPEG audio frames (layer I to III) begin at the first byte and go on: each frame says its length, and the next
 * one has to lie there with the same version, layer and sample rate. ISO/IEC 11172-3, 2.4.1.3.
 * @param isAtEnd whether the file ends with these bytes; then fewer frames will do, if they reach the end
 */
export function beginsWithMpegFrames(bytes: Uint8Array, isAtEnd: boolean): boolean {
  const kind = kindOf(bytes, 0);
  let at = 0;
  for (let frames = 0; frames < FRAMES_IN_A_ROW; frames += 1) {
    if (at >= bytes.length) return isAtEnd && frames > 0;
    // What follows the last frame of a very short file: a tag of ID3v1, Lyrics3 or APE.
    if (frames > 0 && isAtEnd && isTrailingTag(bytes, at)) return true;
    if (kind === null || kindOf(bytes, at) !== kind) return false;
    const length = frameLength(bytes, at);
    if (length === null) return false;
    at += length;
  }
  return true;
}

/** Version, layer and sample rate, which stay the same through a file; null where no frame begins. */
function kindOf(bytes: Uint8Array, at: number): string | null {
  const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3);
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return null;
  const [version, layer, rate] = [(second >> 3) & 3, (second >> 1) & 3, (third >> 2) & 3];
  return version === 1 || layer === 0 || rate === 3 ? null : `${version} ${layer} ${rate}`;
}

const BIT_RATES_V1 = [
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320], // layer III
  [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384], // layer II
  [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448], // layer I
];
const BIT_RATES_V2 = [
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
];
const SAMPLE_RATES_V1 = [44_100, 48_000, 32_000];

/** Bytes of the frame that begins here; null for a free or forbidden bit rate. */
function frameLength(bytes: Uint8Array, at: number): number | null {
  const [second = 0, third = 0] = bytes.subarray(at + 1, at + 3);
  const version = (second >> 3) & 3; // 3: MPEG 1, 2: MPEG 2, 0: MPEG 2.5
  const layer = (second >> 1) & 3; // 1: III, 2: II, 3: I
  const kilobits = (version === 3 ? BIT_RATES_V1 : BIT_RATES_V2)[layer - 1]?.[third >> 4];
  const fullRate = SAMPLE_RATES_V1[(third >> 2) & 3];
  if (!kilobits || !fullRate) return null;
  const sampleRate = version === 3 ? fullRate : version === 2 ? fullRate / 2 : fullRate / 4;
  const padding = (third >> 1) & 1;
  if (layer === 3) return (Math.floor((12_000 * kilobits) / sampleRate) + padding) * 4;
  const samples = layer === 1 && version !== 3 ? 72_000 : 144_000;
  return Math.floor((samples * kilobits) / sampleRate) + padding;
}

function isTrailingTag(bytes: Uint8Array, at: number): boolean {
  const text = String.fromCharCode(...bytes.subarray(at, at + 8));
  return text.startsWith('TAG') || text.startsWith('APETAGEX') || text.startsWith('LYRICS');
}
