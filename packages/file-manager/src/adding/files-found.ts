import type { ChosenFile } from '@dawg/client/browser/browser-uploader';
import { audioFormatOf } from '@dawg/contract/audio-formats';

/** What a drop or a folder holds. */
export interface FilesFound {
  readonly files: readonly ChosenFile[];
  /** Files inside folders that are no audio: covers, session files, `.DS_Store`. */
  readonly skipped: number;
}

/** Of a folder only the audio is taken, however deep it lies. */
export function onlyAudio(inside: readonly ChosenFile[]): FilesFound {
  const files = inside.filter(({ file }) => audioFormatOf(file.name, file.type));
  return { files, skipped: inside.length - files.length };
}

/** The same of what was found, some of which may have been skipped already. */
export function onlyAudioOf({ files, skipped }: FilesFound): FilesFound {
  const audio = onlyAudio(files);
  return { files: audio.files, skipped: audio.skipped + skipped };
}

/** The folders of a file that was chosen with its folder: `Album/Stems/kick.wav` → `Album/Stems`. */
export function folderPathOf(file: File): string {
  return file.webkitRelativePath.split('/').slice(0, -1).join('/');
}

export function folderInside(folderPath: string, name: string): string {
  return folderPath === '' ? name : `${folderPath}/${name}`;
}

export function together(found: readonly FilesFound[]): FilesFound {
  return {
    files: found.flatMap(({ files }) => files),
    skipped: found.reduce((sum, { skipped }) => sum + skipped, 0),
  };
}
