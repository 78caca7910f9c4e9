import type { ChosenFile } from '@dawg/client/browser/browser-uploader';
import { pickers } from '@dawg/client/browser/file-system-access';
import { AUDIO_EXTENSIONS } from '@dawg/contract/audio-formats';
import { folderPathOf, onlyAudio, type FilesFound } from './files-found.ts';

/**
 * Opens the system's dialogue for audio files; to be called by a press. Where the browser gives file handles, uploads
 * can be continued after a reload without choosing the files again. Answers nothing when the person cancels.
 */
export async function chooseFiles(allowMultiple: boolean): Promise<readonly ChosenFile[]> {
  const picker = pickers();
  if (!picker.showOpenFilePicker) {
    const files = await chooseByInput({ multiple: allowMultiple, accept: AUDIO_EXTENSIONS.join(',') });
    return files.map((file) => ({ file, folderPath: '', handle: null }));
  }
  try {
    const handles = await picker.showOpenFilePicker({
      id: 'dawg-audio',
      multiple: allowMultiple,
      types: [{ description: 'Audio', accept: { 'audio/*': [...AUDIO_EXTENSIONS] } }],
    });
    return await Promise.all(
      handles.map(async (handle) => ({ file: await handle.getFile(), folderPath: '', handle })),
    );
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return []; // cancelled
    throw error;
  }
}

/** The same for a folder with everything in it; what is no audio is left out and counted. */
export async function chooseFolder(): Promise<FilesFound> {
  const files = await chooseByInput({ multiple: true, webkitdirectory: true });
  return onlyAudio(files.map((file) => ({ file, folderPath: folderPathOf(file), handle: null })));
}

function chooseByInput(
  options: Partial<Pick<HTMLInputElement, 'multiple' | 'accept' | 'webkitdirectory'>>,
): Promise<readonly File[]> {
  const input = document.createElement('input');
  Object.assign(input, { type: 'file', hidden: true, ...options });
  document.body.append(input);
  return new Promise((resolve) => {
    const settle = () => {
      resolve([...(input.files ?? [])]);
      input.remove();
    };
    input.addEventListener('change', settle);
    input.addEventListener('cancel', settle);
    input.click();
  });
}
