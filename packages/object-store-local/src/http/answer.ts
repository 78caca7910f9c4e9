/** What goes back to the client. Header names are in lower case. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | AsyncIterable<Uint8Array>;
  /** Lets go of whatever the body is read from. Called once, sent or not. */
  readonly release?: () => void;
}

export function xmlAnswer(xml: string, headers: Readonly<Record<string, string>> = {}, status = 200): Answer {
  return { status, headers: { 'content-type': 'application/xml', ...headers }, body: xml };
}

export function emptyAnswer(status: number, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers };
}
