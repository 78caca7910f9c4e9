import type { Quota } from '@dawg/contract/wire';
import { api } from './connection/api.ts';

/** The caller's quota as a component shows it. */
export type QuotaReading =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly retry: () => void }
  | { readonly kind: 'ready'; readonly quota: Quota };

/** How much the caller may store and has stored. Refreshed when uploads begin or end and when files go. */
export function useQuota(options: { readonly enabled?: boolean } = {}): QuotaReading {
  const result = api.quota.get.useQuery(undefined, { enabled: options.enabled ?? true });
  if (result.data) return { kind: 'ready', quota: result.data };
  if (result.error) return { kind: 'failed', retry: () => void result.refetch() };
  return { kind: 'loading' };
}
