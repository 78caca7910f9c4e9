import { IDS_PER_TRANSACTION } from '@dawg/contract/limits';
import type { Ports } from '../ports/ports.ts';

/**
 * Deletes for good all that the owner had moved to the trash when the call came: from here on it looks missing, and
 * `finishPurges` deletes the bytes and gives them back.
 */
export async function emptyTrash(
  ports: Pick<Ports, 'trash' | 'clock'>,
  request: { readonly owner: string },
): Promise<void> {
  await emptyUpTo(ports, request.owner, ports.clock.now());
}

/** What was moved to the trash by then, a thousand a transaction. */
export async function emptyUpTo(ports: Pick<Ports, 'trash'>, owner: string, trashedBy: Date): Promise<void> {
  for (;;) {
    const { taken } = await ports.trash.beginEmptying(owner, { trashedBy, limit: IDS_PER_TRANSACTION });
    if (taken === 0) return;
  }
}
