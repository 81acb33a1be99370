/** The Campaigns page: what runs, what it waits for, and its learning curve. */

import { html, type TemplateResult } from 'lit';
import { call, type Campaign, type EpochExamples, get, type Round, type StreamMetrics } from '../api.ts';
import { number, t } from '../i18n/index.ts';
import { confirmTyped, empty, go, link, Page } from '../kit.ts';
import { listen } from '../live.ts';
import { changedCurriculum, stateText } from './campaign-texts.ts';
import { cameraMean } from './camera-mean.ts';
import { chart, type Point } from './chart.ts';
import { trainingExamples } from './training-examples.ts';

interface Strategies {
  strategies: { name: string; description?: string }[];
}

interface Pool {
  streams: { streamId: string; frames: number; labelled: number }[];
}

/** What another strategy would have selected in a round. */
interface Shadow {
  strategy: string;
  frames: number;
  common: number;
  labelled: number;
  note: string;
}

/** Chosen in the form unless another one is. */
const DEFAULT_STRATEGY = 'least-confidence';

class CampaignsPage extends Page {
  path = '/campaigns';
  private shown = '';
  private all: Campaign[] | undefined;
  private one: Campaign | undefined;
  private strategies: Strategies | undefined;
  /** Names of cameras, by id. */
  private names = new Map<string, string>();
  private pool: Pool | undefined;
  private shadows: Shadow[] = [];
  private shadowsOf = 0;
  private examples: EpochExamples | undefined;
  private examplesOf: Round | undefined;
  /** mAP50 by camera, by model. */
  private cameras = new Map<string, number[]>();
  private opening = false;
  private changing = false;
  private copying = false;
  private stop: () => void = () => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.stop = listen((event) => {
      if (event.type !== 'frames' && event.type !== 'detections') void this.load();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  protected override willUpdate(): void {
    if (this.shown !== this.path) {
      this.shown = this.path;
      this.one = undefined;
      this.changing = false;
      this.copying = false;
      void this.load();
    }
  }

  private async load(): Promise<void> {
    const id = this.path.split('/')[2];
    await this.attempt(async () => {
      if (id) {
        this.one = await get<Campaign>(`/selector/campaigns/${id}`);
        await this.loadShadows(this.one);
        await this.loadExamples(this.one);
        await this.loadCameras(this.one);
      } else this.all = await get<Campaign[]>('/selector/campaigns');
    });
  }

  /** Metrics by camera of the models of all rounds; a model's never change. */
  private async loadCameras(campaign: Campaign): Promise<void> {
    const missing = (campaign.rounds ?? []).filter((round) => round.metrics && round.modelId && !this.cameras.has(round.modelId));
    await Promise.all(missing.map(async (round) => {
      const metrics = await get<StreamMetrics[]>(`/trainer/models/${round.modelId!}/streams`).catch(() => []);
      this.cameras.set(round.modelId!, metrics.map((one) => one.mAP50));
    }));
  }

  /** The mean over cameras by labels, with its interval. */
  private cameraPoints(campaign: Campaign): Point[] {
    return (campaign.curve ?? []).flatMap((point) => {
      const model = campaign.rounds?.find((round) => round.round === point.round)?.modelId;
      const cameras = this.cameras.get(model ?? '') ?? [];
      // The mean of one camera is the curve itself.
      const mean = cameras.length > 1 ? cameraMean(cameras) : undefined;
      return mean ? [{ x: point.labels, ...mean }] : [];
    });
  }

  /** Of the newest round whose batch was selected from scores. */
  private async loadShadows(campaign: Campaign): Promise<void> {
    const round = Math.max(0, ...(campaign.rounds ?? []).filter((one) => one.batchSize > 0).map((one) => one.round));
    if (round === 0) {
      this.shadows = [];
      return;
    }
    this.shadows = await get<Shadow[]>(`/selector/campaigns/${campaign.id}/batches/${round}/shadows`);
    this.shadowsOf = round;
  }

  /** Of the newest round whose training was requested. */
  private async loadExamples(campaign: Campaign): Promise<void> {
    const round = (campaign.rounds ?? []).filter((one) => one.trainingId !== undefined).at(-1);
    // A queued training is not known to the trainer before it has received the request.
    this.examples = round && await get<EpochExamples>(`/trainer/trainings/${round.trainingId}/examples`).catch(() => undefined);
    this.examplesOf = round;
  }

  private async prepare(): Promise<void> {
    await this.attempt(async () => {
      const [strategies, pool, cameras] = await Promise.all([
        get<Strategies>('/selector/strategies'),
        get<Pool>('/selector/pool'),
        get<{ id: string; name: string }[]>('/ingest/streams'),
      ]);
      this.strategies = strategies;
      this.pool = pool;
      this.names = new Map(cameras.map((camera) => [camera.id, camera.name]));
      this.opening = true;
    });
  }

  private async open(event: Event): Promise<void> {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const both = data.getAll('streams').filter((stream) => data.getAll('validation').includes(stream));
    if (both.length > 0) {
      this.problem = t().campaigns.inBoth.replace('{camera}', both.map((id) => this.names.get(String(id)) ?? id).join(', '));
      this.requestUpdate();
      return;
    }
    await this.attempt(async () => {
      const opened = await call<Campaign>('POST', '/selector/campaigns', {
        name: data.get('name'),
        streams: data.getAll('streams'),
        validation: { streams: data.getAll('validation') },
        strategy: data.get('strategy'),
        initial: Number(data.get('initial')),
        batchSize: Number(data.get('batchSize')),
        rounds: Number(data.get('rounds')),
        ...(data.has('curriculum') ? { curriculum: {} } : {}),
      });
      this.opening = false;
      go(`/campaigns/${opened.id}`);
    });
  }

  private async act(campaign: Campaign, action: 'pause' | 'resume' | 'cancel'): Promise<void> {
    if (action === 'cancel' && !(await confirmTyped(t().campaigns.cancelQuestion, campaign.name))) return;
    await this.attempt(async () => {
      await call<Campaign>('POST', `/selector/campaigns/${campaign.id}/${action}`);
      await this.load();
    });
  }

  /** Opens the form of a change or of a copy. */
  private async edit(form: 'change' | 'copy'): Promise<void> {
    await this.attempt(async () => {
      this.strategies = await get<Strategies>('/selector/strategies');
      this.changing = form === 'change';
      this.copying = form === 'copy';
    });
  }

  private async copy(event: Event, campaign: Campaign): Promise<void> {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    await this.attempt(async () => {
      const opened = await call<Campaign>('POST', `/selector/campaigns/${campaign.id}/clone`, {
        name: data.get('name'),
        strategy: data.get('strategy'),
        batchSize: Number(data.get('batchSize')),
        rounds: Number(data.get('rounds')),
        ...changedCurriculum(planned(campaign)?.curriculum?.enabled === true, data.has('curriculum')),
      });
      this.copying = false;
      go(`/campaigns/${opened.id}`);
    });
  }

  private async change(event: Event, campaign: Campaign): Promise<void> {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    await this.attempt(async () => {
      await call('PATCH', `/selector/campaigns/${campaign.id}`, {
        strategy: data.get('strategy'),
        batchSize: Number(data.get('batchSize')),
        rounds: Number(data.get('rounds')),
      });
      this.changing = false;
      await this.load();
    });
  }

  private changeForm(campaign: Campaign): TemplateResult {
    const texts = t().campaigns;
    const config = planned(campaign)!;
    const copies = this.copying;
    return html`<form class="panel" data-form=${copies ? 'copy' : 'change'}
      @submit=${(event: Event) => void (copies ? this.copy(event, campaign) : this.change(event, campaign))}>
      <h2>${copies ? texts.clone : texts.change}</h2>
      ${
      copies
        ? html`<label>${texts.name}<input name="name" .value=${campaign.name} required maxlength="200" autocomplete="off"></label>`
        : ''
    }
      <label>${texts.strategy}<select name="strategy">${
      this.strategies?.strategies.map(({ name }) => html`<option ?selected=${name === config.strategy}>${name}</option>`)
    }</select></label>
      <label>${texts.batchSize}<input name="batchSize" type="number" min="1" .value=${String(config.batchSize)} required></label>
      <label>${texts.rounds}<input name="rounds" type="number" min="0" .value=${String(config.rounds)} required></label>
      ${copies ? this.curriculum(config.curriculum?.enabled === true) : ''}
      <div class="bar"><button class="main">${copies ? texts.start : t().common.save}</button>
        <button type="button" @click=${() => {
      this.changing = false;
      this.copying = false;
      this.requestUpdate();
    }}>${t().common.cancel}</button></div>
    </form>`;
  }

  private curriculum(checked: boolean): TemplateResult {
    return html`<label><input type="checkbox" name="curriculum" .checked=${checked}> ${t().campaigns.curriculum}</label>`;
  }

  protected override render(): TemplateResult {
    return this.path.split('/')[2] ? this.detail() : this.list();
  }

  private list(): TemplateResult {
    const texts = t().campaigns;
    const open = this.isOperator
      ? html`<button class="main" @click=${() => void this.prepare()}>${texts.open}</button>`
      : html`<p class="quiet">${t().common.operatorOnly}</p>`;
    return html`<h1>${texts.title}</h1>${this.opening ? '' : this.problemLine()}
      ${this.opening ? this.form() : ''}
      ${
      this.all === undefined
        ? html`<p class="quiet">${t().common.loading}</p>`
        : this.all.length === 0
        ? this.opening ? '' : empty(texts.nothing, texts.nothingNext, open)
        : html`<div class="bar">${this.opening ? '' : open} ${link('/compare', texts.compare)}</div>
          <div class="scroll"><table>
            <thead><tr><th scope="col">${texts.name}</th><th scope="col">${texts.state}</th>
              <th scope="col">${texts.strategy}</th><th scope="col">${texts.reason}</th></tr></thead>
            <tbody>${
          this.all.map((campaign) =>
            html`<tr><td>${link(`/campaigns/${campaign.id}`, campaign.name)}</td><td>${state(campaign)}</td>
              <td>${campaign.config?.strategy ?? ''}</td><td class="quiet">${campaign.reason}</td></tr>`
          )
        }</tbody></table></div>`
    }`;
  }

  private form(): TemplateResult {
    const texts = t().campaigns;
    const streams = this.pool?.streams ?? [];
    const options = (labelled: boolean): TemplateResult[] =>
      streams.filter((stream) => !labelled || stream.labelled > 0).map((stream) =>
        html`<option value=${stream.streamId}>${this.names.get(stream.streamId) ?? stream.streamId}: ${
          texts.labelledOf.replace('{labelled}', number(stream.labelled)).replace('{frames}', number(stream.frames))
        }</option>`
      );
    return html`<form class="panel" @submit=${(event: Event) => void this.open(event)}>
      <h2>${texts.open}</h2>
      <label>${texts.name}<input name="name" required maxlength="200" autocomplete="off"></label>
      <label>${texts.streams}<select name="streams" multiple required size="5">${options(false)}</select></label>
      <label>${texts.validation}<select name="validation" multiple required size="5">${options(true)}</select></label>
      <label>${texts.strategy}<select name="strategy">${
      this.strategies?.strategies.map(({ name }) =>
        html`<option value=${name} ?selected=${name === DEFAULT_STRATEGY}>${
          name === DEFAULT_STRATEGY ? `${name} (${texts.recommended})` : name
        }</option>`
      )
    }</select></label>
      <p class="quiet">${texts.strategyHint}</p>
      <label>${texts.initial}<input name="initial" type="number" min="1" value="20" required></label>
      <label>${texts.batchSize}<input name="batchSize" type="number" min="1" value="20" required></label>
      <label>${texts.rounds}<input name="rounds" type="number" min="0" value="5" required></label>
      ${this.curriculum(false)}
      ${this.problemLine()}
      <div class="bar"><button class="main">${texts.start}</button>
        <button type="button" @click=${() => {
      this.opening = false;
      this.requestUpdate();
    }}>${t().common.cancel}</button></div>
    </form>`;
  }

  private detail(): TemplateResult {
    const texts = t().campaigns;
    const campaign = this.one;
    if (!campaign) return html`<h1>${texts.title}</h1>${this.problemLine()}<p class="quiet">${t().common.loading}</p>`;
    const curve = campaign.curve ?? [];
    return html`<p>${link('/campaigns', '← ' + texts.back)}</p>
      <h1>${campaign.name} ${state(campaign)}</h1>${this.problemLine()}
      <p>${campaign.reason}</p>
      ${this.isOperator ? this.actions(campaign) : html`<p class="quiet">${t().common.operatorOnly}</p>`}
      ${
      curve.length > 0
        ? html`<h2>${texts.curve}</h2>${
          chart(texts.curve, texts.curveX, [
            { name: 'mAP50', points: curve.map((point) => ({ x: point.labels, y: point.mAP50 })) },
            { name: 'mAP50-95', points: curve.map((point) => ({ x: point.labels, y: point['mAP50-95'] })) },
            { name: texts.cameraMean, points: this.cameraPoints(campaign) },
          ].filter((series) => series.points.length > 0), 2)
        }`
        : ''
    }
      <h2>${texts.rounds}</h2>
      <div class="scroll"><table>
        <thead><tr><th scope="col">${texts.round}</th><th scope="col">${texts.state}</th>
          <th scope="col" class="number">${texts.labels}</th><th scope="col" class="number">${texts.pseudoLabels}</th>
          <th scope="col" class="number">mAP50</th><th scope="col" class="number">mAP50-95</th>
          <th scope="col">${texts.model}</th><th scope="col">${texts.reason}</th></tr></thead>
        <tbody>${campaign.rounds?.map((round) => this.row(round))}</tbody></table></div>
      ${this.examples && this.examplesOf ? trainingExamples(this.examplesOf, this.examples) : ''}
      ${this.shadows.length > 0 ? this.whatIf() : ''}`;
  }

  private whatIf(): TemplateResult {
    const texts = t().campaigns;
    return html`<h2>${texts.whatIf.replace('{round}', number(this.shadowsOf))}</h2>
      <div class="scroll"><table data-shadows><thead><tr><th scope="col">${texts.strategy}</th>
        <th scope="col" class="number">${texts.frames}</th><th scope="col" class="number">${texts.inBatch}</th>
        <th scope="col" class="number">${texts.labelledNow}</th><th scope="col">${texts.reason}</th></tr></thead>
      <tbody>${
      this.shadows.map((shadow) =>
        html`<tr><td>${shadow.strategy}</td><td class="number">${number(shadow.frames)}</td>
          <td class="number">${number(shadow.common)}</td><td class="number">${number(shadow.labelled)}</td>
          <td class="quiet">${shadow.note}</td></tr>`
      )
    }</tbody></table></div>`;
  }

  private actions(campaign: Campaign): TemplateResult {
    const texts = t().campaigns;
    const running = campaign.state === 'RUNNING';
    const paused = campaign.state === 'PAUSED';
    return html`<div class="bar">
      ${running ? html`<button @click=${() => void this.act(campaign, 'pause')}>${texts.pause}</button>` : ''}
      ${paused ? html`<button @click=${() => void this.act(campaign, 'resume')}>${texts.resume}</button>` : ''}
      ${running || paused ? html`<button @click=${() => void this.act(campaign, 'cancel')}>${texts.cancel}</button>` : ''}
      ${
      (running || paused) && campaign.config
        ? html`<button @click=${() => void this.edit('change')}>${texts.change}</button>`
        : ''
    }
      ${campaign.config ? html`<button @click=${() => void this.edit('copy')}>${texts.clone}</button>` : ''}</div>
      ${this.changing || this.copying ? this.changeForm(campaign) : ''}`;
  }

  private row(round: Round): TemplateResult {
    const texts = t().campaigns;
    const waits = round.state === 'LABELLING' && round.unlabelled > 0;
    const state = waits
      ? html`${texts.waitsForLabels.replace('{n}', number(round.unlabelled))} ${link(`/label?campaign=${this.one!.id}`, texts.labelNow)}`
      : round.training && round.training.state !== 'QUEUED'
      ? texts.training.replace('{epoch}', number(round.training.epoch)).replace('{epochs}', number(round.training.epochs)) +
        (round.training.losses
          ? `, box ${number(round.training.losses.box_loss, 2)}, cls ${number(round.training.losses.cls_loss, 2)}, dfl ${
            number(round.training.losses.dfl_loss, 2)
          }`
          : '')
      : stateText(round.training?.state ?? round.state);
    return html`<tr><td>${round.round}</td><td>${state}</td>
      <td class="number">${round.labels ?? ''}</td><td class="number">${round.pseudoLabels ?? ''}</td>
      <td class="number">${round.metrics ? number(round.metrics.mAP50, 3) : ''}</td>
      <td class="number">${round.metrics ? number(round.metrics['mAP50-95'], 3) : ''}</td>
      <td>${round.modelId ? html`<code>${round.modelId}</code>` : ''}</td>
      <td class="quiet">${round.reason ?? round.modelReason ?? ''}</td></tr>`;
  }
}

/** The settings that the next round will have. */
const planned = (campaign: Campaign): Campaign['nextConfig'] => campaign.nextConfig ?? campaign.config;

function state(campaign: Campaign): TemplateResult {
  const kind = campaign.state === 'RUNNING' ? 'good' : campaign.state === 'FAILED' ? 'bad' : '';
  return html`<span class="tag ${kind}">${stateText(campaign.state)}</span>`;
}

customElements.define('nerest-campaigns', CampaignsPage);
