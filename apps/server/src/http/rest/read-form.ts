import { StorageError } from '@dawg/contract/storage-error';
import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';

/** A form whose file is arriving. */
export interface ArrivingForm {
  readonly fileName: string;
  /** Empty where the form does not say. */
  readonly contentType: string;
  /** The file's bytes; what the sender does wrong meanwhile is thrown here. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** The other fields, once the form has ended. */
  readonly fields: Promise<Readonly<Record<string, string>>>;
}

/** What a part is that does not say what it is (RFC 7578, 4.4). */
const UNSAID_TYPE = 'text/plain';

const LIMITS = {
  files: 1,
  fields: 20,
  fieldNameSize: 100,
  fieldSize: 64 * 1024,
  headerPairs: 20,
  headerSize: 16_384,
};

/**
 * Reads a multipart form (RFC 7578) as it arrives, holding back its sender while nobody takes the file's bytes. Resolves
 * when the file begins. Throws `invalid-request`, which says what is wrong with the form.
 */
export async function readForm(request: IncomingMessage, signal: AbortSignal): Promise<ArrivingForm> {
  const parser = openParser(request);
  const fields = Object.create(null) as Record<string, string>;
  let file: Readable | null = null;
  const ended = Promise.withResolvers<Readonly<Record<string, string>>>();
  const begun = Promise.withResolvers<Omit<ArrivingForm, 'fields'>>();
  const fail = (error: Error) => {
    request.unpipe(parser);
    file?.destroy(error);
    begun.reject(error);
    ended.reject(error);
  };
  ended.promise.catch(() => {}); // told by the bytes, or by whoever asks for the fields

  parser.on('field', (name, value, isNameCut, isValueCut) => {
    if (isNameCut || isValueCut) fail(invalid('a field is too long'));
    else if (name in fields) fail(invalid(`${name} is there twice`));
    else fields[name] = value;
  });
  parser.on('file', (name, stream, fileName, _encoding, contentType) => {
    stream.on('error', () => {}); // thrown to whoever reads it
    if (name !== 'file') return fail(invalid(`the file's field is called file, not ${name}`));
    file = stream;
    begun.resolve({
      fileName: fileName ?? '',
      contentType: contentType === UNSAID_TYPE ? '' : contentType,
      bytes: stream,
    });
  });
  parser.on('filesLimit', () => fail(invalid('a form brings one file')));
  parser.on('fieldsLimit', () => fail(invalid('there are too many fields')));
  parser.on('error', (error) => fail(invalid(error instanceof Error ? error.message : 'it is malformed')));
  parser.on('finish', () => {
    begun.reject(invalid('the form has no file'));
    ended.resolve(fields);
  });
  signal.addEventListener('abort', () => fail(signal.reason as Error), { once: true });
  request.pipe(parser);
  return { ...(await begun.promise), fields: ended.promise };
}

function openParser(request: IncomingMessage): BusboyInstance {
  try {
    return new Busboy({ headers: request.headers as BusboyHeaders, limits: LIMITS });
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : 'it is no form', { cause: error });
  }
}

function invalid(problem: string, options?: ErrorOptions): StorageError {
  return new StorageError('invalid-request', { problem }, options);
}
