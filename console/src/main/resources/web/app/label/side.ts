/** Texts beside a frame: whether labels are stored, conflicts, and why the frame is to be labelled. */

import { html, svg, type TemplateResult } from 'lit';
import type { Campaign, CurvePoint, OpenFrame } from '../api.ts';
import { ago, number, t } from '../i18n/index.ts';
import { link } from '../kit.ts';
import type { Entry, Newest, Report } from './outbox.ts';

export interface Conflict {
  entry: Entry;
  newest: Newest;
}

/** Whether all labels are stored. */
export function syncLine({ waiting, offline, noSession, notAllowed }: Report): TemplateResult {
  const texts = t().label;
  const text = noSession
    ? texts.noSession
    : notAllowed
    ? texts.notAllowed.replace('{n}', number(waiting))
    : offline
    ? texts.offline.replace('{n}', number(waiting))
    : waiting > 0
    ? texts.sending.replace('{n}', number(waiting))
    : texts.allSaved;
  return html`<p class="sync ${offline || noSession || notAllowed ? 'bad' : ''}" role="status" data-waiting=${waiting}>${text}</p>`;
}

/** Both labels of a frame that another person has labelled in between. */
export function conflictBox(conflict: Conflict, resolve: (mine: boolean) => void): TemplateResult {
  const texts = t().label;
  return html`<section class="conflict" role="alert">
      <p>${texts.conflict.replace('{author}', conflict.newest.author)}</p>
      <div class="pair">
        <figure>${thumbnail(conflict.entry.frameId, conflict.newest.boxes)}
          <figcaption>${conflict.newest.author}</figcaption></figure>
        <figure>${thumbnail(conflict.entry.frameId, conflict.entry.boxes)}<figcaption>${texts.mine}</figcaption></figure>
      </div>
      <button @click=${() => resolve(false)}>${texts.keepTheirs}</button>
      <button @click=${() => resolve(true)}>${texts.useMine}</button>
    </section>`;
}

/** The campaigns and seasons that request the label of a frame, with their reasons. */
export function aboutFrame(open: OpenFrame, left: number, campaigns: Map<string, Campaign>): TemplateResult {
  const texts = t().label;
  return html`
          <p class="big"><strong data-open>${number(left)}</strong> ${texts.left}</p>
          <p>${texts.camera}: <strong>${open.frame.streamId}</strong>${
    open.capturedAt ? html`, ${ago(open.capturedAt)}` : ''
  }</p>
          <h2>${texts.why}</h2>
          ${open.blind ? html`<p class="blind">${texts.blind}</p>` : ''}
          ${open.requests.length + open.draws.length === 0 ? html`<p>${texts.chosen}</p>` : ''}
          ${open.requests.map((request) => why(request, campaigns.get(request.campaignId)?.curve ?? []))}
          ${open.draws.map((draw) => html`<p class="why">${link('/season/' + draw.seasonId, draw.season)}: ${texts.drawn}</p>`)}
          ${
    open.suggestion
      ? html`<p class="quiet">${texts.suggestedBy} <code>${open.suggestion.modelId}</code></p><p class="quiet">${texts.lines}</p>`
      : ''
  }`;
}

function why(request: OpenFrame['requests'][number], curve: CurvePoint[]): TemplateResult {
  const texts = t().label;
  const last = curve.at(-1);
  const before = curve.at(-2);
  return html`<div class="why">
      <p>${link(`/campaigns/${request.campaignId}`, request.campaign)}, ${texts.round} ${request.round},
        ${texts.rank} ${request.rank}</p>
      <p>${request.reason}</p>
      <details><summary>${texts.score} ${number(request.score, 3)}</summary>
        <table>${
    Object.entries(request.parts).map(([name, value]) =>
      html`<tr><th scope="row">${name}</th><td>${number(value, 3)}</td></tr>`
    )
  }</table></details>
      ${
    last && before
      ? html`<p class="gain">${
        texts.gain
          .replace('{labels}', number(last.labels - before.labels))
          .replace('{gain}', number((last['mAP50-95'] - before['mAP50-95']) * 100, 1))
      }</p>`
      : ''
  }
    </div>`;
}

function thumbnail(frameId: string, boxes: { cx: number; cy: number; w: number; h: number }[]): TemplateResult {
  return html`<div class="thumb"><img src=${`/api/ingest/frames/${frameId}/image`} alt="">
      <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">${
    boxes.map((box) =>
      svg`<rect x=${box.cx - box.w / 2} y=${box.cy - box.h / 2} width=${box.w} height=${box.h}></rect>`
    )
  }</svg></div>`;
}
