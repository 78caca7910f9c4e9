import type { Artefact } from '../ports/analysis-catalog.ts';
import type { ObjectKey } from '../ports/object-store.ts';

export const ARTEFACTS: readonly Artefact[] = ['peaks', 'cover', 'preview'];

export const ARTEFACT_TYPES = {
  peaks: 'application/octet-stream',
  cover: 'image/jpeg',
  preview: 'audio/mpeg',
} satisfies Record<Artefact, string>;

/** Where what was made of a version lies. It can be made again, so nobody is charged for it. */
export function artefactKey(versionId: string, artefact: Artefact): ObjectKey {
  return `derived/${versionId}-${artefact}`;
}
