/** The boxes of a camera's previous frame, to be copied to the frame in hand. */

import type { Box, LabelView, Suggestion } from '../api.ts';

/** Detections with a lower confidence are not copied. */
const LEAST_CONFIDENCE = 0.25;

/**
 * The boxes of the newest label, or else what the newest model detected: but no model's boxes on a frame that is labelled blind.
 *
 * @param labels of the previous frame, the newest first
 * @param detections loads what models detected on it, the newest model first
 */
export async function boxesToCopy(
  labels: LabelView[],
  blind: boolean,
  detections: () => Promise<Suggestion[]>,
): Promise<Box[]> {
  const label = labels[0];
  if (label) return label.boxes;
  if (blind) return [];
  const newest = (await detections())[0];
  return newest?.boxes.filter((box) => box.confidence >= LEAST_CONFIDENCE) ?? [];
}
