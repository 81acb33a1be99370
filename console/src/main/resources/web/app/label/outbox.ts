/**
 * Labels on their way to the server. They are stored in the browser before the next frame is shown, sent one after the other in the
 * order in which they were made, and removed once the server has stored them. Each has a key, so that one that is sent again
 * after a cut is stored once.
 */

import type { Box } from '../api.ts';

export type Origin = 'SCRATCH' | 'ACCEPTED' | 'CORRECTED' | 'EMPTY';

export interface Effort {
  origin: Origin;
  activeMillis: number;
  blind: boolean;
  modelId?: string;
}

export interface Entry {
  key: string;
  order: number;
  frameId: string;
  /** Who made it; it is not sent in the name of another person who uses the browser. */
  author: string;
  boxes: Box[];
  baseRevision: number;
  effort: Effort;
}

export interface Newest {
  revision: number;
  author: string;
  boxes: Box[];
}

export type Outcome =
  | { kind: 'stored'; revision: number }
  | { kind: 'conflict'; newest: Newest }
  | { kind: 'refused'; detail: string }
  | { kind: 'retry' }
  | { kind: 'no-session' }
  | { kind: 'not-allowed' };

export interface Store {
  all(): Promise<Entry[]>;
  put(entry: Entry): Promise<void>;
  remove(key: string): Promise<void>;
}

export interface Report {
  /** Labels that the server has not stored yet. */
  waiting: number;
  /** Whether the last attempt failed and is repeated. */
  offline: boolean;
  /** Whether the session has ended. */
  noSession: boolean;
  /** Whether the person's role may not label; labels are kept until it may. */
  notAllowed: boolean;
}

const FIRST_PAUSE = 300;
const LONGEST_PAUSE = 5000;

/** Waits; the function that is passed to "wake" ends the pause early. */
export const pause = (millis: number, wake: (wake: () => void) => void): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    wake(() => {
      clearTimeout(timer);
      resolve();
    });
  });

export class Outbox {
  private entries: Entry[] = [];
  private revisions = new Map<string, number>();
  private running = false;
  private offline = false;
  private noSession = false;
  private notAllowed = false;
  private again = false;
  private order = 0;
  private author = '';
  private wake: () => void = () => {};

  constructor(
    private readonly store: Store,
    private readonly send: (entry: Entry) => Promise<Outcome>,
    private readonly pause: (millis: number, wake: (wake: () => void) => void) => Promise<void>,
    private readonly report: (report: Report) => void,
    private readonly problem: (entry: Entry, outcome: Outcome) => void,
  ) {}

  /** Continues with the labels of a person that an earlier page left. Returns their frames. */
  async open(author: string): Promise<string[]> {
    this.author = author;
    const all = (await this.store.all()).sort((a, b) => a.order - b.order);
    this.entries = all.filter((entry) => (entry.author ?? author) === author);
    this.order = (all.at(-1)?.order ?? 0) + 1;
    this.tell();
    void this.run();
    return this.entries.map((entry) => entry.frameId);
  }

  /**
   * Stores a label in the browser; then it is sent.
   *
   * @param ready ends when sending may begin: the next frame is painted before the server works on this one
   */
  async add(entry: Omit<Entry, 'key' | 'order' | 'author'>, ready: Promise<unknown> = Promise.resolve()): Promise<void> {
    const added: Entry = { ...entry, author: this.author, key: crypto.randomUUID(), order: this.order++ };
    this.entries.push(added);
    this.tell();
    await this.store.put(added);
    void ready.then(() => this.run());
  }

  /** Tries again at once, when the network is back. */
  retry(): void {
    this.noSession = false;
    this.notAllowed = false;
    this.again = true;
    this.wake();
    void this.run();
  }

  get waiting(): number {
    return this.entries.length;
  }

  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    let wait = FIRST_PAUSE;
    try {
      for (let entry = this.entries[0]; entry !== undefined; entry = this.entries[0]) {
        this.again = false;
        const known = this.revisions.get(entry.frameId);
        const outcome = await this.send({ ...entry, baseRevision: Math.max(entry.baseRevision, known ?? 0) });
        if (outcome.kind === 'retry') {
          this.offline = true;
          this.tell();
          await this.pause(wait, (wake) => this.wake = wake);
          wait = Math.min(LONGEST_PAUSE, wait * 2);
          continue;
        }
        this.offline = false;
        wait = FIRST_PAUSE;
        this.noSession = outcome.kind === 'no-session';
        this.notAllowed = outcome.kind === 'not-allowed';
        if (this.noSession || this.notAllowed) {
          if (this.again) continue;
          this.tell();
          return;
        }
        if (outcome.kind === 'stored') {
          this.revisions.set(entry.frameId, outcome.revision);
        } else {
          this.problem(entry, outcome);
        }
        this.entries.shift();
        await this.store.remove(entry.key);
        this.tell();
      }
    } finally {
      this.running = false;
    }
  }

  private tell(): void {
    this.report({ waiting: this.entries.length, offline: this.offline, noSession: this.noSession, notAllowed: this.notAllowed });
  }
}
