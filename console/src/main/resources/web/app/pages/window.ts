/** Which rows of a long grid are on the screen. */

/** Rows from first to last, excluded. */
export interface Rows {
  first: number;
  last: number;
}

/** Browsers limit the height of an element; a longer grid is scrolled in proportion. */
export const MOST_PIXELS = 8_000_000;

/** Rows that a window shows, with some around them. */
export function rowsAt(
  scrollTop: number,
  height: number,
  rowHeight: number,
  rows: number,
  around: number,
): Rows & { offset: number } {
  const full = rows * rowHeight;
  const limited = Math.min(full, MOST_PIXELS);
  // Position in the full grid: the ends of both meet.
  const top = full <= height || limited <= height ? 0 : (scrollTop / (limited - height)) * (full - height);
  const first = Math.max(0, Math.floor(top / rowHeight) - around);
  const last = Math.min(rows, Math.ceil((top + height) / rowHeight) + around);
  return { first, last, offset: scrollTop - top };
}
