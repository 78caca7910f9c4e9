import type { UppyRequest } from '../servers/uppy-endpoints.ts';

interface UppyAnswer {
  readonly url: string;
  readonly key: string;
  readonly uploadId: string;
  /** Of a POST policy. */
  readonly fields?: Record<string, string>;
}

/** One call of Uppy's to the server beside it. */
export async function askUppyServer(request: UppyRequest): Promise<UppyAnswer> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch('/uppy', { method: 'POST', headers, body: JSON.stringify(request) });
  if (!response.ok) throw new Error(`/uppy answered ${response.status}`);
  return response.json();
}
