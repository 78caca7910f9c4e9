import { S3Error } from '../s3-error.ts';
import { OWNER } from '../store.ts';

const UNSUPPORTED =
  /^x-amz-(server-side-encryption|copy-source-server-side|object-lock|website-redirect|grant)/;
const PRIVATE_ACLS = ['private', 'bucket-owner-full-control'];

/**
 * Somebody who asks for encryption, a lock or public access must not be told "done".
 * @throws S3Error NotImplemented, InvalidStorageClass, AccessDenied (a bucket owner is expected who is not the owner)
 */
export function refuseUnsupported(headers: ReadonlyMap<string, string>): void {
  const acl = headers.get('x-amz-acl') ?? 'private';
  const unsupported = PRIVATE_ACLS.includes(acl)
    ? [...headers.keys()].find((name) => UNSUPPORTED.test(name))
    : 'x-amz-acl';
  if (unsupported !== undefined) {
    throw new S3Error('NotImplemented', undefined, { fields: { Header: unsupported } });
  }
  if ((headers.get('x-amz-storage-class') ?? 'STANDARD') !== 'STANDARD')
    throw new S3Error('InvalidStorageClass');
  if ((headers.get('x-amz-expected-bucket-owner') ?? OWNER.ID) !== OWNER.ID)
    throw new S3Error('AccessDenied');
}
