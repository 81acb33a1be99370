/** The Operations page: what is stuck, and the records that a service could not handle. */

import { html, type TemplateResult } from 'lit';
import { call, get } from '../api.ts';
import { dateTime, number, t } from '../i18n/index.ts';
import { confirmTyped, Page } from '../kit.ts';
import { listen } from '../live.ts';
import { outcomes } from './outcomes.ts';

interface Letter {
  id: string;
  topic: string;
  service?: string;
  reason: string;
  state: string;
  time: string;
}

interface Status {
  services: { name: string; ready: boolean; version?: string; diskFreeBytes?: number; diskBytes?: number }[];
  lag: { group: string; topic: string; events: number }[];
}

interface Rejection {
  key: string;
  reason: string;
  rejectedAt?: string;
}

interface Counts {
  registered: number;
  duplicates: number;
  rejected: number;
}

/** Below this share of free space a disk is marked. */
const LITTLE_SPACE = 0.1;

/** The free space of a disk: "120 of 250 GB". */
function disk(free: number | undefined, all: number | undefined): TemplateResult | string {
  if (free === undefined || !all) return '';
  const text = t().operations.free.replace('{free}', number(free / 1e9)).replace('{all}', number(all / 1e9));
  return free / all < LITTLE_SPACE ? html`<span class="tag bad">${text}</span>` : text;
}

type Part = 'status' | 'letters' | 'rejections' | 'counts';

class OperationsPage extends Page {
  private letters: Letter[] | undefined;
  private status: Status | undefined;
  private rejections: Rejection[] | undefined;
  private counts: Counts | undefined;
  private stop: () => void = () => {};
  /** Parts that the person's role may not read. */
  private refused = new Set<Part>();
  private timer = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.stop = listen((event) => {
      if (event.type === 'reset') void this.load();
    });
    this.timer = setInterval(() => void this.load(), 10_000) as unknown as number;
    void this.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
    clearInterval(this.timer);
  }

  private async load(): Promise<void> {
    await this.attempt(async () => {
      const loads: Record<Part, () => Promise<void>> = {
        status: async () => void (this.status = await get<Status>('/status')),
        letters: async () =>
          void (this.letters = (await get<{ letters: Letter[] }>('/selector/dead-letters?state=open')).letters),
        rejections: async () => void (this.rejections = await get<Rejection[]>('/ingest/rejections')),
        counts: async () => void (this.counts = await get<Counts>('/ingest/frames/counts')),
      };
      const parts = Object.keys(loads) as Part[];
      const results = await Promise.allSettled(parts.map((part) => loads[part]()));
      const { refused, failure } = outcomes(parts, results);
      this.refused = refused;
      if (failure !== undefined) throw failure;
    });
  }

  /** What stands in the place of a part that is not there. */
  private missing(part: Part): TemplateResult {
    return html`<p class="quiet">${this.refused.has(part) ? t().operations.notForRole : t().common.loading}</p>`;
  }

  private async act(letter: Letter, action: 'resend' | 'drop'): Promise<void> {
    if (action === 'drop' && !(await confirmTyped(t().operations.dropQuestion, letter.topic))) return;
    await this.attempt(async () => {
      await call('POST', `/selector/dead-letters/${encodeURIComponent(letter.id)}/${action}`);
      await this.load();
    });
  }

  protected override render(): TemplateResult {
    const texts = t().operations;
    return html`<h1>${texts.title}</h1>${this.problemLine()}
      <h2>${texts.services}</h2>
      ${this.status ? this.serviceTable(this.status) : this.missing('status')}
      <h2>${texts.frames}</h2>
      ${
      this.counts && !this.refused.has('counts')
        ? html`<p>${number(this.counts.registered)} ${texts.registered},
          ${number(this.counts.duplicates)} ${texts.duplicates}, ${number(this.counts.rejected)} ${texts.rejectedCount}</p>`
        : this.missing('counts')
    }
      <h2>${texts.lag}</h2>
      ${this.status ? this.lagTable(this.status) : this.missing('status')}
      <h2>${texts.letters}</h2>
      ${
      !this.letters || this.refused.has('letters')
        ? this.missing('letters')
        : this.letters.length === 0
        ? html`<p class="quiet">${texts.noLetters}</p>`
        : this.letterTable(this.letters)
    }
      <h2>${texts.rejections}</h2>
      ${
      !this.rejections || this.refused.has('rejections')
        ? this.missing('rejections')
        : this.rejections.length === 0
        ? html`<p class="quiet">${texts.noRejections}</p>`
        : html`<div class="scroll"><table>
          <thead><tr><th scope="col">${texts.object}</th><th scope="col">${texts.reason}</th></tr></thead>
          <tbody>${
          this.rejections.map((one) => html`<tr><td><code>${one.key}</code></td><td>${one.reason}</td></tr>`)
        }</tbody></table></div>`
    }`;
  }

  private serviceTable(status: Status): TemplateResult {
    const texts = t().operations;
    return html`<div class="scroll"><table data-services>
        <thead><tr><th scope="col">${texts.service}</th><th scope="col">${texts.state}</th><th scope="col">${texts.version}</th>
          <th scope="col" class="number">${texts.disk}</th></tr></thead>
        <tbody>${
      status.services.map((one) =>
        html`<tr><td>${one.name}</td>
          <td><span class="tag ${one.ready ? 'good' : 'bad'}">${one.ready ? texts.ready : texts.notReady}</span></td>
          <td>${one.version ?? ''}</td><td class="number">${disk(one.diskFreeBytes, one.diskBytes)}</td></tr>`
      )
    }</tbody></table></div>`;
  }

  private lagTable(status: Status): TemplateResult {
    const texts = t().operations;
    return html`<div class="scroll"><table>
        <thead><tr><th scope="col">${texts.topic}</th><th scope="col">${texts.group}</th>
          <th scope="col" class="number">${texts.events}</th></tr></thead>
        <tbody>${
      status.lag.map((one) =>
        html`<tr><td>${one.topic}</td><td>${one.group}</td><td class="number">${number(one.events)}</td></tr>`
      )
    }</tbody></table></div>`;
  }

  private letterTable(letters: Letter[]): TemplateResult {
    const texts = t().operations;
    return html`<div class="scroll"><table>
      <thead><tr><th scope="col">${texts.topic}</th><th scope="col">${texts.service}</th>
        <th scope="col">${texts.reason}</th><th scope="col">${texts.time}</th>
        <th scope="col"><span class="sr-only">${texts.resend}</span></th></tr></thead>
      <tbody>${
      letters.map((letter) =>
        html`<tr data-letter=${letter.id}><td>${letter.topic}</td><td>${letter.service ?? ''}</td><td>${letter.reason}</td>
          <td>${dateTime(letter.time)}</td>
          <td>${
          this.isOperator
            ? html`<button @click=${() => void this.act(letter, 'resend')}>${texts.resend}</button>
              <button @click=${() => void this.act(letter, 'drop')}>${texts.drop}</button>`
            : ''
        }</td></tr>`
      )
    }</tbody></table></div>`;
  }
}

customElements.define('nerest-operations', OperationsPage);
