/** What the Campaigns page shows of states, and sends of its forms. */

import { t } from '../i18n/index.ts';

/** The name of a state of a campaign, a round or a training; one that is not known as it is. */
export const stateText = (state: string): string => (t().campaigns.states as Record<string, string>)[state] ?? state;

/** The curriculum of a copy, only if it differs: an unchanged one keeps its settings. */
export const changedCurriculum = (before: boolean, now: boolean): { curriculum?: { enabled?: false } } =>
  before === now ? {} : { curriculum: now ? {} : { enabled: false } };
