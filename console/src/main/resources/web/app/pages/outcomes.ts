/** A page that asks several services shows what it gets, although a service refuses or fails. */

import { Problem } from '../api.ts';

/** The parts that the services refuse to the person's role, and the first other failure; the rest is shown. */
export function outcomes<T>(parts: T[], results: PromiseSettledResult<void>[]): { refused: Set<T>; failure: unknown } {
  const refused = new Set<T>();
  let failure: unknown;
  results.forEach((result, i) => {
    if (result.status === 'fulfilled') return;
    if (result.reason instanceof Problem && result.reason.status === 403) refused.add(parts[i]!);
    else failure ??= result.reason;
  });
  return { refused, failure };
}
