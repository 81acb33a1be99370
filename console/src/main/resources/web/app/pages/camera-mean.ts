/** The mean of a metric over the cameras of a validation set, with an interval over cameras. */

/** Two-sided 95 % quantiles of Student's t distribution for 1 to 30 degrees of freedom. */
const QUANTILES = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11, 2.101, 2.093, 2.086,
  2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];
/** For more degrees of freedom. */
const NORMAL = 1.96;
/** With fewer cameras an interval says nothing. */
const LEAST = 3;

export interface CameraMean {
  y: number;
  low?: number;
  high?: number;
}

/** The mean; from three cameras on with its 95 % interval, cut at 0 and 1. Undefined without cameras. */
export function cameraMean(values: readonly number[]): CameraMean | undefined {
  if (values.length === 0) return undefined;
  const y = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length < LEAST) return { y };
  const variance = values.reduce((sum, value) => sum + (value - y) ** 2, 0) / (values.length - 1);
  const half = (QUANTILES[values.length - 2] ?? NORMAL) * Math.sqrt(variance / values.length);
  return { y, low: Math.max(0, y - half), high: Math.min(1, y + half) };
}
