import { createContext, use, useMemo, useState, type ReactNode } from 'react';

/** Whether details are shown. It outlives the list, which is another one in every place a person goes to. */
export interface DetailsState {
  readonly isOpen: boolean;
  readonly open: () => void;
  readonly close: () => void;
}

const DetailsContext = createContext<DetailsState>({ isOpen: false, open: () => {}, close: () => {} });

export function DetailsProvider({ children }: { readonly children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const state = useMemo(() => ({ isOpen, open: () => setOpen(true), close: () => setOpen(false) }), [isOpen]);
  return <DetailsContext value={state}>{children}</DetailsContext>;
}

export function useDetails(): DetailsState {
  return use(DetailsContext);
}
