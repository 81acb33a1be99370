/** The frames that a page has reserved: the one in hand, those that follow, and the last ones that were labelled. */

import { Problem } from '../api.ts';
import { describe } from '../kit.ts';
import { servedNow } from './aside.ts';
import { removeChosen } from './chosen.ts';
import { reserve } from './requests.ts';
import { Task } from './task.ts';

/** Frames that are decoded ahead of the one in hand. */
const AHEAD = 5;
/** Frames that are reserved and loaded, so that work continues while the server cannot be reached. */
const HELD = 15;
/** With fewer frames than this, more are reserved: not after each label, since the server then reads the start of the queue. */
const ENOUGH = 11;
/** Images that are loaded at the same time, so that loading does not delay the frame in hand. */
const LOADS = 2;
/** Labelled frames that can be taken back. */
const KEPT = 20;
const RETRY_MILLIS = 2000;

export class Desk {
  /** Frames that wait for a label, of all annotators. */
  open = 0;
  /** Whether the server has answered once. */
  loaded = false;
  /** Reserved frames whose image is loaded. */
  loadedAhead = 0;
  private tasks: Task[] = [];
  private done: Task[] = [];
  private finished = new Set<string>();
  /** Frames that this person was unsure of: shown again when no others are left. */
  private aside = new Set<string>();
  private filling = false;
  private again = false;

  /**
   * @param changed called when something is to be shown anew
   * @param arrived called when a frame becomes the current one by the arrival of frames
   * @param failed called with the reason why no frames can be reserved
   */
  constructor(
    private readonly changed: () => void,
    private readonly arrived: () => Promise<void>,
    private readonly failed: (reason: string) => void,
  ) {}

  /** Whether the frame in hand was put aside before. */
  get onlyAside(): boolean {
    return this.inHand !== undefined && this.aside.has(this.inHand.frameId);
  }

  get inHand(): Task | undefined {
    return this.tasks[0];
  }

  /** Frames after the one in hand that can be shown at once, one after the other. */
  get decodedAhead(): number {
    const rest = this.tasks.slice(1);
    const missing = rest.findIndex((task) => !task.bitmap);
    return missing < 0 ? rest.length : missing;
  }

  find(frameId: string): Task | undefined {
    return [...this.done, ...this.tasks].find((one) => one.frameId === frameId);
  }

  /** Leaves out frames whose labels are still on their way to the server. */
  exclude(frameIds: string[]): void {
    for (const frameId of frameIds) this.finished.add(frameId);
  }

  /** Reserves frames until the page holds enough of them; the one in hand stays. */
  async fill(): Promise<void> {
    if (this.filling) {
      this.again = true;
      return;
    }
    this.filling = true;
    try {
      const reserved = await reserve(HELD);
      this.open = reserved.open;
      const held = new Map(this.tasks.map((task) => [task.frameId, task]));
      const inHand = this.inHand;
      const next = servedNow(
        reserved.frames.filter((frame) =>
          !this.finished.has(frame.frame.frameId) && frame.frame.frameId !== inHand?.frameId
        ),
        this.aside,
        inHand?.frameId,
      ).map((frame) => held.get(frame.frame.frameId) ?? new Task(frame));
      const kept = new Set(next);
      for (const task of this.tasks.slice(1)) if (!kept.has(task)) task.release();
      this.tasks = [...(inHand ? [inHand] : []), ...next];
      this.loaded = true;
      if (!inHand && this.inHand) await this.arrived();
      void this.prefetch();
    } catch (failure) {
      if (!(failure instanceof Problem && failure.status === 0)) this.failed(describe(failure));
      setTimeout(() => void this.fill(), RETRY_MILLIS);
    } finally {
      this.filling = false;
      if (this.again) {
        this.again = false;
        void this.fill();
      }
    }
    this.changed();
  }

  /** Loads more frames after one has left the desk. */
  refill(): void {
    if (this.tasks.length < ENOUGH) void this.fill();
    else void this.prefetch();
  }

  /** Moves the frame in hand to the labelled ones. */
  finish(task: Task): void {
    this.finished.add(task.frameId);
    removeChosen(task.frameId);
    this.tasks.shift();
    this.done.push(task);
    for (const old of this.done.splice(0, Math.max(0, this.done.length - KEPT))) old.release();
    this.open = Math.max(0, this.open - 1);
  }

  /** Whether a labelled frame can be taken back. */
  get canTakeBack(): boolean {
    return this.done.length > 0;
  }

  /** Takes the last labelled frame in hand; false if there is none. */
  takeBack(): boolean {
    const task = this.done.pop();
    if (!task) return false;
    this.finished.delete(task.frameId);
    this.tasks.unshift(task);
    this.open++;
    return true;
  }

  /** Puts the frame in hand aside without a label. */
  drop(task: Task): void {
    this.aside.add(task.frameId);
    removeChosen(task.frameId);
    this.tasks.shift();
    task.release();
  }

  /** Removes a frame that another person has labelled, unless it is in hand; returns whether it is. */
  removeLabelled(frameId: unknown): boolean {
    const index = this.tasks.findIndex((task) => task.frameId === frameId);
    if (index > 0) {
      this.finished.add(this.tasks[index]!.frameId);
      this.tasks.splice(index, 1)[0]!.release();
    }
    return index === 0;
  }

  releaseImages(): void {
    this.tasks.forEach((task) => task.release());
  }

  /** Decodes the next images and loads those that follow, in their order. */
  private async prefetch(): Promise<void> {
    const tasks = [...this.tasks];
    let next = 0;
    let loaded = 0;
    const lane = async (): Promise<void> => {
      for (let i = next++; i < tasks.length; i = next++) {
        try {
          await (i <= AHEAD ? tasks[i]!.prepare() : tasks[i]!.fetch());
          loaded++;
          if (i === AHEAD) this.changed();
        } catch {
          // It is loaded again when it is in hand.
        }
      }
    };
    await Promise.all(Array.from({ length: LOADS }, lane));
    if (this.loadedAhead === loaded) return;
    this.loadedAhead = loaded;
    this.changed();
  }
}
