import type { PartChecksum } from '@dawg/contract/wire';
import type {
  AbortBy,
  DueMoments,
  ReserveOutcome,
  SettleOutcome,
  UploadCatalog,
} from '@dawg/storage/ports/upload-catalog';
import { claimedSize } from '@dawg/storage/uploads/upload-session';
import type { CatalogOptions } from './catalog-options.ts';
import type { FileUploadSession, Prisma, PrismaClient } from './generated/client.ts';
import { lockLedger, reserveSpace, releaseReservation, settleReservation } from './ledger.ts';
import { lockingLibrary } from './library/in-library.ts';
import { storeFile } from './library/store-file.ts';
import { fromDescription, fromUploadDraft, toUploadRecord } from './rows.ts';

/** The `UploadCatalog` port on PostgreSQL. Each change of state is one conditional UPDATE. */
export function createUploadCatalog(
  prisma: PrismaClient,
  { defaultQuotaBytes, onStored }: CatalogOptions,
): UploadCatalog {
  const inLibrary = lockingLibrary(prisma, defaultQuotaBytes);
  /** Changes the sessions that `where` holds for (one or none) and answers the record. */
  const change = async (
    client: Prisma.TransactionClient,
    where: Prisma.FileUploadSessionWhereInput,
    data: Prisma.FileUploadSessionUncheckedUpdateManyInput,
  ) => {
    const [row] = await client.fileUploadSession.updateManyAndReturn({ where, data });
    return row ? toUploadRecord(row) : null;
  };

  return {
    reserve(draft, { maxOpenSessions }) {
      return prisma.$transaction(async (tx): Promise<ReserveOutcome> => {
        // From here on one owner's creates go one at a time: what is looked up stays true until the insert.
        await lockLedger(tx, draft.owner, defaultQuotaBytes);
        const existing = await tx.fileUploadSession.findUnique({
          where: { userId_idempotencyKey: { userId: draft.owner, idempotencyKey: draft.idempotencyKey } },
        });
        if (existing) return { kind: 'existing', session: toUploadRecord(existing) };
        const open = await tx.fileUploadSession.count({
          where: { userId: draft.owner, state: { in: ['created', 'uploading'] } },
        });
        if (open >= maxOpenSessions) return { kind: 'too-many-open' };
        const reserved = await reserveSpace(tx, draft.owner, draft.sizeBytes);
        if (reserved.kind === 'quota-exceeded') return reserved;
        const row = await tx.fileUploadSession.create({ data: fromUploadDraft(draft) });
        return { kind: 'reserved', session: toUploadRecord(row) };
      });
    },

    attach(id, multipartId) {
      return change(prisma, { id, state: 'created' }, { state: 'uploading', uploadId: multipartId });
    },

    async extend(id, { now, expiresAt, checksums }) {
      const byPart = (value: (part: PartChecksum) => string | number | undefined) =>
        JSON.stringify(Object.fromEntries(checksums.map((part) => [part.partNumber, value(part)])));
      const signed = byPart(({ checksum }) => checksum);
      const sizes = byPart(({ sizeBytes }) => sizeBytes); // JSON leaves out what is not given
      const [row] = await prisma.$queryRaw<FileUploadSession[]>`
        UPDATE "FileUploadSession"
        SET "expiresAt" = ${expiresAt}, "signedChecksums" = "signedChecksums" || ${signed}::jsonb,
          "signedSizes" = "signedSizes" || ${sizes}::jsonb
        WHERE "id" = ${id}::uuid AND "state" = 'uploading' AND "expiresAt" > ${now}
        RETURNING *`;
      return row ? toUploadRecord(row) : null;
    },

    place(id, { folderPath, projectId, description }) {
      const place = { folderPath, projectId, description: fromDescription(description) };
      return change(prisma, { id, state: 'uploading' }, place);
    },

    lease(id, { leaseId, now, until, checksum, claimedBytes }) {
      const free: Prisma.FileUploadSessionWhereInput = {
        id,
        OR: [{ state: 'uploading' }, { state: 'completing', leaseUntil: { lte: now } }],
      };
      return change(prisma, free, {
        state: 'completing',
        leaseId,
        leaseUntil: until,
        claimedChecksum: checksum,
        claimedSize: claimedBytes === null ? null : BigInt(claimedBytes),
      });
    },

    async renewLease(id, { leaseId, until }) {
      return (await change(prisma, { id, state: 'completing', leaseId }, { leaseUntil: until })) !== null;
    },

    reopen(id, leaseId, expiresAt) {
      return change(prisma, { id, state: 'completing', leaseId }, { state: 'uploading', expiresAt });
    },

    async settle(id, leaseId, draft) {
      const held = { id, state: 'completing', leaseId } as const;
      const before = await prisma.fileUploadSession.findFirst({ where: held, select: { userId: true } });
      if (!before) return { kind: 'lease-lost' };
      return inLibrary(before.userId, async (tx): Promise<SettleOutcome> => {
        const [row] = await tx.$queryRaw<FileUploadSession[]>`
          SELECT * FROM "FileUploadSession"
          WHERE "id" = ${id}::uuid AND "state" = 'completing' AND "leaseId" = ${leaseId} FOR UPDATE`;
        if (!row) return { kind: 'lease-lost' };
        const session = toUploadRecord(row);
        const file = await storeFile(tx, session, draft);
        if (file === 'name-taken') return { kind: 'name-taken' };
        const storedBytes = claimedSize(session);
        await settleReservation(tx, session.owner, { reservedBytes: session.sizeBytes, storedBytes });
        await change(tx, held, { state: 'completed', fileId: file.id });
        await onStored?.(tx, file);
        return { kind: 'stored', file };
      });
    },

    beginAborting(id, { by, ending, failure }) {
      return change(prisma, { id, ...abortableBy(by) }, { state: 'aborting', ending, failure });
    },

    async finishAborting(id, { sealedUntil }) {
      const before = await prisma.fileUploadSession.findFirst({
        where: { id, state: 'aborting' },
        select: { userId: true },
      });
      if (!before) return null;
      return inLibrary(before.userId, async (tx) => {
        const [row] = await tx.$queryRaw<FileUploadSession[]>`
          UPDATE "FileUploadSession" SET "state" = "ending"::text::"UploadState", "sealedUntil" = ${sealedUntil}
          WHERE "id" = ${id}::uuid AND "state" = 'aborting' RETURNING *`;
        if (!row) return null;
        const ended = toUploadRecord(row);
        await releaseReservation(tx, ended.owner, ended.sizeBytes);
        return ended;
      });
    },

    async find(owner, id) {
      const row = await prisma.fileUploadSession.findUnique({ where: { id, userId: owner } });
      return row ? toUploadRecord(row) : null;
    },

    async findByKey(owner, idempotencyKey) {
      const row = await prisma.fileUploadSession.findUnique({
        where: { userId_idempotencyKey: { userId: owner, idempotencyKey } },
      });
      return row ? toUploadRecord(row) : null;
    },

    async listOpen(owner, limit) {
      const rows = await prisma.fileUploadSession.findMany({
        where: { userId: owner, state: { in: ['created', 'uploading', 'completing'] } },
        orderBy: { createdAt: 'desc' },
        take: limit,
      });
      return rows.map(toUploadRecord);
    },

    async findDue(due, { after, limit }) {
      const rows = await prisma.fileUploadSession.findMany({
        where: {
          OR: [{ state: 'aborting' }, leftOver(due), { state: 'completing', leaseUntil: { lte: due.now } }],
          ...(after === null ? {} : { id: { gt: after } }),
        },
        orderBy: { id: 'asc' },
        take: limit,
      });
      return rows.map(toUploadRecord);
    },

    async findSealed(now, { after, limit }) {
      const rows = await prisma.fileUploadSession.findMany({
        where: { sealedUntil: { lte: now }, ...(after === null ? {} : { id: { gt: after } }) },
        orderBy: { id: 'asc' },
        take: limit,
      });
      return rows.map(toUploadRecord);
    },

    async unseal(id) {
      await prisma.fileUploadSession.updateMany({ where: { id }, data: { sealedUntil: null } });
    },
  };
}

/** The condition of an abort is part of its UPDATE: what was true when somebody looked may not be any more. */
function abortableBy(by: AbortBy): Prisma.FileUploadSessionWhereInput {
  switch (by.kind) {
    case 'owner':
      return {
        OR: [
          { state: { in: ['created', 'uploading'] } },
          { state: 'completing', leaseUntil: { lte: by.now } },
        ],
      };
    case 'sweeper':
      return leftOver(by.due);
    case 'holder':
      return { state: 'completing', leaseId: by.leaseId };
  }
}

function leftOver({ now, createdBefore }: DueMoments): Prisma.FileUploadSessionWhereInput {
  return {
    OR: [
      { state: 'created', createdAt: { lte: createdBefore } },
      { state: 'uploading', expiresAt: { lte: now } },
    ],
  };
}
