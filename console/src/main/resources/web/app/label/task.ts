/** A frame on the annotator's desk. */

import { get, imageUrl, type FrameView, type LabelView, type OpenFrame, type Suggestion } from '../api.ts';
import { History } from './history.ts';
import { added, type Mark, suggested } from './marks.ts';
import { boxesToCopy } from './previous.ts';
import { drafts } from './storage.ts';

export class Task {
  readonly frameId: string;
  readonly history: History<readonly Mark[]>;
  activeMillis = 0;
  baseRevision = 0;
  bitmap: ImageBitmap | undefined;
  /** Frames of the camera before and after, nearest first. */
  neighbours: { before: FrameView[]; after: FrameView[] } | undefined;
  private loading: Promise<ImageBitmap> | undefined;
  private fetching: Promise<Blob> | undefined;

  constructor(readonly open: OpenFrame) {
    this.frameId = open.frame.frameId;
    this.history = new History<readonly Mark[]>(
      open.label ? added([], open.label.boxes) : suggested(open.suggestion?.boxes ?? []),
    );
    this.baseRevision = open.label?.revision ?? 0;
  }

  /** Loads the image, so that the frame can be labelled without the server. */
  fetch(): Promise<Blob> {
    this.fetching ??= fetchImage(this.frameId).catch((failure) => {
      this.fetching = undefined;
      throw failure;
    });
    return this.fetching;
  }

  /** Loads and decodes the image, and restores a draft. */
  prepare(): Promise<ImageBitmap> {
    this.loading ??= this.load().catch((failure) => {
      this.loading = undefined;
      throw failure;
    });
    return this.loading;
  }

  private async load(): Promise<ImageBitmap> {
    const [bitmap, draft] = await Promise.all([this.fetch().then((blob) => createImageBitmap(blob)), drafts.get(this.frameId)]);
    if (draft && !this.history.changed) {
      this.history.push(draft.marks);
      this.activeMillis = draft.activeMillis;
    }
    this.bitmap = bitmap;
    return bitmap;
  }

  async loadNeighbours(): Promise<{ before: FrameView[]; after: FrameView[] }> {
    this.neighbours ??= await get<{ before: FrameView[]; after: FrameView[] }>(
      `/ingest/frames/${this.frameId}/neighbours?count=2`,
    );
    return this.neighbours;
  }

  /** Adds the boxes of the camera's previous frame; false if it has none that may be copied. */
  async copyPrevious(): Promise<boolean> {
    const previous = (await this.loadNeighbours()).before[0];
    if (!previous) return false;
    const labels = await get<LabelView[]>(`/ingest/frames/${previous.id}/labels`);
    const boxes = await boxesToCopy(
      labels,
      this.open.blind,
      () => get<Suggestion[]>(`/selector/frames/${previous.id}/detections`).catch(() => []),
    );
    if (boxes.length === 0) return false;
    this.history.push(added(this.history.current, boxes));
    return true;
  }

  release(): void {
    this.bitmap?.close();
    this.bitmap = undefined;
    this.loading = undefined;
    this.fetching = undefined;
  }
}

async function fetchImage(frameId: string): Promise<Blob> {
  const response = await fetch(imageUrl(frameId));
  if (!response.ok) throw new Error(`the image of frame ${frameId} cannot be loaded: ${response.status}`);
  return response.blob();
}

export async function loadImage(frameId: string): Promise<ImageBitmap> {
  return createImageBitmap(await fetchImage(frameId));
}
