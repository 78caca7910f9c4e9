import { englishDetails } from './english-details.ts';
import { englishQuota } from './english-quota.ts';
import { englishScan } from './english-scan.ts';
import { englishSound } from './english-sound.ts';

const plural = new Intl.PluralRules('en');

function count(amount: number, one: string, other: string): string {
  return `${amount.toLocaleString('en')} ${plural.select(amount) === 'one' ? one : other}`;
}

const files = (amount: number) => count(amount, 'file', 'files');
const items = (amount: number) => count(amount, 'item', 'items');
const uploads = (amount: number) => count(amount, 'upload', 'uploads');

/** Everything the component says. Another language is one more object of type `Messages`. */
export const english = {
  locale: 'en',

  views: { label: 'View', files: 'Files', trash: 'Trash' },
  keyboard: {
    title: 'Keyboard shortcuts',
    in: { list: 'In the list', everywhere: 'Everywhere' },
    does: {
      walk: 'Go through the list',
      ends: 'First, last',
      find: 'Go to a name by typing it',
      select: 'Select, or take out of the selection',
      range: 'Select a range',
      all: 'Select all',
      none: 'Select nothing',
      play: 'Play or pause the selected file',
      open: 'Open a folder, rename a file',
      up: 'Up one folder',
      rename: 'Rename',
      details: 'Details of a file',
      menu: 'Menu of commands',
      trash: 'Move to trash; in the trash, delete for good',
      search: 'Search',
      help: 'These shortcuts',
    },
  },
  folders: {
    path: 'Folders',
    top: 'Files',
    create: 'New folder',
    createTitle: 'New folder',
    nameLabel: 'Name',
    confirmCreate: 'Create',
    holds: (amount: number, isMore: boolean) =>
      amount === 0 ? 'Empty' : `${isMore ? '≥ ' : ''}${count(amount, 'item', 'items')}`,
    goneTitle: 'This folder is not here any more',
    goneText: 'It was deleted, or moved to the trash.',
    toTop: 'Show all files',
    emptyTitle: 'This folder is empty',
    moveTitle: (amount: number, name: string) =>
      amount === 1 ? `Move “${name}”` : `Move ${amount.toLocaleString('en')} items`,
    moveHere: 'Move here',
    noFolders: 'No folders here',
    more: 'More folders',
    moved: (amount: number, name: string, folder: string) =>
      amount === 1
        ? `“${name}” is in ${folder} now`
        : `${amount.toLocaleString('en')} items are in ${folder} now`,
    up: 'Up one folder',
  },
  search: { label: 'Search by name', placeholder: 'Search', hint: '/', clear: 'Clear search' },
  selection: {
    bar: 'Selected items',
    selected: (amount: number) => `${amount.toLocaleString('en')} selected`,
    clear: 'Clear selection',
  },
  list: {
    label: 'Files',
    trashLabel: 'Files in the trash',
    name: 'Name',
    size: 'Size',
    uploaded: 'Uploaded',
    trashed: 'Deleted',
    actions: 'Actions',
    actionsOf: (name: string) => `Actions for ${name}`,
    loading: 'Loading files…',
    moreFailed: 'The next files could not be loaded.',
  },
  filter: {
    label: 'Filter',
    active: 'Filter (active)',
    favourites: 'Favourites only',
    format: 'Format',
    anyFormat: 'Any format',
  },
  sort: {
    label: 'Sort by',
    fileName: 'Name',
    sizeBytes: 'Size',
    uploadedAt: 'Date',
    durationSeconds: 'Length',
    direction: 'Order',
    asc: 'Ascending',
    desc: 'Descending',
  },
  actions: {
    upload: 'Upload',
    uploadFolder: 'Upload a folder',
    browse: 'Choose files',
    download: 'Download',
    downloadZip: 'Download as zip',
    rename: 'Rename',
    open: 'Open',
    play: 'Play',
    move: 'Move to…',
    details: 'Details',
    emptyTrash: 'Empty trash',
    trash: 'Move to trash',
    restore: 'Restore',
    purge: 'Delete for good',
    retry: 'Try again',
    undo: 'Undo',
    close: 'Close',
    cancel: 'Cancel',
  },
  details: englishDetails,
  sound: englishSound,
  scan: englishScan,
  rename: {
    label: (name: string) => `New name for ${name}`,
    renamed: (name: string) => `Renamed to ${name}`,
  },
  trash: {
    moved: (amount: number, name: string) =>
      amount === 1 ? `“${name}” is in the trash` : `${items(amount)} are in the trash`,
    restored: (amount: number, name: string) =>
      amount === 1 ? `“${name}” is back in your files` : `${items(amount)} are back in your files`,
    purged: (amount: number, size: string) => `${items(amount)} deleted for good, ${size} free again`,
    confirmTitle: (amount: number, name: string) =>
      amount === 1 ? `Delete “${name}” for good?` : `Delete ${items(amount)} for good?`,
    confirmFolders: 'Everything in it is deleted. This cannot be undone: no copy is kept.',
    confirmEmpty: 'Empty the trash?',
    confirmText: (size: string) => `${size} come free. This cannot be undone: no copy is kept.`,
  },
  failure: {
    someFailed: (amount: number, reason: string) => `${items(amount)} could not be changed. ${reason}`,
    requestId: (id: string) => `Request id ${id}`,
    listTitle: 'Your files could not be loaded',
    quotaFailed: 'The space in use is not known right now.',
    wrongUser: 'This file manager was asked for another account than the one that is signed in.',
    wrongUserHint: 'Leave the userId property out, or give it the id of the signed-in user.',
  },
  empty: {
    title: 'Drop your first files here',
    text: 'Bounces, stems, masters. They go straight to storage, verified to the last byte.',
    formats: 'MP3, WAV, AIFF, FLAC, Ogg, M4A, WebM',
    upTo: (size: string) => `up to ${size} each`,
    trashTitle: 'The trash is empty',
    trashText: 'Files you delete wait here until you delete them for good.',
    noResultTitle: (search: string) => `Nothing is named “${search}”`,
    noResultText: 'Check the spelling, or search for a part of the name.',
    clearSearch: 'Clear search',
    noMatchTitle: 'Nothing matches the filter',
    noMatchText: 'Files of another format, or that are no favourites, are hidden.',
    clearFilter: 'Show all files',
  },
  drop: {
    zone: 'Drop or paste audio files here to upload them',
    title: 'Drop to upload',
    text: 'The upload begins at once.',
    onlyOne: 'One file at a time can be added here. The first was taken.',
    skipped: (amount: number) =>
      `${count(amount, 'file', 'files')} in the folder ${amount === 1 ? 'is' : 'are'} not audio and ${amount === 1 ? 'was' : 'were'} skipped.`,
  },
  adding: {
    title: (amount: number) => `Before ${files(amount)} ${amount === 1 ? 'goes' : 'go'} up`,
    refused: (amount: number) => `${files(amount)} cannot be uploaded`,
    taken: (amount: number) => `${count(amount, 'name is', 'names are')} taken already`,
    onTaken: {
      'keep-both': 'Keep both, numbered',
      replace: 'Replace: what is there is kept as an earlier version',
      skip: 'Skip: leave what is there',
    },
    noRoom: (needed: string, free: string) =>
      `Not enough space: ${needed} needed, ${free} free. What fits, in this order, can go up now.`,
    more: (amount: number) => `and ${amount.toLocaleString('en')} more`,
    confirm: (amount: number) => `Upload ${files(amount)}`,
  },
  offline: 'You are offline. Uploads wait and go on by themselves.',
  uploads: {
    label: 'Uploads',
    uploading: (amount: number) => `Uploading ${files(amount)}`,
    waiting: 'Waiting for the connection',
    paused: (amount: number) => `${uploads(amount)} paused`,
    failed: (amount: number) => `${uploads(amount)} failed`,
    stored: (amount: number) => `${files(amount)} uploaded`,
    storedSome: (stored: number, failed: number) =>
      `${files(stored)} uploaded, ${failed.toLocaleString('en')} failed`,
    cancelledAll: 'Uploads cancelled',
    progress: (name: string) => `Upload of ${name}`,
    overall: 'All uploads',
    sentOf: (sent: string, total: string) => `${sent} of ${total}`,
    left: (time: string) => `${time} left`,
    collapse: 'Hide the list',
    expand: 'Show the list',
    dismissFinished: 'Remove finished uploads from the list',
    pause: (name: string) => `Pause ${name}`,
    resume: (name: string) => `Resume ${name}`,
    cancel: (name: string) => `Cancel ${name}`,
    retry: (name: string) => `Try ${name} again`,
    dismiss: (name: string) => `Remove ${name} from the list`,
    pauseAll: 'Pause all',
    resumeAll: 'Resume all',
    retryAll: 'Try all failed ones again',
    more: (amount: number) => `and ${files(amount)} more`,
    status: {
      queued: 'Next in line',
      waiting: 'Waiting for the connection; goes on by itself',
      preparing: 'Getting ready',
      settling: 'Waits until the file is written',
      elsewhere: 'Another tab is uploading this file',
      completing: 'Verifying',
      paused: 'Paused',
      stored: 'Uploaded',
      skipped: 'Skipped: the name was taken',
      cancelled: 'Cancelled',
      resumedFrom: (size: string) => `Resumed at ${size}`,
    },
    youHave: (name: string) => `you already have this: ${name}`,
    say: {
      started: (amount: number) => `Uploading ${files(amount)}.`,
      reached: (percent: number) => `${percent} percent uploaded.`,
      failed: (name: string, reason: string) => `${name} was not uploaded. ${reason}`,
      done: (amount: number) => `${files(amount)} uploaded.`,
    },
  },
  downloads: {
    label: 'Downloads',
    progress: (name: string) => `Download of ${name}`,
    waiting: 'Waiting for the connection; goes on by itself',
    saved: (size: string) => `Saved and verified · ${size}`,
    cancel: (name: string) => `Cancel the download of ${name}`,
    dismiss: (name: string) => `Remove ${name} from the list`,
  },
  unfinished: {
    notice: (amount: number) =>
      `${count(amount, 'upload is', 'uploads are')} unfinished. Choose the same ${amount === 1 ? 'file' : 'files'} to continue.`,
    noticeReopenable: (amount: number) => `${count(amount, 'upload is', 'uploads are')} unfinished.`,
    resume: (amount: number) => (amount === 1 ? 'Resume' : `Resume ${amount.toLocaleString('en')}`),
    gone: (amount: number) =>
      `${files(amount)} could not be opened again. Choose ${amount === 1 ? 'it' : 'them'} to continue.`,
    discard: 'Discard',
    discardTitle: (amount: number) => `Discard ${count(amount, 'unfinished upload', 'unfinished uploads')}?`,
    discardText: 'What has been sent of these files is deleted. Uploads running on another device stop too.',
  },
  quota: englishQuota,
};

/** The shape of a catalogue. */
export type Messages = typeof english;
