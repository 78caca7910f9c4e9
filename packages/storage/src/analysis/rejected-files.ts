import type { RejectedFile } from '@dawg/contract/wire-audio';
import type { Ports } from '../ports/ports.ts';

/** More than these nobody reads; they are dismissed all at once. */
const SHOWN = 100;

/** Files of the owner's that were not kept, the latest first. */
export async function listRejected(
  ports: Pick<Ports, 'analyses'>,
  { owner }: { readonly owner: string },
): Promise<readonly RejectedFile[]> {
  const rejected = await ports.analyses.listRejected(owner, SHOWN);
  return rejected.map((file) => ({ ...file, rejectedAt: file.rejectedAt.toISOString() }));
}

/** Forgets such notes; the files are gone already. */
export async function dismissRejected(
  ports: Pick<Ports, 'analyses'>,
  { owner, ids }: { readonly owner: string; readonly ids: readonly string[] },
): Promise<void> {
  await ports.analyses.dismissRejected(owner, ids);
}
