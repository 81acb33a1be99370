/** The Models page: which model runs, why, and where each comes from. */

import { html, type TemplateResult } from 'lit';
import { call, get, type Model, type StreamMetrics } from '../api.ts';
import { ago, dateTime, number, t } from '../i18n/index.ts';
import { confirmTyped, empty, link, Page } from '../kit.ts';
import { listen } from '../live.ts';

interface PodModel {
  pod: string;
  modelId: string;
  at: string;
}

/** Formats of weights with their names for people. */
const FORMATS = [
  ['safetensors', 'safetensors'],
  ['onnx', 'ONNX'],
  ['torchscript', 'TorchScript'],
  ['pt', 'PyTorch (.pt)'],
] as const;

class ModelsPage extends Page {
  private models: Model[] | undefined;
  private live = '';
  private notice = '';
  private pods: PodModel[] = [];
  /** By model, of those whose table was opened. */
  private streams = new Map<string, StreamMetrics[]>();
  private stop: () => void = () => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.stop = listen((event) => {
      if (event.type === 'models' || event.type === 'reset') void this.load();
    });
    void this.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  private async load(): Promise<void> {
    await this.attempt(async () => {
      const [models, live, pods] = await Promise.all([
        get<Model[]>('/trainer/models'),
        get<Model>('/trainer/models/live').catch(() => undefined),
        get<PodModel[]>('/status/pods'),
      ]);
      this.models = models;
      this.pods = pods;
      this.live = live?.modelId ?? '';
    });
  }

  /** Whether a model was published before the live one. */
  private isOlder(model: Model): boolean {
    const live = this.models?.find((one) => one.modelId === this.live);
    return live !== undefined && model.publishedAt < live.publishedAt;
  }

  private async promote(model: Model): Promise<void> {
    const texts = t().models;
    const question = model.status === 'REJECTED' ? `${texts.worse} ${texts.promoteQuestion}` : texts.promoteQuestion;
    if (!(await confirmTyped(question, model.modelId))) return;
    this.notice = '';
    await this.attempt(async () => {
      await call('POST', `/trainer/models/${model.modelId}/promote`);
      await this.load();
      this.notice = texts.isLive.replace('{model}', model.modelId);
    });
  }

  protected override render(): TemplateResult {
    const texts = t().models;
    return html`<h1>${texts.title}</h1>${this.problemLine()}<p role="status">${this.notice}</p>
      ${this.models?.length === 1 ? html`<p class="quiet">${texts.onlyOne}</p>` : ''}
      ${
      this.models === undefined
        ? html`<p class="quiet">${t().common.loading}</p>`
        : this.models.length === 0
        ? empty(texts.nothing, texts.nothingNext)
        : html`<div class="scroll"><table>
          <thead><tr><th scope="col">${texts.model}</th><th scope="col">${texts.status}</th>
            <th scope="col">${texts.gate}</th><th scope="col">${texts.metrics}</th><th scope="col">${texts.data}</th>
            <th scope="col">${texts.lineage}</th><th scope="col">${texts.published}</th>
            <th scope="col"><span class="sr-only">${texts.promote}</span></th></tr></thead>
          <tbody>${this.models.map((model) => this.row(model))}</tbody></table></div>`
    }
      ${this.pods.length > 0 ? this.podTable() : ''}`;
  }

  private podTable(): TemplateResult {
    const texts = t().models;
    return html`<h2>${texts.pods}</h2>
      <div class="scroll"><table data-pods><thead><tr><th scope="col">${texts.pod}</th><th scope="col">${texts.podModel}</th>
        <th scope="col">${texts.lastFrame}</th></tr></thead>
      <tbody>${
      this.pods.map((pod) =>
        html`<tr><td><code>${pod.pod}</code></td><td><code>${pod.modelId}</code></td><td>${ago(pod.at)}</td></tr>`
      )
    }</tbody></table></div>`;
  }

  /** The metrics on each camera, loaded when they are opened. */
  private byCamera(model: Model): TemplateResult {
    const texts = t().models;
    const streams = this.streams.get(model.modelId);
    return html`<details data-cameras @toggle=${(event: Event) => {
      if ((event.target as HTMLDetailsElement).open) void this.loadStreams(model.modelId);
    }}><summary>${texts.byCamera}</summary>${
      streams === undefined
        ? ''
        : streams.length === 0
        ? html`<p class="quiet">${texts.noCameras}</p>`
        : html`<table><thead><tr><th scope="col">${texts.camera}</th><th scope="col" class="number">mAP50</th>
            <th scope="col" class="number">mAP50-95</th><th scope="col" class="number">${texts.precision}</th>
            <th scope="col" class="number">${texts.recall}</th><th scope="col" class="number">${texts.frames}</th>
            <th scope="col" class="number">${texts.objects}</th></tr></thead>
          <tbody>${
          streams.map((stream) =>
            html`<tr><th scope="row">${stream.streamId}</th><td class="number">${number(stream.mAP50, 3)}</td>
              <td class="number">${number(stream['mAP50-95'], 3)}</td><td class="number">${number(stream.precision, 2)}</td>
              <td class="number">${number(stream.recall, 2)}</td><td class="number">${number(stream.images)}</td>
              <td class="number">${number(stream.objects)}</td></tr>`
          )
        }</tbody></table>`
    }</details>`;
  }

  private async loadStreams(modelId: string): Promise<void> {
    if (this.streams.has(modelId)) return;
    await this.attempt(async () => {
      this.streams.set(modelId, await get<StreamMetrics[]>(`/trainer/models/${modelId}/streams`));
    });
  }

  private row(model: Model): TemplateResult {
    const texts = t().models;
    const live = model.modelId === this.live;
    const kind = model.status === 'REJECTED' ? 'bad' : model.status === 'PROMOTED' ? 'good' : '';
    return html`<tr data-model=${model.modelId}>
      <td><code>${model.modelId}</code> ${live ? html`<span class="tag good">${texts.live}</span>` : ''}</td>
      <td><span class="tag ${kind}">${(texts.statuses as Record<string, string>)[model.status] ?? model.status}</span></td>
      <td>${model.reason}</td>
      <td>${
      model.metrics
        ? html`mAP50 ${number(model.metrics.mAP50, 3)}<br>mAP50-95 ${number(model.metrics['mAP50-95'], 3)}${this.byCamera(model)}`
        : ''
    }</td>
      <td>${
      model.training
        ? texts.labels.replace('{human}', number(model.training.humanLabels)).replace('{pseudo}', number(model.training.pseudoLabels))
        : ''
    }</td>
      <td>${
      model.training
        ? html`${link(`/campaigns/${model.training.campaignId}`, `${t().campaigns.round} ${model.training.round}`)}<br>
          ${texts.base} <code>${model.training.baseModelId}</code><br>
          ${texts.snapshot} <code title=${model.training.snapshotSha256}>${model.training.snapshotSha256.slice(0, 12)}</code>`
        : ''
    }</td>
      <td>${dateTime(model.publishedAt)}</td>
      <td>${
      this.isOperator && !live
        ? html`<button @click=${() => void this.promote(model)}>${this.isOlder(model) ? texts.rollBack : texts.promote}</button>`
        : ''
    }
        <details><summary>${texts.download}</summary>${
      FORMATS.map(([format, name]) =>
        html`<a href=${`/api/trainer/models/${model.modelId}/weights?format=${format}`} download>${name}</a><br>`
      )
    }</details></td></tr>`;
  }
}

customElements.define('nerest-models', ModelsPage);
