import type { AnalysisState } from '@dawg/contract/wire-audio';
import { giveUpAnalysis } from './analysis/analyse-version.ts';
import { createCoverUrl } from './analysis/create-cover-url.ts';
import { createPlaybackUrl } from './analysis/create-playback-url.ts';
import { getFileAudio } from './analysis/get-file-audio.ts';
import { dismissRejected, listRejected } from './analysis/rejected-files.ts';
import { forgetChanges } from './changes/forget-changes.ts';
import { createLink } from './downloads/create-link.ts';
import { createZipTicket } from './downloads/create-zip-ticket.ts';
import { followLink, followPublicLink } from './downloads/follow-link.ts';
import { openZip } from './downloads/open-zip.ts';
import { createDownloadUrl } from './files/create-download-url.ts';
import { describeFile } from './files/describe-file.ts';
import { findCopies } from './files/find-copies.ts';
import { findTaken } from './files/find-taken.ts';
import { getFile } from './files/get-file.ts';
import { listDuplicates } from './files/list-duplicates.ts';
import { listFiles } from './files/list-files.ts';
import { moveFile, moveFiles } from './files/move-file.ts';
import { finishPurges, purgeFile, purgeFiles } from './files/purge-file.ts';
import { renameFile } from './files/rename-file.ts';
import { restoreFile, restoreFiles } from './files/restore-file.ts';
import { tagFiles } from './files/tag-files.ts';
import { trashFile, trashFiles } from './files/trash-file.ts';
import { createFolder } from './folders/create-folder.ts';
import { getFolder } from './folders/get-folder.ts';
import { listFolders } from './folders/list-folders.ts';
import { moveFolder } from './folders/move-folder.ts';
import { purgeFolder } from './folders/purge-folder.ts';
import { renameFolder } from './folders/rename-folder.ts';
import { restoreFolder } from './folders/restore-folder.ts';
import { trashFolder } from './folders/trash-folder.ts';
import type { Ports } from './ports/ports.ts';
import type { RescanPage } from './ports/scan-catalog.ts';
import type { IdPage } from './ports/upload-catalog.ts';
import { getQuota } from './quota/get-quota.ts';
import { getStatistics } from './statistics/get-statistics.ts';
import { emptyOldTrash } from './trash/empty-old-trash.ts';
import { emptyTrash } from './trash/empty-trash.ts';
import { abortUpload } from './uploads/abort-upload.ts';
import { completeUpload } from './uploads/complete-upload.ts';
import { createUpload } from './uploads/create-upload.ts';
import { getUpload } from './uploads/get-upload.ts';
import { listUploads } from './uploads/list-uploads.ts';
import { placeUpload } from './uploads/place-upload.ts';
import { signParts } from './uploads/sign-parts.ts';
import { sweepSealedKeys } from './uploads/sweep-sealed-keys.ts';
import { sweepUploads } from './uploads/sweep-uploads.ts';
import { inspectVersion } from './scan/inspect-version.ts';
import { createVersionUrl } from './versions/create-version-url.ts';
import { listVersions } from './versions/list-versions.ts';
import { finishVersionPurges, purgeVersion } from './versions/purge-version.ts';
import { restoreVersion } from './versions/restore-version.ts';

/** Binds every use-case to its ports, once, at the composition root. The owner is named in each request. */
export function createStorage(ports: Ports) {
  return {
    uploads: {
      create: bind(ports, createUpload),
      sign: bind(ports, signParts),
      place: bind(ports, placeUpload),
      get: bind(ports, getUpload),
      list: bind(ports, listUploads),
      complete: bind(ports, completeUpload),
      abort: bind(ports, abortUpload),
    },
    files: {
      list: bind(ports, listFiles),
      get: bind(ports, getFile),
      findTaken: bind(ports, findTaken),
      findCopies: bind(ports, findCopies),
      duplicates: bind(ports, listDuplicates),
      rename: bind(ports, renameFile),
      move: bind(ports, moveFile),
      describe: bind(ports, describeFile),
      trash: bind(ports, trashFile),
      restore: bind(ports, restoreFile),
      purge: bind(ports, purgeFile),
      createDownloadUrl: bind(ports, createDownloadUrl),
    },
    /** Up to `MAX_IDS_PER_CALL` files in one call. */
    manyFiles: {
      move: bind(ports, moveFiles),
      tag: bind(ports, tagFiles),
      trash: bind(ports, trashFiles),
      restore: bind(ports, restoreFiles),
      purge: bind(ports, purgeFiles),
    },
    versions: {
      list: bind(ports, listVersions),
      restore: bind(ports, restoreVersion),
      purge: bind(ports, purgeVersion),
      createDownloadUrl: bind(ports, createVersionUrl),
    },
    folders: {
      list: bind(ports, listFolders),
      get: bind(ports, getFolder),
      create: bind(ports, createFolder),
      rename: bind(ports, renameFolder),
      move: bind(ports, moveFolder),
      trash: bind(ports, trashFolder),
      restore: bind(ports, restoreFolder),
      purge: bind(ports, purgeFolder),
    },
    trash: { empty: bind(ports, emptyTrash) },
    statistics: { get: bind(ports, getStatistics) },
    downloads: {
      createZipTicket: bind(ports, createZipTicket),
      openZip: bind(ports, openZip),
      createLink: bind(ports, createLink),
      followLink: bind(ports, followLink),
      followPublicLink: bind(ports, followPublicLink),
    },
    audio: {
      get: bind(ports, getFileAudio),
      createPlaybackUrl: bind(ports, createPlaybackUrl),
      createCoverUrl: bind(ports, createCoverUrl),
      listRejected: bind(ports, listRejected),
      dismissRejected: bind(ports, dismissRejected),
    },
    changes: ports.changes,
    quota: { get: bind(ports, getQuota) },
    jobs: {
      inspectVersion: bind(ports, inspectVersion),
      giveUpAnalysis: bind(ports, giveUpAnalysis),
      findAnalyses: (states: readonly AnalysisState[], page: IdPage) =>
        ports.analyses.findInState(states, page),
      findUnscanned: (page: IdPage) => ports.scans.findWaiting(page),
      findToRescan: bind(ports, ({ scans }, request: RescanPage) => scans.findStale(request)),
      sweepUploads: () => sweepUploads(ports),
      sweepSealedKeys: () => sweepSealedKeys(ports),
      finishPurges: () => finishPurges(ports),
      finishVersionPurges: () => finishVersionPurges(ports),
      emptyOldTrash: bind(ports, emptyOldTrash),
      forgetChanges: () => forgetChanges(ports),
      sweepTickets: () => ports.tickets.sweep(ports.clock.now()),
    },
    settings: ports.settings,
  };
}

export type Storage = ReturnType<typeof createStorage>;

function bind<Request, Answer>(ports: Ports, useCase: (ports: Ports, request: Request) => Answer) {
  return (request: Request) => useCase(ports, request);
}
