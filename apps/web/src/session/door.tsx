import type { ReactNode } from 'react';
import { Logo } from '../shell/logo.tsx';

export interface DoorProps {
  readonly title: string;
  readonly text?: string;
  readonly children?: ReactNode;
}

/** The frame of every page before somebody is signed in. */
export function Door({ title, text, children }: DoorProps) {
  return (
    <main className="text-body grid min-h-dvh place-items-center p-4">
      <div className="bg-surface border-line w-full max-w-sm rounded-2xl border p-6 sm:p-8">
        <Logo />
        <h1 className="text-title mt-6 font-semibold tracking-tight text-balance">{title}</h1>
        {text && <p className="text-ink-soft mt-1.5">{text}</p>}
        {children && <div className="mt-6">{children}</div>}
      </div>
    </main>
  );
}
