/** What the Label page shows while a key is held: the frames before and after, motion, or the frame without boxes. */

import { type Overlay, showNeighbours } from './neighbours.ts';
import type { Task } from './task.ts';

export class Held {
  /** Shown instead of the image; undefined for the image itself. */
  overlay: Overlay | undefined;
  /** Whether the boxes are hidden. */
  hiding = false;
  private code: string | undefined;

  /** @param changed called after each change */
  constructor(private readonly changed: () => void) {}

  /** Hides the boxes until the key is released. */
  hide(code: string): void {
    this.code = code;
    this.hiding = true;
    this.changed();
  }

  /**
   * Shows the neighbours in time, or what moved between them, until the key is released.
   *
   * @param inHand whether a frame is still the one in hand
   * @returns false if the camera has no frames before or after it
   */
  show(code: string, task: Task, motion: boolean, inHand: (task: Task) => boolean): Promise<boolean> {
    this.code = code;
    return showNeighbours(task, motion, () => this.code === code && inHand(task), (overlay) => {
      this.overlay = overlay;
      this.changed();
    });
  }

  /** Ends what a key shows; nothing if another key is held. */
  release(code: string): void {
    if (code === this.code) this.releaseAll();
  }

  /** Ends what any key shows: a window that loses the focus is not told that the key was released. */
  releaseAll(): void {
    if (this.code === undefined) return;
    this.code = undefined;
    this.hiding = false;
    this.clear();
    this.changed();
  }

  /** Shows the image itself. */
  clear(): void {
    this.overlay = undefined;
  }
}
