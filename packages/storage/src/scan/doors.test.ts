import { describe, expect, test } from 'vitest';
import type { ScanState } from '@dawg/contract/wire-scan';
import { someFacts } from '../../testing/audio-facts.ts';
import { createTestStorage, OWNER, pattern } from '../../testing/test-storage.ts';
import type { Storage } from '../storage.ts';

/** A file whose present version is in a state, with an earlier version in the same state. */
interface Place {
  readonly storage: Storage;
  readonly fileId: string;
  readonly earlierId: string;
  readonly publicToken: string;
  /** Tickets that were given out while both were clean. */
  readonly linkToken: string;
  readonly zipToken: string;
}

type Answer = 'given' | 'file-not-scanned-yet' | 'file-quarantined' | 'file-unscannable';

/** What comes out of a door for each state; `unasked` and `clean` come out of every one. */
interface Door {
  readonly open: (place: Place) => Promise<unknown>;
  readonly scanning: Answer;
  readonly infected: Answer;
  readonly unscannable: Answer;
}

const SHUT = { scanning: 'file-not-scanned-yet', infected: 'file-quarantined' } as const;
const FOR_OTHERS = { ...SHUT, unscannable: 'file-unscannable' } as const;
const FOR_OWNER = { ...SHUT, unscannable: 'given' } as const;
const tokenOf = (url: string) => url.slice(url.lastIndexOf('/') + 1);
const owner = OWNER;

/** Every use-case that hands out bytes, what opens them, or what was made of them. */
const DOORS: Readonly<Record<string, Door>> = {
  'files.createDownloadUrl': {
    ...FOR_OTHERS,
    open: ({ storage, fileId }) => storage.files.createDownloadUrl({ owner, fileId }),
  },
  'files.createDownloadUrl, accepting': {
    ...FOR_OWNER,
    open: ({ storage, fileId }) => storage.files.createDownloadUrl({ owner, fileId, acceptUnscanned: true }),
  },
  'versions.createDownloadUrl': {
    ...FOR_OTHERS,
    open: ({ storage, fileId, earlierId: versionId }) =>
      storage.versions.createDownloadUrl({ owner, fileId, versionId }),
  },
  'versions.createDownloadUrl, accepting': {
    ...FOR_OWNER,
    open: ({ storage, fileId, earlierId: versionId }) =>
      storage.versions.createDownloadUrl({ owner, fileId, versionId, acceptUnscanned: true }),
  },
  'versions.restore': {
    ...FOR_OWNER,
    open: ({ storage, fileId, earlierId: versionId }) =>
      storage.versions.restore({ owner, fileId, versionId }),
  },
  'audio.createPlaybackUrl': {
    ...FOR_OWNER,
    open: ({ storage, fileId }) => storage.audio.createPlaybackUrl({ owner, fileId }),
  },
  'audio.createCoverUrl': {
    ...FOR_OWNER,
    open: ({ storage, fileId }) => storage.audio.createCoverUrl({ owner, fileId }),
  },
  'audio.createPlaybackUrl, earlier': {
    ...FOR_OWNER,
    open: ({ storage, fileId, earlierId: versionId }) =>
      storage.audio.createPlaybackUrl({ owner, fileId, versionId }),
  },
  'audio.get, earlier': {
    ...FOR_OWNER,
    open: ({ storage, fileId, earlierId: versionId }) => storage.audio.get({ owner, fileId, versionId }),
  },
  'audio.get': { ...FOR_OWNER, open: ({ storage, fileId }) => storage.audio.get({ owner, fileId }) },
  // It opens nothing by itself: whoever follows it is asked again.
  'downloads.createLink': {
    ...FOR_OTHERS,
    scanning: 'given',
    open: ({ storage, fileId }) => storage.downloads.createLink({ owner, fileId }),
  },
  'downloads.followLink': {
    ...FOR_OTHERS,
    open: ({ storage, linkToken: token }) => storage.downloads.followLink({ token }),
  },
  'downloads.followPublicLink': {
    ...FOR_OTHERS,
    open: ({ storage, publicToken: token }) => storage.downloads.followPublicLink({ token }),
  },
  'downloads.createZipTicket': {
    ...FOR_OTHERS,
    open: ({ storage, fileId }) => storage.downloads.createZipTicket({ owner, fileIds: [fileId] }),
  },
  'downloads.openZip': {
    ...FOR_OTHERS,
    open: async ({ storage, zipToken: token, fileId }) => {
      const { entries } = await storage.downloads.openZip({ token });
      if (entries.length > 0) return entries;
      // Left out: the same words as of a new one.
      return storage.downloads.createZipTicket({ owner, fileIds: [fileId] });
    },
  },
};

/** Use-cases through which no byte leaves. A new one has a row here or among the doors. */
const NOT_DOORS: readonly string[] = [
  ...['create', 'sign', 'place', 'get', 'list', 'complete', 'abort'].map((name) => `uploads.${name}`),
  ...[
    'list',
    'get',
    'findTaken',
    'findCopies',
    'duplicates',
    'rename',
    'move',
    'describe',
    'trash',
    'restore',
    'purge',
  ].map((name) => `files.${name}`),
  ...['move', 'tag', 'trash', 'restore', 'purge'].map((name) => `manyFiles.${name}`),
  ...['list', 'purge'].map((name) => `versions.${name}`),
  ...['list', 'get', 'create', 'rename', 'move', 'trash', 'restore', 'purge'].map(
    (name) => `folders.${name}`,
  ),
  'trash.empty',
  'statistics.get',
  ...['listRejected', 'dismissRejected'].map((name) => `audio.${name}`),
  'quota.get',
];
/** Not for clients: what other parts of the server do. */
const INSIDE = ['jobs', 'changes', 'settings'];

async function placeIn(state: ScanState): Promise<Place> {
  const { storage, catalog, upload } = createTestStorage();
  const first = await upload(pattern(300), { isPublic: true });
  const file = await upload(pattern(400, 2), { onConflict: 'replace' });
  for (const { versionId } of [first, file]) {
    const waveform = Uint8Array.from([1]);
    const found = { state: 'ready', facts: someFacts(), waveform, artefacts: ['peaks', 'cover'] } as const;
    await catalog.analyses.record(versionId, found);
  }
  const fileId = file.id;
  const { url } = await storage.downloads.createLink({ owner, fileId });
  const { token: zipToken } = await storage.downloads.createZipTicket({ owner, fileIds: [fileId] });
  const at = new Date('2026-03-01T12:00:00.000Z');
  // The earlier one first, so that it does not take the place of the present one.
  for (const { versionId } of [first, file]) {
    if (state === 'scanning') catalog.beginScan(versionId);
    else if (state !== 'unasked')
      await catalog.scans.record(versionId, { state, detail: 'said', scannedWith: 'one', at });
  }
  return {
    storage,
    fileId,
    earlierId: first.versionId,
    publicToken: tokenOf(file.publicUrl ?? ''),
    linkToken: tokenOf(url),
    zipToken,
  };
}

async function answerOf(door: Door, state: ScanState): Promise<string> {
  try {
    await door.open(await placeIn(state));
    return 'given';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}

describe('the doors through which bytes leave', () => {
  test('every use-case is a door of the table, or one through which nothing leaves', () => {
    const { storage } = createTestStorage();
    const all = Object.entries(storage)
      .filter(([group]) => !INSIDE.includes(group))
      .flatMap(([group, useCases]) => Object.keys(useCases).map((name) => `${group}.${name}`));
    const known = [...Object.keys(DOORS).map((name) => name.split(',')[0]), ...NOT_DOORS];
    expect(all.toSorted()).toEqual([...new Set(known)].toSorted());
  });

  test.each(Object.entries(DOORS))('%s', async (_, door) => {
    const { open: _open, ...rules } = door;
    const answers = {
      scanning: await answerOf(door, 'scanning'),
      infected: await answerOf(door, 'infected'),
      unscannable: await answerOf(door, 'unscannable'),
    };
    expect(answers).toEqual(rules);
    expect(await answerOf(door, 'clean')).toBe('given');
    expect(await answerOf(door, 'unasked')).toBe('given');
  });

  test.each(['scanning', 'infected'] as const)('a list draws nothing of what is %s', async (state) => {
    const { storage, fileId } = await placeIn(state);
    expect(await storage.files.get({ owner, fileId })).toMatchObject({ audio: { waveform: null } });
  });

  test('a zip leaves out what is not given, and says which and why', async () => {
    const { storage, upload, catalog } = createTestStorage();
    const good = await upload(pattern(100), { fileName: 'good.wav' });
    const bad = await upload(pattern(100, 2), { fileName: 'bad.wav' });
    const late = await upload(pattern(100, 3), { fileName: 'late.wav' });
    const infected = { state: 'infected', detail: 'x', scannedWith: 'one', at: new Date(0) } as const;
    await catalog.scans.record(bad.versionId, infected);
    const fileIds = [good.id, bad.id, late.id];
    const ticket = await storage.downloads.createZipTicket({ owner, fileIds });
    expect(ticket).toMatchObject({
      fileCount: 2,
      sizeBytes: 200,
      leftOut: [{ fileId: bad.id, fileName: 'bad.wav', code: 'file-quarantined' }],
    });
    await catalog.scans.record(late.versionId, infected);
    const { entries } = await storage.downloads.openZip(ticket);
    expect(entries.map(({ path }) => path)).toEqual(['good.wav']);
  });

  test('an owner deletes an infected file for good, and has the space back', async () => {
    const { storage, fileId } = await placeIn('infected');
    await storage.files.trash({ owner, fileId });
    await storage.files.purge({ owner, fileId });
    expect(await storage.quota.get({ owner })).toMatchObject({ usedBytes: 0 });
  });
});
