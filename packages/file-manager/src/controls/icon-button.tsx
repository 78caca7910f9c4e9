import type { ReactNode } from 'react';
import { Button, TooltipTrigger, type ButtonProps } from 'react-aria-components';
import { Tip } from './tip.tsx';

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'className' | 'aria-label'> {
  /** Read out, and shown as a tooltip. */
  readonly label: string;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A button with a picture: its words are in a tooltip. */
export function IconButton({ label, children, className = '', ...props }: IconButtonProps) {
  return (
    <TooltipTrigger delay={600} closeDelay={0}>
      <Button
        {...props}
        aria-label={label}
        className={`text-ink-soft data-hovered:bg-sunken data-hovered:text-ink data-pressed:bg-sunken [&[aria-haspopup][aria-expanded=true]]:bg-sunken focus-ring grid size-8 shrink-0 cursor-default place-items-center rounded-md transition-colors duration-100 data-disabled:opacity-40 ${className}`}
      >
        {children}
      </Button>
      <Tip>{label}</Tip>
    </TooltipTrigger>
  );
}
