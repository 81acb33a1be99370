/** Requests of the Label page: frames are reserved and released, labels are stored. */

import { call, type OpenFrame, pageId, Problem } from '../api.ts';
import { chosenFrames, isOfChosen } from './chosen.ts';
import type { Entry, Newest, Outcome } from './outbox.ts';

export interface Reserved {
  open: number;
  frames: OpenFrame[];
}

/** Reserves frames for this page; those that it holds stay reserved. */
export function reserve(count: number): Promise<Reserved> {
  return call<Reserved>('POST', '/label/next', { page: pageId, count, ...restriction() });
}

/** Releases the reserved frames when the page is left; they are reserved again when it is opened. */
export function release(): void {
  void fetch('/api/label/release', { method: 'POST', keepalive: true, headers: { 'X-Nerest-Console': pageId } }).catch(() => {});
}

/** Puts a frame aside for another annotator. */
export function skipFrame(frameId: string): Promise<unknown> {
  return call('POST', `/label/frames/${frameId}/skip`);
}

/** Stores a label. */
export async function storeLabel(entry: Entry): Promise<Outcome> {
  try {
    const stored = await call<{ revision: number }>(
      'POST',
      `/label/frames/${entry.frameId}`,
      { boxes: entry.boxes, baseRevision: entry.baseRevision, effort: entry.effort },
      { 'Idempotency-Key': entry.key },
    );
    return { kind: 'stored', revision: stored.revision };
  } catch (failure) {
    if (!(failure instanceof Problem)) throw failure;
    if (failure.status === 401) return { kind: 'no-session' };
    if (failure.status === 403) return { kind: 'not-allowed' };
    if (failure.status === 409 && failure.body['newest']) {
      return { kind: 'conflict', newest: failure.body['newest'] as Newest };
    }
    // The first attempt is still processed.
    if (failure.status === 409) return { kind: 'retry' };
    if (failure.status === 0 || failure.status >= 500 || failure.status === 429) return { kind: 'retry' };
    return { kind: 'refused', detail: failure.message };
  }
}

/** The chosen frames, or the season or campaign whose frames alone are labelled, if the address names them. */
function restriction(): { season?: string; campaign?: string; frames?: string[] } {
  if (isOfChosen(location.search)) return { frames: chosenFrames() };
  const parameters = new URLSearchParams(location.search);
  const season = parameters.get('season');
  const campaign = parameters.get('campaign');
  return { ...(season ? { season } : {}), ...(campaign ? { campaign } : {}) };
}
