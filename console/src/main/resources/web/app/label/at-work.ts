/** Campaigns whose current round scores, selects or trains: it requests frames when that is done. */

import type { Campaign } from '../api.ts';

const STATES = ['SCORING', 'SELECTING', 'TRAINING'];

export const atWork = (campaigns: readonly Campaign[]): Campaign[] =>
  campaigns.filter((one) => STATES.includes(one.rounds?.at(-1)?.state ?? ''));
