import type { Description } from '@dawg/storage/ports/file-catalog';
import { newToken } from '../new-token.ts';
import { tagColumns } from '../rows.ts';

/** The columns that a description changes. A file that is public already keeps its token. */
export function descriptionColumns(
  { tags, metadata, isPublic, isFavourite, projectId }: Description,
  publicToken: string | null,
) {
  return {
    ...(tags && tagColumns(tags)),
    ...(metadata && { metadata }),
    ...(isPublic !== undefined && { publicToken: isPublic ? (publicToken ?? newToken()) : null }),
    isFavourite,
    projectId,
  };
}
