/** How suggested boxes influence labels: frames that were labelled blind, beside frames with suggestions. */

import { html, type TemplateResult } from 'lit';
import { number, percent, t } from '../i18n/index.ts';

interface Group {
  labels: number;
  boxesPerFrame: number;
  emptyShare: number;
  medianActiveSeconds: number;
}

export interface Influence {
  blind: Group;
  assisted: Group;
  boxesDifference?: { mean: number; low: number; high: number };
}

/** What a difference says: suggestions add boxes, remove some, or neither is shown. */
export function influenceOf(difference: Influence['boxesDifference']): 'more' | 'fewer' | 'unclear' {
  if (!difference) return 'unclear';
  return difference.low > 0 ? 'more' : difference.high < 0 ? 'fewer' : 'unclear';
}

export function influenceTable(influence: Influence): TemplateResult | string {
  const texts = t().audit.influence;
  if (influence.blind.labels === 0) return '';
  const row = (name: string, group: Group): TemplateResult =>
    html`<tr><th scope="row">${name}</th><td class="number">${number(group.labels)}</td><td class="number">${number(group.boxesPerFrame, 2)}</td>
      <td class="number">${percent(group.emptyShare)}</td><td class="number">${number(group.medianActiveSeconds, 1)}</td></tr>`;
  const difference = influence.boxesDifference;
  return html`<section data-influence><h2>${texts.title}</h2>
    <div class="scroll"><table><thead><tr><td></td><th scope="col" class="number">${texts.labels}</th><th scope="col" class="number">${texts.boxes}</th>
      <th scope="col" class="number">${texts.empty}</th><th scope="col" class="number">${texts.seconds}</th></tr></thead>
      <tbody>${row(texts.blind, influence.blind)} ${row(texts.assisted, influence.assisted)}</tbody></table></div>
    ${
    difference
      ? html`<p>${
        texts.difference.replace('{mean}', number(difference.mean, 2)).replace('{low}', number(difference.low, 2)).replace(
          '{high}',
          number(difference.high, 2),
        )
      } <strong>${texts.verdicts[influenceOf(difference)]}</strong></p>`
      : ''
  }</section>`;
}
