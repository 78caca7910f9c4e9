// Run as a process of its own: mono samples of 32-bit float at LISTENING_RATE_HZ on stdin, the answer by message.
import { estimateKey } from '@dawg/audio/estimates/estimate-key';
import { estimateTempo, LISTENING_RATE_HZ } from '@dawg/audio/estimates/estimate-tempo';
import type { ListenAnswer } from './listen-answer.ts';
import { readSamples } from './read-samples.ts';

const pieces: Float32Array[] = [];
readSamples(4, (bytes) => pieces.push(new Float32Array(bytes.slice().buffer)));
const samples = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
let at = 0;
for (const piece of pieces) {
  samples.set(piece, at);
  at += piece.length;
}
const answer: ListenAnswer = { bpm: estimateTempo(samples), key: estimateKey(samples, LISTENING_RATE_HZ) };
process.send?.(answer, undefined, undefined, () => process.disconnect());
