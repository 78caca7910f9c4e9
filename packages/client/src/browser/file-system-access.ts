/**
 * What TypeScript's DOM library lacks of the File System Access API (https://wicg.github.io/file-system-access/),
 * each optional as not all browsers have it.
 */

interface Permissions {
  queryPermission?(options: { readonly mode: 'read' }): Promise<PermissionState>;
  requestPermission?(options: { readonly mode: 'read' }): Promise<PermissionState>;
}

interface PickerWindow {
  showOpenFilePicker?(options: {
    readonly id: string;
    readonly multiple: boolean;
    readonly types: readonly { readonly description: string; readonly accept: Record<string, string[]> }[];
  }): Promise<FileSystemFileHandle[]>;
  showSaveFilePicker?(options: { readonly suggestedName: string }): Promise<FileSystemFileHandle>;
}

export function pickers(): PickerWindow {
  return globalThis as unknown as PickerWindow;
}

/** Whether the file may be read now; asks the person where that takes a question. To be called by a press. */
export async function mayRead(handle: FileSystemFileHandle): Promise<boolean> {
  const permissions = handle as Permissions;
  if (!permissions.queryPermission || !permissions.requestPermission) return true;
  if ((await permissions.queryPermission({ mode: 'read' })) === 'granted') return true;
  return (await permissions.requestPermission({ mode: 'read' })) === 'granted';
}
