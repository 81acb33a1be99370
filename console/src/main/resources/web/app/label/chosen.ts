/** Frames that a person has chosen to label, until they are labelled. The list lasts as long as the tab. */

const STORED = 'nerest.chosen';

/** The most frames that can be chosen. */
export const MOST_CHOSEN = 500;

export const chosenFrames = (): string[] => JSON.parse(sessionStorage.getItem(STORED) ?? '[]') as string[];

/** Replaces the chosen frames; those above the limit are left out. */
export function chooseFrames(frameIds: Iterable<string>): void {
  sessionStorage.setItem(STORED, JSON.stringify([...frameIds].slice(0, MOST_CHOSEN)));
}

/** Of so many frames, those that are above the limit. */
export const leftOut = (frames: number): number => Math.max(0, frames - MOST_CHOSEN);

/** Removes a frame that is labelled or left to others. */
export function removeChosen(frameId: string): void {
  const before = chosenFrames();
  if (before.includes(frameId)) chooseFrames(before.filter((one) => one !== frameId));
}

/** Whether an address of the Label page is that of the chosen frames. */
export const isOfChosen = (search: string): boolean => new URLSearchParams(search).has('chosen');
