/** The part of an image that is shown, in fractions of the image, and changes of it. All functions return new values. */

import type { Point } from './geometry.ts';

/** A part of the image with the image's shape. */
export interface Region {
  left: number;
  top: number;
  /** Width and height, 1 for the whole image. */
  size: number;
}

export const WHOLE: Region = { left: 0, top: 0, size: 1 };

/** Smallest part that can be shown. */
const LEAST = 1 / 16;

const inside = (region: Region): Region => ({
  left: Math.min(Math.max(region.left, 0), 1 - region.size),
  top: Math.min(Math.max(region.top, 0), 1 - region.size),
  size: region.size,
});

/** Enlarges the image by a factor; the point stays where it is on the screen, unless it would leave a margin. */
export function zoomed(region: Region, factor: number, about: Point): Region {
  const size = Math.min(1, Math.max(LEAST, region.size / factor));
  const change = size / region.size;
  return inside({
    left: about.x - (about.x - region.left) * change,
    top: about.y - (about.y - region.top) * change,
    size,
  });
}

/** Moves the part by fractions of what is shown. */
export const panned = (region: Region, dx: number, dy: number): Region =>
  inside({ ...region, left: region.left + dx * region.size, top: region.top + dy * region.size });

/** Moves the part until the point is in its middle, if it is not shown yet. */
export function showing(region: Region, point: Point): Region {
  const { x, y } = placeOf(region, point);
  return x >= 0 && x <= 1 && y >= 0 && y <= 1 ? region : panned(region, x - 0.5, y - 0.5);
}

/** The point of the image at a place of the shown part, both in fractions. */
export const pointAt = (region: Region, place: Point): Point => ({
  x: region.left + place.x * region.size,
  y: region.top + place.y * region.size,
});

/** The place in the shown part at which a point of the image is, both in fractions. */
export const placeOf = (region: Region, point: Point): Point => ({
  x: (point.x - region.left) / region.size,
  y: (point.y - region.top) / region.size,
});
