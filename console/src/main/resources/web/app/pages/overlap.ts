/** Frames that several selections have in common. */

import type { Campaign } from '../api.ts';

/** Counts of common frames by selection and selection; on the diagonal, all frames of one. */
export interface Overlap {
  names: string[];
  common: number[][];
}

/** The share of the frames of two selections that both have (Jaccard index), 0 to 1; 0 for two empty ones. */
export function shareInCommon(overlap: Overlap, one: number, other: number): number {
  const common = overlap.common[one]![other]!;
  const all = overlap.common[one]![one]! + overlap.common[other]![other]! - common;
  return all === 0 ? 0 : common / all;
}

/** The rounds of a campaign whose batch was selected from scores: round 0 has none. */
export const selectedRounds = (campaign: Campaign): number[] =>
  (campaign.rounds ?? []).filter((one) => one.round > 0 && one.batchSize > 0).map((one) => one.round);
