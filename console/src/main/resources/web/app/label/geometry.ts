/** Boxes in fractions of the image, and edits of them. All functions return new values. */

export interface Rect {
  cx: number;
  cy: number;
  w: number;
  h: number;
}

export interface Point {
  x: number;
  y: number;
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** The box between two corners, cut at the image's border. */
export function between(a: Point, b: Point): Rect {
  const left = clamp(Math.min(a.x, b.x), 0, 1);
  const right = clamp(Math.max(a.x, b.x), 0, 1);
  const top = clamp(Math.min(a.y, b.y), 0, 1);
  const bottom = clamp(Math.max(a.y, b.y), 0, 1);
  return { cx: (left + right) / 2, cy: (top + bottom) / 2, w: right - left, h: bottom - top };
}

export const corners = (box: Rect): { left: number; top: number; right: number; bottom: number } => ({
  left: box.cx - box.w / 2,
  top: box.cy - box.h / 2,
  right: box.cx + box.w / 2,
  bottom: box.cy + box.h / 2,
});

/** Moves a box by a distance; it stays inside the image. */
export function moved<T extends Rect>(box: T, dx: number, dy: number): T {
  return {
    ...box,
    cx: clamp(box.cx + dx, box.w / 2, 1 - box.w / 2),
    cy: clamp(box.cy + dy, box.h / 2, 1 - box.h / 2),
  };
}

/** Moves the right and bottom edges by a distance; a side keeps a least length. */
export function resized<T extends Rect>(box: T, dw: number, dh: number, least: Point): T {
  const { left, top, right, bottom } = corners(box);
  const newRight = clamp(right + dw, left + least.x, 1);
  const newBottom = clamp(bottom + dh, top + least.y, 1);
  return { ...box, ...between({ x: left, y: top }, { x: newRight, y: newBottom }) };
}

/** Intersection over union of two boxes, 0 to 1. */
export function iou(a: Rect, b: Rect): number {
  const p = corners(a);
  const q = corners(b);
  const width = Math.min(p.right, q.right) - Math.max(p.left, q.left);
  const height = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
  if (width <= 0 || height <= 0) return 0;
  const inside = width * height;
  return inside / (a.w * a.h + b.w * b.h - inside);
}

/** Distance of a point from the nearest edge of a box, in pixels of an image of that size. */
export function edgeDistance(box: Rect, point: Point, width: number, height: number): number {
  const { left, top, right, bottom } = corners(box);
  const dx = Math.max(left - point.x, 0, point.x - right) * width;
  const dy = Math.max(top - point.y, 0, point.y - bottom) * height;
  if (dx > 0 || dy > 0) return Math.hypot(dx, dy);
  return Math.min(
    (point.x - left) * width,
    (right - point.x) * width,
    (point.y - top) * height,
    (bottom - point.y) * height,
  );
}

/** The smallest box that contains a point; undefined if none does. */
export function smallestAround<T extends Rect>(boxes: readonly T[], point: Point): T | undefined {
  return boxes
    .filter((box) => {
      const { left, top, right, bottom } = corners(box);
      return point.x >= left && point.x <= right && point.y >= top && point.y <= bottom;
    })
    .sort((a, b) => a.w * a.h - b.w * b.h)[0];
}
