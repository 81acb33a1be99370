/** Which frames campaigns have selected alike, and which the strategies would have selected alike in one round. */

import { html, type TemplateResult } from 'lit';
import { type Campaign, get } from '../api.ts';
import { number, t } from '../i18n/index.ts';
import { Page } from '../kit.ts';
import { type Overlap, selectedRounds, shareInCommon } from './overlap.ts';

/** The service's name of the frames that were selected in a round. */
const SELECTED = 'batch';
/** Most campaigns that are compared at once. */
const MOST = 10;

class BatchOverlap extends Page {
  /** The campaigns that are compared. */
  campaigns: readonly Campaign[] = [];
  private shown = '';
  private ofCampaigns: Overlap | undefined;
  private campaign = '';
  private round = 0;
  private ofStrategies: Overlap | undefined;

  protected override willUpdate(): void {
    const ids = this.campaigns.map((one) => one.id).join();
    if (ids === this.shown) return;
    this.shown = ids;
    void this.attempt(() => this.load());
  }

  private async load(): Promise<void> {
    const compared = this.campaigns.slice(0, MOST);
    this.ofCampaigns = compared.length < 2
      ? undefined
      : await get<Overlap>(`/selector/batch-overlap?${compared.map((one) => `campaign=${one.id}`).join('&')}`);
    if (!this.candidates.some((one) => one.id === this.campaign)) this.choose(this.candidates[0]);
    await this.loadStrategies();
  }

  /** Campaigns with a round that another strategy could have selected. */
  private get candidates(): Campaign[] {
    return this.campaigns.filter((one) => selectedRounds(one).length > 0);
  }

  private choose(campaign: Campaign | undefined): void {
    this.campaign = campaign?.id ?? '';
    this.round = campaign ? selectedRounds(campaign).at(-1)! : 0;
  }

  private async loadStrategies(): Promise<void> {
    this.ofStrategies = this.campaign
      ? await get<Overlap>(`/selector/campaigns/${this.campaign}/batches/${this.round}/overlap`)
      : undefined;
  }

  protected override render(): TemplateResult {
    const texts = t().compare;
    const name = (id: string): string => this.campaigns.find((one) => one.id === id)?.name ?? id;
    return html`${this.problemLine()}
      ${
      this.ofCampaigns
        ? html`<h2>${texts.overlap}</h2><p class="quiet">${texts.overlapNext}</p>${matrix(this.ofCampaigns, 'campaigns', texts.overlap, name)}`
        : ''
    }
      <h2>${texts.strategies}</h2>
      ${this.candidates.length === 0 ? html`<p class="quiet">${texts.noRounds}</p>` : this.strategies()}`;
  }

  private strategies(): TemplateResult {
    const texts = t().compare;
    const chosen = this.candidates.find((one) => one.id === this.campaign);
    const value = (event: Event): string => (event.target as HTMLSelectElement).value;
    const option = (id: string | number, text: string, now: string | number): TemplateResult =>
      html`<option value=${id} ?selected=${id === now}>${text}</option>`;
    return html`<div class="bar">
        <label>${texts.campaign}<select @change=${(event: Event) =>
      this.change(() => this.choose(this.candidates.find((one) => one.id === value(event))))}>${
      this.candidates.map((one) => option(one.id, one.name, this.campaign))
    }</select></label>
        <label>${t().campaigns.round}<select @change=${(event: Event) => this.change(() => (this.round = Number(value(event))))}>${
      (chosen ? selectedRounds(chosen) : []).map((round) => option(round, number(round), this.round))
    }</select></label></div>
      ${
      !this.ofStrategies
        ? ''
        : this.ofStrategies.names.length < 2
        ? html`<p class="quiet">${texts.noStrategies}</p>`
        : matrix(this.ofStrategies, 'strategies', texts.strategies, (one) => (one === SELECTED ? texts.selected : one))
    }`;
  }

  private change(set: () => void): void {
    set();
    void this.attempt(() => this.loadStrategies());
  }
}

/** A table of common frames, and of their share where two selections differ. */
function matrix(overlap: Overlap, of: string, title: string, name: (one: string) => string): TemplateResult {
  // Wide tables are scrolled, also by keyboard.
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${title}><table data-overlap=${of}><thead><tr><td></td>${
    overlap.names.map((one) => html`<th scope="col" class="number">${name(one)}</th>`)
  }</tr></thead><tbody>${
    overlap.names.map((one, i) =>
      html`<tr><th scope="row">${name(one)}</th>${
        overlap.names.map((_, j) =>
          html`<td class="number">${number(overlap.common[i]![j]!)}${
            i === j ? '' : html` <span class="quiet">${number(shareInCommon(overlap, i, j) * 100)} %</span>`
          }</td>`
        )
      }</tr>`
    )
  }</tbody></table></div>`;
}

customElements.define('nerest-batch-overlap', BatchOverlap);
