/** The client has closed the connection, before its request was all there or before it had its answer. Nobody's fault. */
export class ClientGoneError extends Error {
  override readonly name = 'ClientGoneError';

  constructor(cause?: unknown) {
    super('the client closed the connection', { cause });
  }
}
