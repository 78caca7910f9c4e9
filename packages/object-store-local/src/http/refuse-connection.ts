import type { Duplex } from 'node:stream';
import { S3Error, type S3ErrorCode } from '../s3-error.ts';
import { xmlError } from '../xml/build-xml.ts';

/** Answers what node:http could not read as a request, or not to its end, and closes the connection. */
export function refuseConnection(error: Error, socket: Duplex): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const { code, message, status } = new S3Error(codeFor(error));
  const body = xmlError({ Code: code, Message: message });
  socket.end(
    `HTTP/1.1 ${status} Bad Request\r\nConnection: close\r\nContent-Type: application/xml\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

function codeFor(error: Error): S3ErrorCode {
  // The client closed its side before the body was as long as it had promised.
  return 'code' in error && error.code === 'HPE_INVALID_EOF_STATE' ? 'IncompleteBody' : 'BadRequest';
}
