/** What a store does with checksums and conditions. Real stores differ; the probe finds out, nothing is assumed. */
export interface StoreCapabilities {
  /** A part whose bytes do not have the signed CRC-32 is refused. */
  readonly verifiesPartChecksums: boolean;
  /** ListParts reports the CRC-32 of each part. */
  readonly reportsPartChecksums: boolean;
  /** CompleteMultipartUpload refuses a CRC-32 of the whole that is not that of the parts. */
  readonly verifiesObjectChecksum: boolean;
  /** HeadObject reports the CRC-32 of all bytes (checksum type FULL_OBJECT). */
  readonly reportsObjectChecksum: boolean;
  /** A PUT of a whole object whose bytes do not have the signed CRC-32 is refused. */
  readonly verifiesPutChecksum: boolean;
  /** A PUT with `If-None-Match: *` is answered 412 while there is an object. */
  readonly refusesOverwrite: boolean;
}
