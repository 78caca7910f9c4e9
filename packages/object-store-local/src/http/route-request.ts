import { S3Error } from '../s3-error.ts';
import { OPERATIONS, type Operation } from './operations.ts';
import type { S3Request } from './s3-request.ts';

/**
 * Parameters that turn a request into another one. Where the operation does not know one of them, answering as if it were
 * not there would be a lie: `PUT /bucket?acl` must not create a bucket.
 */
const SUBRESOURCES = new Set([
  'abac', 'accelerate', 'acl', 'analytics', 'append', 'attributes', 'cors', 'delete', 'encryption', 'intelligent-tiering', 'inventory',
  'legal-hold', 'lifecycle', 'location', 'logging', 'metadataConfiguration', 'metadataTable', 'metrics', 'notification',
  'object-lock', 'ownershipControls', 'partNumber', 'policy', 'policyStatus', 'publicAccessBlock', 'renameObject', 'replication',
  'requestPayment', 'restore', 'retention', 'select', 'session', 'tagging', 'torrent', 'uploadId', 'uploads', 'versioning',
  'versions', 'website',
]); // prettier-ignore

/** The operation a request asks for. @throws S3Error NotImplemented */
export function routeRequest(request: S3Request, headers: ReadonlyMap<string, string>): Operation {
  const on = resourceOf(request);
  const operation = OPERATIONS.find(
    (candidate) =>
      candidate.method === request.method && candidate.on === on && fits(candidate, request, headers),
  );
  if (operation === undefined || [...request.query.keys()].some((name) => isUnknownTo(operation, name))) {
    throw new S3Error('NotImplemented');
  }
  return operation;
}

function resourceOf({ bucketName, key }: S3Request): Operation['on'] {
  if (bucketName === '') return 'service';
  return key === '' ? 'bucket' : 'object';
}

function fits(
  { query = {}, header }: Operation,
  request: S3Request,
  headers: ReadonlyMap<string, string>,
): boolean {
  if (header !== undefined && !headers.has(header)) return false;
  return Object.entries(query).every(([name, value]) => {
    return value === '*' ? request.query.has(name) : request.query.get(name) === value;
  });
}

function isUnknownTo(operation: Operation, name: string): boolean {
  if (!SUBRESOURCES.has(name) || Object.hasOwn(operation.query ?? {}, name)) return false;
  // The one that is a plain argument elsewhere: GET and HEAD of a part of an object.
  return !(name === 'partNumber' && (operation.name === 'GetObject' || operation.name === 'HeadObject'));
}
