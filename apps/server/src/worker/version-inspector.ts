import { DEFAULT_LIMITS } from '@dawg/audio/analysis-limits';
import { AudioFailure } from '@dawg/audio/audio-failure';
import type { AudioPorts } from '@dawg/audio/inspect-audio';
import { ScannerUnavailable, type VirusScanner } from '@dawg/audio/ports/virus-scanner';
import type { BytesToAnalyse, StopSignal, Verdict } from '@dawg/storage/ports/audio-analyst';
import type { Inspector, ScanVerdict } from '@dawg/storage/ports/inspector';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchToDisk, stretchesOf, writeThrough } from './fetch-to-disk.ts';
import { verdictOnSound } from './verdict-on-sound.ts';

export interface InspectorParts {
  readonly audio: AudioPorts;
  /** Null where nothing is scanned. */
  readonly scanner: VirusScanner | null;
  /** Below it each inspection has a folder of its own, which is gone when it ends. */
  readonly directory: string;
  readonly onScannerProblem: (problem: string) => void;
}

/**
 * Finds out what bytes are with an audio engine, and whether there is a virus in them with a scanner. They are read from
 * the store once: what the scanner is sent is kept on disk for the engine.
 */
export function createVersionInspector(parts: InspectorParts): Inspector {
  return {
    async scanner() {
      if (!parts.scanner) return { kind: 'off' };
      const found = await parts.scanner.state();
      if (found.state === 'ready') return { kind: 'ready', version: found.version };
      parts.onScannerProblem(found.problem);
      return { kind: 'unavailable' };
    },
    begin(bytes, signal) {
      let folder: string | null = null;
      /** Where the whole of the bytes is. */
      let whole: string | null = null;
      const newPath = async (name: string) =>
        join((folder ??= await mkdtemp(join(parts.directory, 'version-'))), name);
      return {
        async scan({ keepsBytes }) {
          const { scanner } = parts;
          if (!scanner) return { kind: 'unavailable' };
          const path = keepsBytes ? await newPath('scanned') : null;
          const verdict = await scan(parts, scanner, { bytes, path, signal });
          if (verdict.kind === 'clean') whole = path;
          return verdict;
        },
        async analyse(): Promise<Verdict> {
          const { state } = await parts.audio.engine.state();
          if (state === 'missing') return { kind: 'no-engine' };
          const fetched = whole ?? (await newPath('original'));
          if (!whole) await fetchToDisk(bytes, fetched, signal);
          whole = fetched;
          const file = { path: whole, declaredName: bytes.fileName, declaredType: bytes.contentType };
          try {
            const preview = await newPath('preview.mp3');
            return await verdictOnSound(parts.audio, file, { limits: DEFAULT_LIMITS, signal }, preview);
          } catch (error) {
            if (error instanceof AudioFailure && error.code === 'engine-missing')
              return { kind: 'no-engine' };
            throw error;
          }
        },
        async end() {
          if (folder) await rm(folder, { recursive: true, force: true });
        },
      };
    },
  };
}

interface ToScan {
  readonly bytes: BytesToAnalyse;
  /** Where they are written meanwhile, if they are to be. */
  readonly path: string | null;
  readonly signal: StopSignal;
}

async function scan(
  { onScannerProblem }: InspectorParts,
  scanner: VirusScanner,
  { bytes, path, signal }: ToScan,
): Promise<ScanVerdict> {
  const stretches = stretchesOf(bytes, signal);
  const sent = path === null ? stretches : writeThrough(stretches, path);
  try {
    const verdict = await scanner.scan(sent, bytes.sizeBytes, signal);
    if (verdict.verdict === 'infected') return { kind: 'infected', signature: verdict.signature };
    if (verdict.verdict === 'unscannable') return { kind: 'unscannable', problem: verdict.problem };
    return { kind: 'clean' };
  } catch (error) {
    if (!(error instanceof ScannerUnavailable)) throw error;
    onScannerProblem(error.message);
    return { kind: 'unavailable' };
  }
}
