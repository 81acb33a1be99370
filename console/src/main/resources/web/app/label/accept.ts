/** What the button and the key that store the shown boxes will store. */

import { number, t } from '../i18n/index.ts';
import { type Mark, UNSURE } from './marks.ts';

const isUnsure = (mark: Mark): boolean => mark.confidence !== undefined && !mark.changed && mark.confidence < UNSURE;

/** The text of the button: how many boxes, and how many of them the model is unsure of. */
export function acceptText(marks: readonly Mark[]): string {
  const texts = t().label;
  if (marks.length === 0) return texts.acceptNone;
  const unsure = marks.filter(isUnsure).length;
  const text = texts.acceptBoxes.replace('{n}', number(marks.length));
  return unsure === 0 ? text : `${text} ${texts.acceptUnsure.replace('{n}', number(unsure))}`;
}
