import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';

export interface ButtonProps extends Omit<AriaButtonProps, 'className'> {
  /** `strong` for the one thing a view is about, `danger` for what cannot be undone. */
  readonly variant?: 'strong' | 'plain' | 'quiet' | 'danger';
  readonly size?: 'small' | 'large';
  readonly className?: string;
}

/** A button with words. */
export function Button({ variant = 'plain', size = 'small', className = '', ...props }: ButtonProps) {
  return <AriaButton {...props} className={`${BASE} ${SIZES[size]} ${VARIANTS[variant]} ${className}`} />;
}

const BASE =
  'inline-flex shrink-0 cursor-default items-center justify-center gap-1.5 font-medium whitespace-nowrap select-none focus-ring transition-colors duration-100 data-disabled:opacity-45 forced-colors:border';

const SIZES = {
  small: 'h-8 rounded-md px-3 text-body',
  large: 'h-10 rounded-lg px-4 text-body',
};

const VARIANTS = {
  strong: 'bg-ink text-on-ink data-hovered:bg-ink/88 data-pressed:bg-ink/80',
  plain: 'bg-surface text-ink border border-line-strong data-hovered:bg-hover data-pressed:bg-sunken',
  quiet: 'text-ink-soft data-hovered:bg-sunken data-hovered:text-ink data-pressed:bg-sunken',
  danger: 'bg-bad-solid text-white data-hovered:bg-bad-solid/90 data-pressed:bg-bad-solid/85',
};
