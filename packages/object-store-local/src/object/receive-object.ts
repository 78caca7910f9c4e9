import { rm } from 'node:fs/promises';
import { CHECKSUMS, type ChecksumAlgorithm } from '../checksums/checksum-algorithm.ts';
import { declaredMd5, wellFormedChecksum, type DeclaredChecksum } from '../checksums/declared-checksum.ts';
import { receiveFile, type ReceivedFile } from '../disk/receive-file.ts';
import type { Call } from '../http/call.ts';
import { S3Error } from '../s3-error.ts';

/** The most one PUT may bring, object or part. Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
export const MAX_PUT_BYTES = 5 * 1024 ** 3;

/** @throws S3Error MissingContentLength, EntityTooLarge — before any byte is read */
export function checkSize(call: Call): void {
  const sizeBytes = call.body.requireSize();
  if (sizeBytes <= MAX_PUT_BYTES) return;
  const fields = { ProposedSize: String(sizeBytes), MaxSizeAllowed: String(MAX_PUT_BYTES) };
  throw new S3Error('EntityTooLarge', undefined, { fields });
}

/**
 * Takes a PUT's body into a temporary file and holds it against what the client declared.
 * @param algorithm what to sum besides MD5; the declared algorithm where there is one
 * @throws S3Error BadDigest and whatever the body fails with; nothing is left behind then
 */
export async function receiveObject(
  call: Call,
  temporaryFolder: string,
  declared: DeclaredChecksum | undefined,
  algorithm: ChecksumAlgorithm | undefined = declared?.algorithm,
): Promise<ReceivedFile> {
  const md5 = declaredMd5(call.headers);
  const received = await receiveFile(temporaryFolder, call.body.bytes(), algorithm);
  try {
    if (md5 !== undefined && !md5.equals(received.md5)) {
      throw new S3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.');
    }
    if (declared !== undefined) checkDeclared(call, declared, received.checksum);
    return received;
  } catch (error) {
    await discard(received);
    throw error;
  }
}

/** Removes what has not been given a place; does nothing when it has. */
export async function discard(received: ReceivedFile): Promise<void> {
  await rm(received.path, { force: true });
}

function checkDeclared(call: Call, { algorithm, value }: DeclaredChecksum, actual: string | undefined): void {
  const { header } = CHECKSUMS[algorithm];
  const expected = value ?? wellFormedChecksum(algorithm, call.body.trailers.get(header) ?? '');
  if (expected !== actual) {
    throw new S3Error('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
  }
}
