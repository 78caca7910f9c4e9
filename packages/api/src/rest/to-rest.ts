import type { Statistics } from '@dawg/contract/wire-library';
import type { Quota, StoredFile } from '@dawg/contract/wire';
import type { z } from 'zod';
import type { quotaAnswer, restFile, statisticsAnswer } from './rest-shapes.ts';

/** A file in the guide's words. */
export function toRestFile(file: StoredFile, userId: string): z.infer<typeof restFile> {
  const { id, projectId, fileName, originalName, folderPath, checksum, uploadedAt, updatedAt, trashedAt } =
    file;
  return {
    id,
    userId,
    projectId,
    fileName,
    originalName,
    folderPath,
    mimeType: file.contentType,
    size: file.sizeBytes,
    duration: file.durationSeconds,
    scan: file.scan.state,
    tags: [...file.tags],
    isPublic: file.isPublic,
    publicUrl: file.publicUrl,
    checksum,
    uploadedAt,
    updatedAt,
    trashedAt,
  };
}

/** A quota in the guide's words. An owner without any space has used all of it. */
export function toRestQuota(quota: Quota, userId: string): z.infer<typeof quotaAnswer>['quota'] {
  const share = quota.totalBytes === 0 ? 1 : quota.usedBytes / quota.totalBytes;
  return {
    userId,
    totalLimit: quota.totalBytes,
    usedSpace: quota.usedBytes,
    availableSpace: quota.availableBytes,
    fileCount: quota.fileCount,
    quotaExceeded: quota.availableBytes === 0,
    quotaPercentage: Math.round(share * 1000) / 10,
  };
}

/** Statistics with the names of the other answers. */
export function toRestStatistics(
  { fileCount, sizeBytes, byType, byProject, byMonth, biggest }: Statistics,
  userId: string,
): z.infer<typeof statisticsAnswer>['statistics'] {
  return {
    userId,
    fileCount,
    size: sizeBytes,
    byType: byType.map((type) => ({
      mimeType: type.contentType,
      fileCount: type.fileCount,
      size: type.sizeBytes,
    })),
    byProject: byProject.map((project) => ({
      projectId: project.projectId,
      fileCount: project.fileCount,
      size: project.sizeBytes,
    })),
    byMonth: byMonth.map((month) => ({
      month: month.month,
      fileCount: month.fileCount,
      size: month.sizeBytes,
      totalSize: month.totalBytes,
    })),
    biggest: biggest.map((file) => toRestFile(file, userId)),
  };
}
