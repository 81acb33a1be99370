/** Assertions for the tests of scripts. */

export function equal(actual: unknown, expected: unknown): void {
  const a = JSON.stringify(actual);
  const b = JSON.stringify(expected);
  if (a !== b) throw new Error(`expected ${b}, but was ${a}`);
}

export function near(actual: number, expected: number, tolerance = 1e-9): void {
  if (!(Math.abs(actual - expected) <= tolerance)) throw new Error(`expected ${expected}, but was ${actual}`);
}
