import type { ReactNode } from 'react';
import { FileTrigger } from 'react-aria-components';

export interface FileChooserProps {
  readonly allowMultiple: boolean;
  /** Extensions with their dot. Types would hide files that the system has no type for. */
  readonly accept: readonly string[];
  readonly onFiles: (files: readonly File[]) => void;
  /** The button that opens the system's dialogue. */
  readonly children: ReactNode;
}

export function FileChooser({ allowMultiple, accept, onFiles, children }: FileChooserProps) {
  return (
    <FileTrigger
      allowsMultiple={allowMultiple}
      acceptedFileTypes={accept}
      onSelect={(list) => onFiles(list ? [...list] : [])}
    >
      {children}
    </FileTrigger>
  );
}
