import { deleteBucketCors, getBucketCors, putBucketCors } from '../bucket/bucket-cors.ts';
import { deleteBucketLifecycle, getBucketLifecycle, putBucketLifecycle } from '../bucket/bucket-lifecycle.ts';
import { getBucketVersioning, putBucketVersioning } from '../bucket/bucket-versioning.ts';
import { createBucket } from '../bucket/create-bucket.ts';
import { deleteBucket } from '../bucket/delete-bucket.ts';
import { getBucketLocation, headBucket, listBuckets } from '../bucket/describe-bucket.ts';
import { abortMultipartUpload } from '../multipart/abort-upload.ts';
import { completeMultipartUpload } from '../multipart/complete-upload.ts';
import { createMultipartUpload } from '../multipart/create-upload.ts';
import { listParts } from '../multipart/list-parts.ts';
import { listMultipartUploads } from '../multipart/list-uploads.ts';
import { uploadPart } from '../multipart/upload-part.ts';
import { uploadPartCopy } from '../multipart/upload-part-copy.ts';
import { copyObject } from '../object/copy-object.ts';
import { deleteObject } from '../object/delete-object.ts';
import { deleteObjects } from '../object/delete-objects.ts';
import { getObject, headObject } from '../object/get-object.ts';
import { listObjects, listObjectsV2 } from '../object/list-objects.ts';
import { listObjectVersions } from '../object/list-object-versions.ts';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from '../object/object-tagging.ts';
import { putObject } from '../object/put-object.ts';
import type { Answer } from './answer.ts';
import type { Call } from './call.ts';

/** One action of the S3 API, and how a request for it looks. */
export interface Operation {
  /** S3's name for it. */
  readonly name: string;
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  readonly on: 'service' | 'bucket' | 'object';
  /** Parameters that must be there; the value `*` stands for any. */
  readonly query?: Readonly<Record<string, string>>;
  /** A header that must be there. */
  readonly header?: string;
  readonly run: (call: Call) => Promise<Answer>;
}

/** All there is. The first entry that fits a request is the one, so the more particular ones come first. */
export const OPERATIONS: readonly Operation[] = [
  { name: 'ListBuckets', method: 'GET', on: 'service', run: listBuckets },

  { name: 'GetBucketCors', method: 'GET', on: 'bucket', query: { cors: '*' }, run: getBucketCors },
  {
    name: 'GetBucketLifecycleConfiguration',
    method: 'GET',
    on: 'bucket',
    query: { lifecycle: '*' },
    run: getBucketLifecycle,
  },
  {
    name: 'GetBucketLocation',
    method: 'GET',
    on: 'bucket',
    query: { location: '*' },
    run: getBucketLocation,
  },
  {
    name: 'GetBucketVersioning',
    method: 'GET',
    on: 'bucket',
    query: { versioning: '*' },
    run: getBucketVersioning,
  },
  {
    name: 'ListMultipartUploads',
    method: 'GET',
    on: 'bucket',
    query: { uploads: '*' },
    run: listMultipartUploads,
  },
  {
    name: 'ListObjectVersions',
    method: 'GET',
    on: 'bucket',
    query: { versions: '*' },
    run: listObjectVersions,
  },
  { name: 'ListObjectsV2', method: 'GET', on: 'bucket', query: { 'list-type': '2' }, run: listObjectsV2 },
  { name: 'ListObjects', method: 'GET', on: 'bucket', run: listObjects },
  { name: 'HeadBucket', method: 'HEAD', on: 'bucket', run: headBucket },
  { name: 'PutBucketCors', method: 'PUT', on: 'bucket', query: { cors: '*' }, run: putBucketCors },
  {
    name: 'PutBucketLifecycleConfiguration',
    method: 'PUT',
    on: 'bucket',
    query: { lifecycle: '*' },
    run: putBucketLifecycle,
  },
  {
    name: 'PutBucketVersioning',
    method: 'PUT',
    on: 'bucket',
    query: { versioning: '*' },
    run: putBucketVersioning,
  },
  { name: 'CreateBucket', method: 'PUT', on: 'bucket', run: createBucket },
  { name: 'DeleteBucketCors', method: 'DELETE', on: 'bucket', query: { cors: '*' }, run: deleteBucketCors },
  {
    name: 'DeleteBucketLifecycle',
    method: 'DELETE',
    on: 'bucket',
    query: { lifecycle: '*' },
    run: deleteBucketLifecycle,
  },
  { name: 'DeleteBucket', method: 'DELETE', on: 'bucket', run: deleteBucket },
  { name: 'DeleteObjects', method: 'POST', on: 'bucket', query: { delete: '*' }, run: deleteObjects },

  { name: 'GetObjectTagging', method: 'GET', on: 'object', query: { tagging: '*' }, run: getObjectTagging },
  { name: 'ListParts', method: 'GET', on: 'object', query: { uploadId: '*' }, run: listParts },
  { name: 'GetObject', method: 'GET', on: 'object', run: getObject },
  { name: 'HeadObject', method: 'HEAD', on: 'object', run: headObject },
  { name: 'PutObjectTagging', method: 'PUT', on: 'object', query: { tagging: '*' }, run: putObjectTagging },
  {
    name: 'UploadPartCopy',
    method: 'PUT',
    on: 'object',
    query: { uploadId: '*', partNumber: '*' },
    header: 'x-amz-copy-source',
    run: uploadPartCopy,
  },
  {
    name: 'UploadPart',
    method: 'PUT',
    on: 'object',
    query: { uploadId: '*', partNumber: '*' },
    run: uploadPart,
  },
  { name: 'CopyObject', method: 'PUT', on: 'object', header: 'x-amz-copy-source', run: copyObject },
  { name: 'PutObject', method: 'PUT', on: 'object', run: putObject },
  {
    name: 'DeleteObjectTagging',
    method: 'DELETE',
    on: 'object',
    query: { tagging: '*' },
    run: deleteObjectTagging,
  },
  {
    name: 'AbortMultipartUpload',
    method: 'DELETE',
    on: 'object',
    query: { uploadId: '*' },
    run: abortMultipartUpload,
  },
  { name: 'DeleteObject', method: 'DELETE', on: 'object', run: deleteObject },
  {
    name: 'CreateMultipartUpload',
    method: 'POST',
    on: 'object',
    query: { uploads: '*' },
    run: createMultipartUpload,
  },
  {
    name: 'CompleteMultipartUpload',
    method: 'POST',
    on: 'object',
    query: { uploadId: '*' },
    run: completeMultipartUpload,
  },
];
