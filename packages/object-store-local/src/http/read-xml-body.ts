import { createHash } from 'node:crypto';
import { CHECKSUMS } from '../checksums/checksum-algorithm.ts';
import { declaredChecksum, declaredMd5 } from '../checksums/declared-checksum.ts';
import { S3Error } from '../s3-error.ts';
import { parseXml, type XmlElement } from '../xml/parse-xml.ts';
import type { Call } from './call.ts';
import { readText } from './request-body.ts';

/** Enough for a thousand keys to delete or ten thousand parts to complete, with room to spare. */
const MAX_XML_BYTES = 2 * 1024 * 1024;

/**
 * What the request's checksum headers mean. `required`: S3 insists on one where a garbled body would delete the wrong things.
 * `of-object`: Complete has the object's checksum there, which says nothing about the body.
 */
export type BodyChecksum = 'required' | 'optional' | 'of-object';

/**
 * Reads a request's XML.
 * @throws S3Error MalformedXML, BadDigest, InvalidRequest, MaxMessageLengthExceeded
 */
export async function readXmlBody(call: Call, root: string, bodyChecksum: BodyChecksum): Promise<XmlElement> {
  const md5 = declaredMd5(call.headers);
  const checksum = bodyChecksum === 'of-object' ? undefined : declaredChecksum(call.headers);
  if (bodyChecksum === 'required' && md5 === undefined && checksum === undefined) {
    throw new S3Error(
      'InvalidRequest',
      'Missing required header for this request: Content-MD5 OR x-amz-checksum-*',
    );
  }
  const text = await readText(call.body, MAX_XML_BYTES);
  if (md5 !== undefined && !createHash('md5').update(text).digest().equals(md5))
    throw new S3Error('BadDigest');
  if (checksum !== undefined) {
    const { start, header } = CHECKSUMS[checksum.algorithm];
    const running = start();
    running.update(Buffer.from(text));
    const declared = checksum.value ?? call.body.trailers.get(header);
    if (running.digest().toString('base64') !== declared) throw new S3Error('BadDigest');
  }
  return parseXml(text, root);
}
