/** Blocks of a long list of frames, loaded when they are needed; far ones are forgotten. */

import type { FrameView } from '../api.ts';

export interface Listing {
  frames: FrameView[];
  total: number;
}

/** Frames of one block. */
export const BLOCK = 120;
const MOST_BLOCKS = 12;

export class FrameBlocks {
  /** Frames in all; undefined until the first block has come. */
  total: number | undefined;
  private blocks = new Map<number, FrameView[] | 'loading'>();

  /**
   * @param read loads a part of the list
   * @param changed called when a block has come
   */
  constructor(
    private readonly read: (skip: number) => Promise<Listing>,
    private readonly changed: () => void,
  ) {}

  /** The frame at a place of the list; undefined while it is not loaded. */
  at(index: number): FrameView | undefined {
    const block = this.blocks.get(Math.floor(index / BLOCK));
    return Array.isArray(block) ? block[index % BLOCK] : undefined;
  }

  /** Forgets all; answers to earlier requests are of another list, and are not stored. */
  clear(): void {
    this.blocks = new Map();
    this.total = undefined;
  }

  /** Loads the block of a place, unless it is there or on its way. */
  async load(index: number): Promise<void> {
    const blocks = this.blocks;
    const block = Math.floor(index / BLOCK);
    if (blocks.has(block)) return;
    blocks.set(block, 'loading');
    if (blocks.size > MOST_BLOCKS) {
      const far = [...blocks.keys()].sort((a, b) => Math.abs(b - block) - Math.abs(a - block))[0]!;
      blocks.delete(far);
    }
    try {
      const page = await this.read(block * BLOCK);
      blocks.set(block, page.frames);
      if (blocks !== this.blocks) return;
      this.total = page.total;
    } catch (failure) {
      blocks.delete(block);
      if (blocks !== this.blocks) return;
      throw failure;
    }
    this.changed();
  }
}
