/**
 * Many points on a plane, written into the pixels of an image: no GPU and no element per point. Positions are stored as 16-bit
 * numbers; a uniform grid finds the point under the pointer.
 */

const SCALE = 65535;
const CELLS = 256;

export class Points {
  readonly x: Uint16Array;
  readonly y: Uint16Array;
  private readonly cellStart: Uint32Array;
  private readonly cellPoints: Uint32Array;

  constructor(xs: ArrayLike<number>, ys: ArrayLike<number>) {
    const count = xs.length;
    this.x = quantised(xs);
    this.y = quantised(ys);
    const sizes = new Uint32Array(CELLS * CELLS + 1);
    for (let i = 0; i < count; i++) sizes[this.cell(i) + 1]!++;
    for (let c = 0; c < CELLS * CELLS; c++) sizes[c + 1]! += sizes[c]!;
    this.cellStart = sizes.slice();
    this.cellPoints = new Uint32Array(count);
    const next = sizes;
    for (let i = 0; i < count; i++) this.cellPoints[next[this.cell(i)]!++] = i;
  }

  get count(): number {
    return this.x.length;
  }

  private cell(i: number): number {
    return (this.y[i]! >> 8) * CELLS + (this.x[i]! >> 8);
  }

  /** The nearest point within a distance, both in shares of the plane; undefined if there is none. */
  nearest(x: number, y: number, reach: number): number | undefined {
    let best: number | undefined;
    let bestDistance = reach * reach;
    const low = (value: number): number => Math.max(0, Math.floor((value - reach) * CELLS));
    const high = (value: number): number => Math.min(CELLS - 1, Math.floor((value + reach) * CELLS));
    for (let row = low(y); row <= high(y); row++) {
      for (let column = low(x); column <= high(x); column++) {
        const cell = row * CELLS + column;
        for (let k = this.cellStart[cell]!; k < this.cellStart[cell + 1]!; k++) {
          const i = this.cellPoints[k]!;
          const dx = this.x[i]! / SCALE - x;
          const dy = this.y[i]! / SCALE - y;
          const distance = dx * dx + dy * dy;
          if (distance <= bestDistance) {
            bestDistance = distance;
            best = i;
          }
        }
      }
    }
    return best;
  }

  /** The points inside a polygon (even-odd rule), in shares of the plane. */
  inside(polygon: readonly { x: number; y: number }[]): number[] {
    const found: number[] = [];
    if (polygon.length < 3) return found;
    const left = Math.min(...polygon.map((p) => p.x));
    const right = Math.max(...polygon.map((p) => p.x));
    const top = Math.min(...polygon.map((p) => p.y));
    const bottom = Math.max(...polygon.map((p) => p.y));
    for (let i = 0; i < this.count; i++) {
      const x = this.x[i]! / SCALE;
      const y = this.y[i]! / SCALE;
      if (x < left || x > right || y < top || y > bottom) continue;
      let odd = false;
      for (let a = 0, b = polygon.length - 1; a < polygon.length; b = a++) {
        const p = polygon[a]!;
        const q = polygon[b]!;
        if ((p.y > y) !== (q.y > y) && x < ((q.x - p.x) * (y - p.y)) / (q.y - p.y) + p.x) odd = !odd;
      }
      if (odd) found.push(i);
    }
    return found;
  }
}

function quantised(values: ArrayLike<number>): Uint16Array {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i]!);
    high = Math.max(high, values[i]!);
  }
  const size = high > low ? high - low : 1;
  const result = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) result[i] = Math.round(((values[i]! - low) / size) * SCALE);
  return result;
}

/** The part of the plane that is shown: its upper left corner and its side, in shares of the plane. */
export interface View {
  x: number;
  y: number;
  size: number;
}

/** Side of the square of a point in pixels: few points are drawn large, so that they can be seen and hit. */
export const pointSide = (points: number): number => points <= 2_000 ? 6 : points <= 20_000 ? 4 : 2;

/** Draws all points as squares. Colours are 32-bit ABGR, one for each point. */
export function paint(
  points: Points,
  colours: Uint32Array,
  pixels: Uint32Array,
  width: number,
  height: number,
  view: View,
  ground: number,
): void {
  pixels.fill(ground);
  const { x, y } = points;
  const scaleX = width / (view.size * SCALE);
  const scaleY = height / (view.size * SCALE);
  const left = view.x * SCALE;
  const top = view.y * SCALE;
  const side = pointSide(x.length);
  const right = width - side + 1;
  const bottom = height - side + 1;
  for (let i = 0; i < x.length; i++) {
    const column = ((x[i]! - left) * scaleX) | 0;
    const row = ((y[i]! - top) * scaleY) | 0;
    if (column < 0 || row < 0 || column >= right || row >= bottom) continue;
    const at = row * width + column;
    const colour = colours[i]!;
    for (let line = at; line < at + side * width; line += width) {
      for (let pixel = line; pixel < line + side; pixel++) pixels[pixel] = colour;
    }
  }
}
