import { AUDIO_FORMATS } from '@dawg/contract/audio-formats';

/** Why a file is not stored as audio. */
export type RejectionCode =
  /** Its bytes are none of the allowed containers. `found` names what they are, if that is known. */
  | 'not-audio'
  /** Name, declared type and bytes speak of different formats. `named`, `found`. */
  | 'name-mismatch'
  /** No sound in it. */
  | 'no-sound'
  /** A moving picture in it. */
  | 'has-video'
  /** A codec that is not allowed in its container. `codec`, `found`. */
  | 'codec-not-allowed'
  /** What should be sound cannot be decoded. */
  | 'broken'
  /** More sound than is stored in one file. `maxHours`. */
  | 'too-long'
  /** To read it takes more memory, time or output than any audio of its kind needs. */
  | 'too-costly';

export type RejectionDetails = Readonly<Record<string, string | number>>;

/** A file that is not stored, with a sentence for a person: what is the matter and what to do. */
export interface Rejected {
  readonly verdict: 'rejected';
  readonly code: RejectionCode;
  readonly details: RejectionDetails;
  readonly reason: string;
}

export function rejected(code: RejectionCode, details: RejectionDetails = {}): Rejected {
  return { verdict: 'rejected', code, details, reason: reasonOf(code, details) };
}

/** The sentence of a rejection; the same for the same code and details, so that those two are all one need store. */
export function reasonOf(code: RejectionCode, details: RejectionDetails = {}): string {
  const reason = REASONS[code];
  return typeof reason === 'string' ? reason : reason(details);
}

const ALLOWED = AUDIO_FORMATS.map(({ label }) => label)
  .join(', ')
  .replace(/, ([^,]+)$/, ' or $1');

const REASONS = {
  'not-audio': ({ found }) =>
    (found
      ? `This is not an audio file that can be stored here: its content is ${found}.`
      : 'This is not an audio file that can be stored here, whatever its name says.') +
    ` Export the sound as ${ALLOWED} and upload that.`,
  'name-mismatch': ({ named, found }) =>
    `The name or the declared type says ${named}, but the content is ${found}. ` +
    'Give the file the extension of its content and upload it again.',
  'no-sound': 'There is no sound in this file. Export it again and upload the new file.',
  'has-video':
    'This file has a moving picture. Only sound is stored here: export the sound alone and upload that.',
  'codec-not-allowed': ({ codec, found }) =>
    `The sound in this ${found} file is coded as ${codec}, which is not accepted. Export it as ${ALLOWED} and upload that.`,
  broken:
    'The sound in this file cannot be decoded: the file is damaged or incomplete. Export it again and upload the new file.',
  'too-long': ({ maxHours }) =>
    `There are more than ${maxHours ?? 'the allowed'} hours of sound in this file. Cut it into shorter ones and upload those.`,
  'too-costly':
    'This file takes far more work to read than a recording does: it is damaged or made to. Export it again and upload the new file.',
} satisfies Record<RejectionCode, string | ((details: RejectionDetails) => string)>;
