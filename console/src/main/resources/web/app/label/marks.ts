/** The boxes on a frame while it is labelled. */

import type { Box, ScoredBox, Suggestion } from '../api.ts';
import type { Effort, Origin } from './outbox.ts';

/** A box; with a confidence if it was suggested, and then whether it was changed. */
export interface Mark extends Box {
  id: number;
  confidence?: number;
  changed?: boolean;
}

/** Below this confidence a suggested box is drawn dashed. */
export const UNSURE = 0.5;

export function suggested(boxes: ScoredBox[]): Mark[] {
  return boxes.map((box, id) => ({ id, ...box }));
}

/** The marks that are shown and would be stored: drawn ones, and suggested ones from the threshold on. */
export function shown(marks: readonly Mark[], threshold: number): Mark[] {
  return marks.filter((mark) => mark.confidence === undefined || mark.changed === true || mark.confidence >= threshold);
}

export const nextId = (marks: readonly Mark[]): number => Math.max(-1, ...marks.map((mark) => mark.id)) + 1;

export function added(marks: readonly Mark[], boxes: Box[]): Mark[] {
  const first = nextId(marks);
  return [
    ...marks,
    ...boxes.map(({ classId, cx, cy, w, h }, i) => ({ id: first + i, classId, cx, cy, w, h })),
  ];
}

/** Replaces one mark; a suggested one counts as changed then. */
export function replaced(marks: readonly Mark[], next: Mark): Mark[] {
  return marks.map((mark) =>
    mark.id === next.id ? { ...next, changed: mark.confidence === undefined ? undefined : true } : mark
  );
}

export const without = (marks: readonly Mark[], id: number): Mark[] => marks.filter((mark) => mark.id !== id);

export const boxesOf = (marks: readonly Mark[]): Box[] =>
  marks.map(({ classId, cx, cy, w, h }) => ({ classId, cx, cy, w, h }));

/** What the annotator did with the suggestions that were shown. */
export function originOf(marks: readonly Mark[], suggestion: Suggestion | undefined, threshold: number): Origin {
  const kept = shown(marks, threshold);
  if (kept.length === 0) return 'EMPTY';
  const untouched = kept.filter((mark) => mark.confidence !== undefined && !mark.changed).length;
  const proposed = suggestion?.boxes.filter((box) => box.confidence >= threshold).length ?? 0;
  if (untouched === kept.length && untouched === proposed) return 'ACCEPTED';
  return kept.some((mark) => mark.confidence !== undefined) ? 'CORRECTED' : 'SCRATCH';
}

export function effortOf(
  marks: readonly Mark[],
  suggestion: Suggestion | undefined,
  threshold: number,
  activeMillis: number,
  blind: boolean,
): Effort {
  return {
    origin: originOf(marks, suggestion, threshold),
    activeMillis: Math.round(activeMillis),
    blind,
    ...(suggestion && !blind ? { modelId: suggestion.modelId } : {}),
  };
}
