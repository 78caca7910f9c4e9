/** What is said of the space in use. */
export const englishQuota = {
  label: 'Storage',
  usage: (used: string, total: string) => `${used} of ${total} used`,
  details: 'What uses the space',
  stored: 'Files',
  versions: 'Earlier versions',
  trash: 'Trash',
  deleting: 'Being deleted',
  reserved: 'In progress',
  free: 'Free',
  exact: (bytes: string) => `${bytes} bytes`,
  warning: (percent: string, free: string) => `Your storage is ${percent} full: ${free} left.`,
  critical: (free: string) => `Your storage is almost full: ${free} left.`,
  trashHint: (size: string) => `Emptying the trash gives ${size} back.`,
};
