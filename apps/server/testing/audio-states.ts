import type { FilePage, StoredFile } from '@dawg/contract/wire';
import type { RestCaller } from './rest-caller.ts';

/** Everything somebody has stored, as the list shows it. */
export async function listEverything(owner: RestCaller): Promise<readonly StoredFile[]> {
  const files: StoredFile[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const input = encodeURIComponent(JSON.stringify(cursor ? { cursor } : {}));
    const headers = { 'x-dawg-client': 'test' };
    const response = await owner.call('GET', `/trpc/files.list?input=${input}`, { headers });
    const { result } = (await response.json()) as { result: { data: FilePage } };
    files.push(...result.data.files);
    cursor = result.data.nextCursor;
  }
  return files;
}

/** How many files are in which state. */
export async function countStates(owner: RestCaller): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { audio } of await listEverything(owner)) {
    const state = audio?.state ?? 'none';
    counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
}
