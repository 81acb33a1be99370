/** Drafts and unsent labels in the browser's database; they survive a crash of the page. */

import type { Entry, Store } from './outbox.ts';
import type { Mark } from './marks.ts';

const NAME = 'nerest';
const OUTBOX = 'outbox';
const DRAFTS = 'drafts';

function request<T>(pending: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    pending.onsuccess = () => resolve(pending.result);
    pending.onerror = () => reject(pending.error);
  });
}

function open(): Promise<IDBDatabase> {
  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(OUTBOX, { keyPath: 'key' });
    opening.result.createObjectStore(DRAFTS, { keyPath: 'frameId' });
  };
  return request(opening);
}

let database: Promise<IDBDatabase> | undefined;

/** @param durability "strict" for what must survive a power failure; that waits for the disk */
async function store(
  name: string,
  mode: IDBTransactionMode,
  durability: IDBTransactionDurability = 'relaxed',
): Promise<IDBObjectStore> {
  database ??= open();
  return (await database).transaction(name, mode, { durability }).objectStore(name);
}

export const outboxStore: Store = {
  all: async () => request<Entry[]>((await store(OUTBOX, 'readonly')).getAll()),
  put: async (entry) => {
    await request((await store(OUTBOX, 'readwrite', 'strict')).put(entry));
  },
  remove: async (key) => {
    await request((await store(OUTBOX, 'readwrite')).delete(key));
  },
};

export interface Draft {
  frameId: string;
  marks: readonly Mark[];
  activeMillis: number;
}

export const drafts = {
  get: async (frameId: string): Promise<Draft | undefined> =>
    request<Draft | undefined>((await store(DRAFTS, 'readonly')).get(frameId)),
  put: async (draft: Draft): Promise<void> => {
    await request((await store(DRAFTS, 'readwrite')).put(draft));
  },
  remove: async (frameId: string): Promise<void> => {
    await request((await store(DRAFTS, 'readwrite')).delete(frameId));
  },
};
