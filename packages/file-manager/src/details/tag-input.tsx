import { Plus } from 'lucide-react';
import { useState } from 'react';
import { FieldError, Input, TextField } from 'react-aria-components';
import { useMessages } from '../messages/use-messages.ts';
import { readTags } from './typed-tags.ts';

export interface TagInputProps {
  readonly problem: string | null;
  /** Answers whether they were added: what was refused stays to be mended. */
  readonly onAdd: (tags: readonly string[]) => Promise<boolean>;
}

/** A field for tags: Enter, a comma or leaving it adds what is typed; Escape forgets it. */
export function TagInput({ problem, onAdd }: TagInputProps) {
  const { details } = useMessages();
  const [typed, setTyped] = useState('');

  const add = async (tags: readonly string[], rest: string) => {
    setTyped(rest);
    if (tags.length === 0 || (await onAdd(tags))) return;
    setTyped((since) => (since === rest ? [...tags, rest].filter((tag) => tag !== '').join(', ') : since));
  };
  const type = (text: string) => {
    const { finished, rest } = readTags(text);
    if (finished.length > 0) void add(finished, rest);
    else setTyped(rest);
  };
  const finish = () => void add(readTags(`${typed},`).finished, '');

  return (
    <TextField
      aria-label={details.tags.add}
      value={typed}
      onChange={type}
      onBlur={finish}
      isInvalid={problem !== null}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') finish();
        else if (event.key === 'Escape' && typed !== '') setTyped('');
        else event.continuePropagation();
      }}
    >
      <div className="border-line-strong outline-focus has-data-focused:outline-2 has-data-focused:-outline-offset-1 has-data-invalid:border-bad-fill flex h-8 items-center rounded-md border">
        <Plus size={14} aria-hidden className="text-ink-faint mx-2 shrink-0" />
        <Input
          placeholder={details.tags.placeholder}
          enterKeyHint="done"
          autoComplete="off"
          autoCapitalize="none"
          className="placeholder:text-ink-faint h-full min-w-0 flex-1 rounded-md bg-transparent pr-2 outline-none"
        />
      </div>
      <FieldError className="text-label text-bad mt-1 block wrap-anywhere">{problem}</FieldError>
    </TextField>
  );
}
