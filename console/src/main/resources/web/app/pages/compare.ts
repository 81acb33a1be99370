/** The Compare page: learning curves of campaigns on one plane, and the labels that each needed to reach a quality. */

import { html, type TemplateResult } from 'lit';
import { type Campaign, type EpochPoint, get, type Losses } from '../api.ts';
import { number, t } from '../i18n/index.ts';
import { empty, link, Page } from '../kit.ts';
import { chart, type Series } from './chart.ts';
import './batch-overlap.ts';
import './model-pair.ts';
import { labelsToReach } from './reach.ts';

const MOST = 4;

function total(losses: Losses): number {
  return losses.box_loss + losses.cls_loss + losses.dfl_loss;
}

class ComparePage extends Page {
  private campaigns: Campaign[] | undefined;
  private chosen = new Set<string>();
  private epochs = new Map<string, EpochPoint[]>();

  override connectedCallback(): void {
    super.connectedCallback();
    void this.attempt(async () => {
      const all = await get<Campaign[]>('/selector/campaigns');
      const full = await Promise.all(all.slice(0, 30).map((one) => get<Campaign>(`/selector/campaigns/${one.id}`)));
      this.campaigns = full.filter((one) => (one.curve?.length ?? 0) > 0);
      this.chosen = new Set(this.campaigns.slice(0, MOST).map((one) => one.id));
      await this.loadEpochs();
    });
  }

  private choose(id: string, on: boolean): void {
    if (on) this.chosen.add(id);
    else this.chosen.delete(id);
    this.requestUpdate();
    void this.attempt(() => this.loadEpochs());
  }

  /** Loads the epochs of the chosen campaigns that are not loaded yet. */
  private async loadEpochs(): Promise<void> {
    const missing = [...this.chosen].filter((id) => !this.epochs.has(id));
    await Promise.all(missing.map(async (id) => {
      this.epochs.set(id, await get<EpochPoint[]>(`/selector/campaigns/${id}/epochs`));
    }));
    this.requestUpdate();
  }

  /** Curves by epoch, counted over all rounds, so that campaigns with one round and with many can be compared. */
  private byEpochs(shown: Campaign[]): TemplateResult {
    const texts = t().compare;
    const of = (one: Campaign): EpochPoint[] => this.epochs.get(one.id) ?? [];
    const metric = shown.map((one) => ({
      name: one.name,
      points: of(one).flatMap((point) => point.metrics ? [{ x: point.totalEpoch, y: point.metrics['mAP50-95'] }] : []),
    }));
    const lossesOf = (pick: (point: EpochPoint) => Losses | undefined): Series[] =>
      shown.map((one) => ({
        name: one.name,
        points: of(one).flatMap((point) => {
          const losses = pick(point);
          return losses ? [{ x: point.totalEpoch, y: total(losses) }] : [];
        }),
      }));
    const losses = [
      { name: texts.training, series: lossesOf((point) => point.losses) },
      { name: texts.validation, series: lossesOf((point) => point.validationLosses) },
    ];
    const isEmpty = (all: Series[]): boolean => all.every((one) => one.points.length === 0);
    if (isEmpty(metric) && losses.every((set) => isEmpty(set.series))) return html``;
    return html`<h2>${texts.byEpochs}</h2>${chart('mAP50-95', texts.epochsX, metric, 2)}
      ${losses.map((set) => html`<h2>${texts.losses}: ${set.name}</h2>${chart(texts.losses, texts.epochsX, set.series, 2)}`)}`;
  }

  protected override render(): TemplateResult {
    const texts = t().compare;
    if (!this.campaigns) return html`<h1>${texts.title}</h1>${this.problemLine()}<p class="quiet">${t().common.loading}</p>`;
    if (this.campaigns.length < 2) {
      return html`<h1>${texts.title}</h1>${empty(texts.nothing, texts.nothingNext, link('/campaigns', t().campaigns.title))}
        ${this.overlaps(this.campaigns)} ${this.models()}`;
    }
    const shown = this.campaigns.filter((one) => this.chosen.has(one.id));
    const best = Math.max(0, ...shown.flatMap((one) => one.curve!.map((point) => point['mAP50-95'])));
    const goals = [0.5, 0.75, 0.9].map((share) => Math.floor(best * share * 100) / 100).filter((goal) => goal > 0);
    return html`<h1>${texts.title}</h1>${this.problemLine()}
      <fieldset><legend>${texts.choose}</legend>${
      this.campaigns.map((one) =>
        html`<label><input type="checkbox" .checked=${this.chosen.has(one.id)}
          @change=${(event: Event) => this.choose(one.id, (event.target as HTMLInputElement).checked)}>
          ${one.name} (${one.config?.strategy ?? ''})</label> `
      )
    }</fieldset>
      <h2>mAP50-95</h2>
      ${
      chart(
        'mAP50-95',
        t().campaigns.curveX,
        shown.map((one) => ({
          name: one.name,
          points: one.curve!.map((point) => ({ x: point.labels, y: point['mAP50-95'] })),
        })),
        2,
      )
    }
      <div class="scroll"><table><thead><tr><th scope="col">${t().campaigns.name}</th>
        <th scope="col" class="number">${texts.best}</th>
        ${goals.map((goal) => html`<th scope="col" class="number">${texts.reach} ${number(goal, 2)}</th>`)}</tr></thead>
      <tbody>${
      shown.map((one) =>
        html`<tr><td>${link(`/campaigns/${one.id}`, one.name)}</td>
          <td class="number">${number(Math.max(...one.curve!.map((point) => point['mAP50-95'])), 3)}</td>
          ${
          goals.map((goal) => {
            const labels = labelsToReach(one.curve!.map((p) => ({ x: p.labels, y: p['mAP50-95'] })), goal);
            return html`<td class="number">${labels === undefined ? texts.never : number(labels)}</td>`;
          })
        }</tr>`
      )
    }</tbody></table></div>
    ${this.byEpochs(shown)} ${this.overlaps(shown)} ${this.models()}`;
  }

  private overlaps(campaigns: Campaign[]): TemplateResult {
    return html`<nerest-batch-overlap .campaigns=${campaigns}></nerest-batch-overlap>`;
  }

  private models(): TemplateResult {
    return html`<nerest-model-pair .session=${this.session}></nerest-model-pair>`;
  }
}

customElements.define('nerest-compare', ComparePage);
