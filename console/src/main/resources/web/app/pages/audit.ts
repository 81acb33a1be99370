/** The Audit page: a random draw of pseudo-labels, one key each, and how many are right. */

import { html, type TemplateResult } from 'lit';
import { call, type Campaign, type FrameRef, get, type ScoredBox } from '../api.ts';
import { boxesOf, type Mark, replaced, suggested, added } from '../label/marks.ts';
import { number, percent, t } from '../i18n/index.ts';
import { empty, link, Page } from '../kit.ts';
import { isEnough, withCurriculum } from './audit-end.ts';
import { type Influence, influenceTable } from './influence.ts';
import '../label/stage.ts';
import type { LabelStage } from '../label/stage.ts';
import { loadImage } from '../label/task.ts';
import type { Rect } from '../label/geometry.ts';

interface PseudoLabel {
  campaignId: string;
  round: number;
  frame: FrameRef;
  modelId?: string;
  boxes: ScoredBox[];
}

interface Audit {
  checked: number;
  correct: number;
  interval: { low: number; high: number };
  next: PseudoLabel[];
}

const verdictOf = (one: PseudoLabel): { campaignId: string; round: number; frameId: string } => ({
  campaignId: one.campaignId,
  round: one.round,
  frameId: one.frame.frameId,
});

class AuditPage extends Page {
  private audit: Audit | undefined;
  private bitmap: ImageBitmap | undefined;
  private marks: readonly Mark[] = [];
  private selected: number | undefined;
  private fixing = false;
  private busy = false;
  /** Campaigns that can be audited, and the chosen one; the server chooses if there is none. */
  private campaigns: Campaign[] = [];
  private campaign = new URLSearchParams(location.search).get('campaign') ?? '';
  private influence: Influence | undefined;
  /** Whether the person goes on although enough is checked. */
  private goesOn = false;
  /** Of the label that replaces the shown pseudo-label; a repeated request stores it once. */
  private key = '';

  private readonly onKey = (event: KeyboardEvent): void => {
    const target = event.composedPath()[0] as HTMLElement;
    if (this.stopped || target.closest('input, select, textarea, dialog') || event.ctrlKey || event.metaKey || event.repeat) return;
    if (event.code === 'KeyY') void this.answer(true);
    else if (event.code === 'KeyN') void (this.fixing ? this.fixed() : this.answer(false));
    else if (event.code === 'KeyX' && this.fixing) {
      this.marks = this.marks.filter((mark) => mark.id !== this.selected);
      this.requestUpdate();
    } else return;
    event.preventDefault();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.onKey);
    void this.load();
    void this.attempt(async () => {
      this.influence = await get<Influence>('/ingest/suggestion-influence');
      const all = await get<Campaign[]>('/selector/campaigns');
      this.campaigns = withCurriculum(await Promise.all(all.slice(0, 30).map((one) => get<Campaign>(`/selector/campaigns/${one.id}`))));
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.onKey);
  }

  private get current(): PseudoLabel | undefined {
    return this.audit?.next[0];
  }

  /** Whether enough is checked, and nobody wants more. */
  private get stopped(): boolean {
    return this.audit !== undefined && isEnough(this.audit) && !this.goesOn;
  }

  private choose(event: Event): void {
    this.campaign = (event.target as HTMLSelectElement).value;
    this.goesOn = false;
    history.replaceState(null, '', this.campaign ? `/audit?campaign=${this.campaign}` : '/audit');
    void this.load();
  }

  private chooser(): TemplateResult | string {
    return this.campaigns.length < 2
      ? ''
      : html`<div class="bar"><label>${t().audit.campaign}<select data-campaign @change=${(event: Event) => this.choose(event)}>
          <option value="" ?selected=${this.campaign === ''}>${t().audit.newest}</option>${
        this.campaigns.map((one) => html`<option value=${one.id} ?selected=${one.id === this.campaign}>${one.name}</option>`)
      }</select></label></div>`;
  }

  private async load(): Promise<void> {
    await this.attempt(async () => {
      this.audit = await get<Audit>(this.campaign ? `/audit?campaign=${this.campaign}` : '/audit');
      await this.show();
    });
  }

  private async show(): Promise<void> {
    const current = this.current;
    this.fixing = false;
    this.selected = undefined;
    this.marks = suggested(current?.boxes ?? []);
    this.bitmap = current ? await loadImage(current.frame.frameId) : undefined;
    this.requestUpdate();
  }

  private async answer(correct: boolean): Promise<void> {
    const current = this.current;
    if (!current || this.busy || this.fixing || !this.mayLabel) return;
    if (!correct) {
      this.fixing = true;
      this.key = crypto.randomUUID();
      this.requestUpdate();
      return;
    }
    this.busy = true;
    await this.attempt(async () => {
      await call('POST', '/audit/verdicts', { ...verdictOf(current), correct });
      await this.load();
    });
    this.busy = false;
  }

  /** Stores "wrong" together with the boxes as a human label, which retracts the pseudo-label everywhere. */
  private async fixed(): Promise<void> {
    const current = this.current;
    if (!current || this.busy) return;
    this.busy = true;
    await this.attempt(async () => {
      const label = {
        boxes: boxesOf(this.marks),
        effort: {
          origin: this.marks.length === 0 ? 'EMPTY' : 'CORRECTED',
          activeMillis: 0,
          blind: false,
          ...(current.modelId ? { modelId: current.modelId } : {}),
        },
      };
      await call('POST', '/audit/verdicts', { ...verdictOf(current), correct: false, label }, { 'Idempotency-Key': this.key });
      await this.load();
    });
    this.busy = false;
  }

  protected override updated(): void {
    this.querySelector<LabelStage>('nerest-stage')?.requestUpdate();
  }

  protected override render(): TemplateResult {
    const texts = t().audit;
    const audit = this.audit;
    if (!audit) return html`<h1>${texts.title}</h1>${this.problemLine()}<p class="quiet">${t().common.loading}</p>`;
    const current = this.current;
    if (!current && audit.checked === 0) {
      return html`<h1>${texts.title}</h1>${this.problemLine()}${this.chooser()}
        ${empty(texts.nothing, texts.nothingNext, link('/campaigns', t().campaigns.title))}
        ${this.influence ? influenceTable(this.influence) : ''}`;
    }
    return html`<h1>${texts.title}</h1>${this.problemLine()}${this.chooser()}
      <p role="status"><strong>${audit.checked === 0 ? '–' : percent(audit.correct / audit.checked, 1)}</strong>
        ${texts.precision}, ${texts.interval} ${percent(audit.interval.low, 1)} – ${percent(audit.interval.high, 1)},
        ${texts.checked.replace('{n}', number(audit.checked))}</p>
      ${isEnough(audit) ? html`<p class="sync" role="status">${texts.enough}</p>` : ''}
      ${
      this.stopped
        ? current
          ? html`<button data-continue @click=${() => {
            this.goesOn = true;
            this.requestUpdate();
          }}>${texts.goOn}</button>`
          : ''
        : current
        ? html`<div class="wide-image">
          <nerest-stage .bitmap=${this.bitmap} .frameId=${current.frame.frameId} .width=${current.frame.width} .height=${current.frame.height}
            .marks=${this.marks} .selected=${this.selected} .classNames=${this.session?.classNames ?? []}
            .disabled=${!this.fixing}
            @choose=${(event: CustomEvent<number>) => {
          this.selected = event.detail;
          this.requestUpdate();
        }}
            @draw=${(event: CustomEvent<Rect>) => {
          this.marks = added(this.marks, [{ classId: 0, ...event.detail }]);
          this.requestUpdate();
        }}
            @edit=${(event: CustomEvent<Mark>) => {
          this.marks = replaced(this.marks, event.detail);
          this.requestUpdate();
        }}></nerest-stage>
          <p>${texts.question}</p>
          <div class="tools">
            <button class="main" ?disabled=${this.fixing} @click=${() => void this.answer(true)}>${texts.yes} <kbd>Y</kbd></button>
            <button ?disabled=${this.fixing} @click=${() => void this.answer(false)}>${texts.no} <kbd>N</kbd></button>
            ${
          this.fixing
            ? html`<button @click=${() => {
              this.marks = this.marks.filter((mark) => mark.id !== this.selected);
              this.requestUpdate();
            }}>${t().label.reject} <kbd>X</kbd></button>
              <button class="main" @click=${() => void this.fixed()}>${t().common.save} <kbd>N</kbd></button>`
            : ''
        }
          </div></div>`
        : ''
    }
      ${this.influence ? influenceTable(this.influence) : ''}`;
  }
}

customElements.define('nerest-audit', AuditPage);
