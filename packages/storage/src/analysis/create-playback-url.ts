import type { Playback } from '@dawg/contract/wire-audio';
import type { Ports } from '../ports/ports.ts';
import { refuseLocked } from '../scan/may-leave.ts';
import { findVersion, type OfVersion } from '../versions/find-version.ts';
import { ARTEFACT_TYPES, artefactKey } from './artefact-key.ts';

/**
 * Where a file, or an earlier version of it, is played from: its preview where it has one, because browsers do not play its
 * own bytes; else itself. Throws `file-not-found`, `version-not-found`, `file-not-scanned-yet`, `file-quarantined`.
 */
export async function createPlaybackUrl(
  ports: Pick<Ports, 'files' | 'versions' | 'analyses' | 'objects' | 'settings'>,
  request: OfVersion,
): Promise<Playback> {
  const version = await findVersion(ports, request);
  refuseLocked(version);
  const audio = await ports.analyses.findOfVersion(request.owner, version.id);
  const isPreview = audio?.artefacts.includes('preview') ?? false;
  const key = isPreview ? artefactKey(version.id, 'preview') : version.storageKey;
  const contentType = isPreview ? ARTEFACT_TYPES.preview : version.contentType;
  const as = { fileName: version.fileName, contentType };
  const lifeSeconds = ports.settings.playbackUrlSeconds;
  const url = await ports.objects.presignDownload(key, as, lifeSeconds);
  return { url, lifeSeconds, contentType, isPreview };
}
