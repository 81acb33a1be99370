/** When an audit has checked enough. */

/** Half the width of the interval from which on more answers say little: 5 points. */
export const ENOUGH = 0.05;

/** Whether an audit stops by itself. */
export const isEnough = (audit: { checked: number; interval: { low: number; high: number } }): boolean =>
  audit.checked > 0 && (audit.interval.high - audit.interval.low) / 2 <= ENOUGH;

/** Campaigns that may have pseudo-labels: those with a curriculum, now or from the next round on. */
export const withCurriculum = <C extends { config?: { curriculum?: { enabled?: boolean } }; nextConfig?: { curriculum?: { enabled?: boolean } } }>(
  campaigns: readonly C[],
): C[] => campaigns.filter((one) => one.config?.curriculum?.enabled === true || one.nextConfig?.curriculum?.enabled === true);
