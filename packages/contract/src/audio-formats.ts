/** A kind of file the product stores: an audio container, or a project of the workstation. */
export interface FileFormat {
  readonly label: string;
  /** What a file of this format is stored and served as. */
  readonly contentType: string;
  /** What browsers, DAWs and operating systems also call it. */
  readonly aliases: readonly string[];
  readonly extensions: readonly string[];
}

/** The guide's list of allowed types, with the names the same bytes go by elsewhere. */
export const AUDIO_FORMATS: readonly FileFormat[] = [
  {
    label: 'MP3',
    contentType: 'audio/mpeg',
    aliases: ['audio/mp3', 'audio/x-mp3', 'audio/mpeg3'],
    extensions: ['mp3'],
  },
  {
    label: 'WAV',
    contentType: 'audio/wav',
    aliases: ['audio/x-wav', 'audio/wave', 'audio/vnd.wave', 'audio/x-pn-wav'],
    extensions: ['wav', 'wave'],
  },
  {
    label: 'AIFF',
    contentType: 'audio/aiff',
    aliases: ['audio/x-aiff', 'audio/aifc', 'audio/x-aifc'],
    extensions: ['aif', 'aiff', 'aifc'],
  },
  { label: 'FLAC', contentType: 'audio/flac', aliases: ['audio/x-flac'], extensions: ['flac'] },
  {
    label: 'Ogg',
    contentType: 'audio/ogg',
    aliases: ['application/ogg', 'video/ogg', 'audio/opus', 'audio/vorbis'],
    extensions: ['ogg', 'oga', 'opus'],
  },
  {
    label: 'M4A',
    contentType: 'audio/mp4',
    aliases: ['audio/m4a', 'audio/x-m4a', 'audio/aac', 'audio/x-aac', 'video/mp4'],
    extensions: ['m4a', 'mp4'],
  },
  { label: 'WebM', contentType: 'audio/webm', aliases: ['video/webm'], extensions: ['webm', 'weba'] },
];

/** Types that say nothing: the extension decides. */
const SILENT_TYPES = new Set(['', 'application/octet-stream', 'binary/octet-stream']);

/** What a project is exported as: no audio, a kind of its own. Written and read by `@dawg/workflows`. */
export const PROJECT_FORMAT: FileFormat = {
  label: 'Project',
  contentType: 'application/vnd.dawg.project+json',
  aliases: ['application/json'],
  extensions: ['dawgproject'],
};

/**
 * The audio format that a file's name and declared type agree on, or null when they name none or contradict each
 * other. A declared type is a hint about the bytes, never proof.
 */
export function audioFormatOf(fileName: string, declaredType: string): FileFormat | null {
  return formatAmong(AUDIO_FORMATS, fileName, declaredType);
}

/** The same for everything that may be stored: the allow-list. */
export function fileFormatOf(fileName: string, declaredType: string): FileFormat | null {
  return formatAmong([...AUDIO_FORMATS, PROJECT_FORMAT], fileName, declaredType);
}

function formatAmong(
  formats: readonly FileFormat[],
  fileName: string,
  declaredType: string,
): FileFormat | null {
  const extension = /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
  const byExtension = formats.find((format) => format.extensions.includes(extension));
  if (!byExtension) return null;
  const declared = (declaredType.split(';')[0] ?? '').trim().toLowerCase();
  if (SILENT_TYPES.has(declared)) return byExtension;
  const agrees = byExtension.contentType === declared || byExtension.aliases.includes(declared);
  return agrees ? byExtension : null;
}

/** Every extension, with its dot: what a file dialogue's `accept` takes. */
export const AUDIO_EXTENSIONS: readonly string[] = AUDIO_FORMATS.flatMap((format) =>
  format.extensions.map((extension) => `.${extension}`),
);
