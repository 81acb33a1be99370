/** Validation frames of a training: labels, and what its newest epoch detects. */

import { html, svg, type TemplateResult } from 'lit';
import { type Box, type EpochExamples, type Round, thumbnailUrl } from '../api.ts';
import { number, t } from '../i18n/index.ts';

const LABEL = 'of-label';
const DETECTION = 'of-b';

/** Shows the frames; before the first epoch of a running training, that they will come. */
export function trainingExamples(round: Round, examples: EpochExamples): TemplateResult | string {
  const texts = t().campaigns;
  if (examples.frames.length === 0) return round.training ? html`<p class="quiet">${texts.examplesNext}</p>` : '';
  const key = (kind: string, text: string): TemplateResult =>
    html`<li><svg class="key" aria-hidden="true" viewBox="0 0 22 10">${
      svg`<line class=${kind} x1="0" x2="22" y1="5" y2="5"></line>`
    }</svg> ${text}</li>`;
  return html`<section data-examples=${examples.epoch}><h2>${
    texts.examples.replace('{round}', number(round.round)).replace('{epoch}', number(examples.epoch))
  }</h2>
    <ul class="legend">${key(LABEL, texts.exampleLabels)} ${key(DETECTION, texts.exampleBoxes)}</ul>
    <div class="cards">${examples.frames.map((frame) => card(frame))}</div></section>`;
}

function card(frame: EpochExamples['frames'][number]): TemplateResult {
  const rects = (boxes: Box[], kind: string) =>
    boxes.map((box) => svg`<rect class=${kind} x=${box.cx - box.w / 2} y=${box.cy - box.h / 2} width=${box.w} height=${box.h}></rect>`);
  return html`<figure class="card" data-frame=${frame.frameId}><div class="thumb">
      <img src=${thumbnailUrl(frame.frameId, 480)} alt="" loading="lazy">
      <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">${rects(frame.truth, LABEL)}${
    rects(frame.boxes, DETECTION)
  }</svg></div>
    <figcaption class="body">${
    t().campaigns.example.replace('{camera}', frame.streamId).replace('{labels}', number(frame.truth.length)).replace(
      '{boxes}',
      number(frame.boxes.length),
    )
  }</figcaption></figure>`;
}
