/** Limits that both ends know. Every number says where it comes from; bytes unless the name says otherwise. */

const KIB = 1024;
const MIB = 1024 * KIB;
const GIB = 1024 * MIB;

/** The guide's default quota per user: 1 GiB. */
export const DEFAULT_QUOTA_BYTES = GIB;

/** The guide's default for the largest file: 100 MiB. An installation may raise it up to `LARGEST_OBJECT_BYTES`. */
export const DEFAULT_MAX_FILE_BYTES = 100 * MIB;

/**
 * S3's smallest part (but the last) is 5 MiB and it takes 10,000 parts at most:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
 */
export const SMALLEST_PART_BYTES = 5 * MIB;

/** Fewer, larger parts waste less on round trips; some batches of six are held in memory. */
export const DEFAULT_PART_BYTES = 8 * MIB;

/** Above this a lost part costs too much to send again. */
export const LARGEST_PART_BYTES = 512 * MIB;

/**
 * Parts grow so that a plan stays near this many: listing stays four pages and completing one short request, while
 * parts of files up to 31 GiB are small enough for a batch of six in a tab's memory.
 */
export const PREFERRED_MAX_PARTS = 4000;

/** S3's largest part number. */
export const MAX_PARTS = 10_000;

/** What `MAX_PARTS` parts of `LARGEST_PART_BYTES` hold: 4.88 TiB, just under S3's 5 TiB for one object. */
export const LARGEST_OBJECT_BYTES = MAX_PARTS * LARGEST_PART_BYTES;

/**
 * The guide's threshold: a file up to this goes in one PUT, a larger one in parts. In one PUT it costs two control
 * calls and no call of ours to the store before its bytes are there.
 */
export const SINGLE_PUT_MAX_BYTES = 5 * MIB;

/** Part URLs signed by one call. A page of 64 is a few KiB of answer and under 40 ms of signing. */
export const MAX_PARTS_PER_SIGN = 64;

/** Unfinished sessions one owner may hold open. */
export const MAX_OPEN_UPLOADS = 1000;

/** Longest file name, in bytes of UTF-8: what ext4, APFS and NTFS all take. */
export const MAX_FILE_NAME_BYTES = 255;

/** Streams of changes that one owner may have open at one server: browsers share one among their tabs. */
export const MAX_LISTENERS = 32;

/** Files in one page of a listing. */
export const MAX_PAGE_SIZE = 100;

/** Longest folder path, in bytes of UTF-8: what Linux takes for a path, less room for the name. */
export const MAX_FOLDER_PATH_BYTES = 3072;

/** Names that one call may ask about. */
export const MAX_NAMES_PER_CALL = 1000;

/** Folders in each other. Finding the way to one is as many steps in an index. */
export const MAX_FOLDER_DEPTH = 200;

/** Ids that one call may name: 400 KB of request, and some seconds of work. */
export const MAX_IDS_PER_CALL = 10_000;

/** Ids of one transaction: a tenth of a second, for which the owner's other changes wait. */
export const IDS_PER_TRANSACTION = 1000;

/** Tags of one file. */
export const MAX_TAGS = 50;

/** Longest tag, in bytes of UTF-8. */
export const MAX_TAG_BYTES = 100;

/** Entries of one file's metadata, and their longest name and value in bytes of UTF-8: S3 takes 2 KB of its own. */
export const MAX_METADATA_ENTRIES = 50;
export const MAX_METADATA_NAME_BYTES = 100;
export const MAX_METADATA_VALUE_BYTES = 1000;

/** Further than this nothing is counted in a listing of folders. */
export const MAX_COUNTED = 1000;

/** Files shown of those that are the same. */
export const MAX_DUPLICATES_SHOWN = 20;

/** Days after which what is in the trash is deleted for good, unless an installation says otherwise. */
export const DEFAULT_TRASH_DAYS = 30;
