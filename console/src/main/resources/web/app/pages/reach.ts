/** The x at which a curve first reaches a height, between its points on straight lines; undefined if it does not. */
export function labelsToReach(curve: { x: number; y: number }[], goal: number): number | undefined {
  let before: { x: number; y: number } | undefined;
  for (const point of [...curve].sort((a, b) => a.x - b.x)) {
    if (point.y >= goal) {
      if (!before || point.y === before.y) return point.x;
      return before.x + ((goal - before.y) / (point.y - before.y)) * (point.x - before.x);
    }
    before = point;
  }
  return undefined;
}
