/** What moved: the difference of an image from the median of its neighbours in time, per channel. */
export function differenceFromMedian(
  current: Uint8ClampedArray,
  neighbours: readonly Uint8ClampedArray[],
): Uint8ClampedArray<ArrayBuffer> {
  const result = new Uint8ClampedArray(current.length);
  const middle = neighbours.length >> 1;
  const values = new Uint8Array(neighbours.length);
  for (let i = 0; i < current.length; i++) {
    if ((i & 3) === 3) {
      result[i] = 255;
      continue;
    }
    for (let n = 0; n < neighbours.length; n++) values[n] = neighbours[n]![i]!;
    for (let a = 1; a < values.length; a++) {
      const value = values[a]!;
      let b = a - 1;
      while (b >= 0 && values[b]! > value) {
        values[b + 1] = values[b]!;
        b--;
      }
      values[b + 1] = value;
    }
    const median = neighbours.length === 0 ? 0 : values[middle]!;
    result[i] = 3 * Math.abs(current[i]! - median);
  }
  return result;
}
