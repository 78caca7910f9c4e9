import type { Ports } from '../ports/ports.ts';
import { ARTEFACTS, artefactKey } from './artefact-key.ts';

/** Deletes what was made of a version, whether or not there is any. */
export async function removeArtefacts(ports: Pick<Ports, 'objects'>, versionId: string): Promise<void> {
  for (const artefact of ARTEFACTS) await ports.objects.deleteObject(artefactKey(versionId, artefact));
}
