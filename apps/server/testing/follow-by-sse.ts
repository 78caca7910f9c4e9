/** A stream of changes, read as a browser's EventSource reads it. */
export interface SseStream {
  text(): string;
  lastEventId(): string;
  hasEnded(): boolean;
  close(): void;
}

export async function followBySse(serverUrl: string, cookie: string, lastEventId = ''): Promise<SseStream> {
  const gone = new AbortController();
  const answer = await fetch(new URL('/trpc/changes', serverUrl), {
    headers: {
      accept: 'text/event-stream',
      cookie,
      ...(lastEventId === '' ? {} : { 'last-event-id': lastEventId }),
    },
    signal: gone.signal,
  });
  if (!answer.ok || !answer.body) throw new Error(`${answer.status} ${await answer.text()}`);
  let text = '';
  let hasEnded = false;
  const decoder = new TextDecoder();
  const read = async (body: ReadableStream<Uint8Array>) => {
    for await (const chunk of body) text += decoder.decode(chunk, { stream: true });
  };
  read(answer.body)
    .catch(() => {}) // cut off, here or there
    .finally(() => {
      hasEnded = true;
    });
  return {
    text: () => text,
    lastEventId: () => [...text.matchAll(/^id: (.+)$/gm)].at(-1)?.[1] ?? '',
    hasEnded: () => hasEnded,
    close: () => gone.abort(),
  };
}
