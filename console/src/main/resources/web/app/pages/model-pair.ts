/** Two models on the same frames: a paired test on labelled frames, and the frames on which their boxes differ most. */

import { html, svg, type TemplateResult } from 'lit';
import { type Box, call, get, type Model, type ScoredBox, thumbnailUrl } from '../api.ts';
import { dateTime, number, t } from '../i18n/index.ts';
import { Page } from '../kit.ts';
import { type PairedTest, verdict } from './paired-test.ts';

const POLL_MILLIS = 2_000;

interface Matches {
  right: number;
  wrong: number;
  missed: number;
}

interface Example {
  frameId: string;
  streamId: string;
  capturedAt?: string;
  disagreement: number;
  boxesA: ScoredBox[];
  boxesB: ScoredBox[];
  label?: Box[];
  matchesA?: Matches;
  matchesB?: Matches;
}

interface Comparison {
  frames: number;
  testFrames: number;
  test?: PairedTest;
  examples: Example[];
}

interface Replay {
  replay: { id: string; state: string };
  progress: { frames: number; scored: number };
}

class ModelPair extends Page {
  private models: Model[] = [];
  private streams: { id: string; name: string }[] = [];
  private a = '';
  private b = '';
  private stream = '';
  private comparison: Comparison | undefined;
  private notice = '';
  private connected = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.connected = true;
    void this.attempt(async () => {
      const [models, live, streams] = await Promise.all([
        get<Model[]>('/trainer/models'),
        get<Model>('/trainer/models/live').catch(() => undefined),
        get<{ id: string; name: string }[]>('/ingest/streams'),
      ]);
      this.models = models;
      this.streams = streams;
      this.b = models[0]?.modelId ?? '';
      this.a = (live && live.modelId !== this.b ? live.modelId : models.find((one) => one.modelId !== this.b)?.modelId) ?? '';
      await this.load();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.connected = false;
  }

  private async load(): Promise<void> {
    this.comparison = undefined;
    if (!this.a || !this.b || this.a === this.b) return;
    const parameters = new URLSearchParams({ a: this.a, b: this.b });
    if (this.stream) parameters.set('stream', this.stream);
    this.comparison = await get<Comparison>(`/selector/model-comparison?${parameters}`);
  }

  private choose(change: () => void): void {
    change();
    this.notice = '';
    void this.attempt(() => this.load());
  }

  /** Scores the frames of the chosen camera with both models, and shows how far that is. */
  private async score(): Promise<void> {
    if (!this.stream) {
      this.notice = t().compare.chooseCamera;
      this.requestUpdate();
      return;
    }
    await this.attempt(async () => {
      const started = await Promise.all([this.a, this.b].map((modelId) =>
        call<Replay>('POST', '/selector/replays', { modelId, streams: [this.stream] })
      ));
      for (let running = true; running && this.connected;) {
        const now = await Promise.all(started.map((one) => get<Replay>(`/selector/replays/${one.replay.id}`)));
        running = now.some((one) => one.replay.state === 'RUNNING');
        const sum = (of: (one: Replay) => number): string => number(now.reduce((total, one) => total + of(one), 0));
        this.notice = t().compare.scoring.replace('{done}', sum((one) => one.progress.scored)).replace(
          '{all}',
          sum((one) => one.progress.frames),
        );
        this.requestUpdate();
        if (running) await new Promise((resolve) => setTimeout(resolve, POLL_MILLIS));
      }
      await this.load();
    });
  }

  protected override render(): TemplateResult {
    const texts = t().compare;
    if (this.models.length < 2) {
      return html`<h2>${texts.models}</h2>${this.problemLine()}<p class="quiet">${texts.fewModels}</p>`;
    }
    const select = (name: string, chosen: string, set: (id: string) => void): TemplateResult =>
      html`<label>${name}<select @change=${(event: Event) =>
        this.choose(() => set((event.target as HTMLSelectElement).value))}>${
        this.models.map((model) => html`<option value=${model.modelId} ?selected=${model.modelId === chosen}>${model.modelId}</option>`)
      }</select></label>`;
    return html`<h2>${texts.models}</h2>${this.problemLine()}
      <div class="bar">
        ${select(texts.modelA, this.a, (id) => (this.a = id))} ${select(texts.modelB, this.b, (id) => (this.b = id))}
        <label>${texts.camera}<select @change=${(event: Event) =>
      this.choose(() => (this.stream = (event.target as HTMLSelectElement).value))}><option value="">${t().common.all}</option>${
      this.streams.map((stream) => html`<option value=${stream.id} ?selected=${stream.id === this.stream}>${stream.name}</option>`)
    }</select></label>
        ${this.isOperator ? html`<button @click=${() => void this.score()}>${texts.score}</button>` : ''}
      </div>
      <p role="status">${this.notice}</p>
      ${this.comparison ? this.result(this.comparison) : ''}`;
  }

  private result(found: Comparison): TemplateResult {
    const texts = t().compare;
    return html`<p>${texts.compared.replace('{n}', number(found.frames))}</p>
      ${
      found.test
        ? this.test(found.test)
        : html`<p class="quiet">${
          found.testFrames > 0 ? texts.noTest.replace('{n}', number(found.testFrames)) : texts.noTestFrames
        }</p>`
    }
      ${found.examples.some((one) => one.disagreement > 0) ? this.examples(found.examples) : ''}`;
  }

  private test(test: PairedTest): TemplateResult {
    const texts = t().compare;
    const row = (name: string, f1: number, alone: number): TemplateResult =>
      html`<tr><th scope="row">${name}</th><td class="number">${number(f1, 3)}</td>
        <td class="number">${number(test.faultlessBoth + alone)}</td><td class="number">${number(alone)}</td></tr>`;
    return html`<section data-test=${verdict(test)}><h3>${texts.test.replace('{n}', number(test.frames))}</h3>
      <div class="scroll"><table><thead><tr><th scope="col">${t().models.model}</th><th scope="col" class="number">${texts.f1}</th>
        <th scope="col" class="number">${texts.faultless}</th><th scope="col" class="number">${texts.faultlessAlone}</th></tr></thead>
      <tbody>${row(`A: ${this.a}`, test.f1A, test.faultlessA)}${row(`B: ${this.b}`, test.f1B, test.faultlessB)}</tbody></table></div>
      <p><strong>${texts[verdict(test)]}</strong></p>
      <p>${
      texts.difference.replace('{difference}', number(test.difference, 3)).replace('{low}', number(test.low, 3)).replace(
        '{high}',
        number(test.high, 3),
      )
    }.<br>${texts.mcnemar.replace('{p}', number(test.pValue, 4))}.</p>
      <p class="quiet">${texts.independent}</p></section>`;
  }

  private examples(examples: Example[]): TemplateResult {
    const texts = t().compare;
    return html`<h3>${texts.examples}</h3>
      <ul class="legend"><li><svg class="key" aria-hidden="true" viewBox="0 0 22 10">${svg`<line class="of-a" x1="0" x2="22" y1="5" y2="5"></line>`}</svg> A: ${this.a}</li>
        <li><svg class="key" aria-hidden="true" viewBox="0 0 22 10">${svg`<line class="of-b" x1="0" x2="22" y1="5" y2="5"></line>`}</svg> B: ${this.b}</li>
        <li><svg class="key" aria-hidden="true" viewBox="0 0 22 10">${svg`<line class="of-label" x1="0" x2="22" y1="5" y2="5"></line>`}</svg> ${texts.label}</li></ul>
      <div class="cards">${examples.filter((one) => one.disagreement > 0).map((one) => this.example(one))}</div>`;
  }

  private example(one: Example): TemplateResult {
    const text = (name: string, matches: Matches | undefined, boxes: Box[]): string =>
      matches ? `${name}: +${matches.right} ✗${matches.wrong} −${matches.missed}` : `${name}: ${number(boxes.length)}`;
    const rects = (boxes: Box[], kind: string) =>
      boxes.map((box) => svg`<rect class=${kind} x=${box.cx - box.w / 2} y=${box.cy - box.h / 2} width=${box.w} height=${box.h}></rect>`);
    return html`<figure class="card" data-example=${one.frameId}><div class="thumb">
        <img src=${thumbnailUrl(one.frameId, 480)} alt="" loading="lazy">
        <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">${rects(one.label ?? [], 'of-label')}${
      rects(one.boxesA, 'of-a')
    }${rects(one.boxesB, 'of-b')}</svg></div>
      <figcaption class="body">${one.streamId}, ${dateTime(one.capturedAt)}<br>
        ${t().compare.differs.replace('{n}', number(one.disagreement))}; ${text('A', one.matchesA, one.boxesA)};
        ${text('B', one.matchesB, one.boxesB)}</figcaption></figure>`;
  }
}

customElements.define('nerest-model-pair', ModelPair);
