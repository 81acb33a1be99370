/** The Map page: frames by their embeddings. Frames that are close have similar embeddings. */

import { html, svg, type TemplateResult } from 'lit';
import { type Campaign, get, type Model, Problem, thumbnailUrl } from '../api.ts';
import { number, t } from '../i18n/index.ts';
import { Page, describe, empty, go, leftOutLine, link } from '../kit.ts';
import { chooseFrames } from '../label/chosen.ts';
import { type Coloured, type Colouring, colours, hex, legend } from './map-colours.ts';
import { paint, Points, type View } from './scatter.ts';

interface EmbeddingMap extends Coloured {
  modelId: string;
  frameIds: string[];
  x: number[];
  y: number[];
}

const WIDTH = 900;
const HEIGHT = 600;
const MOST = 100_000;
const SHOWN = 24;
const GROUND = 0xff1b1814;

class MapPage extends Page {
  private map: EmbeddingMap | undefined;
  private points: Points | undefined;
  private nothing = false;
  private colouring: Colouring = 'label';
  private colours = new Uint32Array(0);
  private view: View = { x: 0, y: 0, size: 1 };
  private lasso: { x: number; y: number }[] = [];
  private drawing = false;
  private chosen: number[] = [];
  private pixels: ImageData | undefined;

  private models: Model[] = [];
  private campaigns: Campaign[] = [];
  /** The model whose embeddings are shown; the newest one if there is no choice. */
  private model = '';
  /** The campaign whose rounds are shown. */
  private campaign = '';

  override connectedCallback(): void {
    super.connectedCallback();
    void this.attempt(async () => {
      [this.models, this.campaigns] = await Promise.all([get<Model[]>('/trainer/models'), get<Campaign[]>('/selector/campaigns')]);
      this.campaign = this.campaigns[0]?.id ?? '';
    }).then(() => this.load());
  }

  private choices(): TemplateResult {
    const texts = t().map;
    const choose = (name: 'model' | 'campaign') => (event: Event): void => {
      this[name] = (event.target as HTMLSelectElement).value;
      this.chosen = [];
      void this.load();
    };
    return html`<label>${texts.model}<select data-model @change=${choose('model')}><option value="">${texts.newest}</option>${
      this.models.map((one) => html`<option value=${one.modelId} ?selected=${one.modelId === this.model}>${one.modelId}</option>`)
    }</select></label>
      ${
      this.colouring === 'round'
        ? html`<label>${texts.campaign}<select data-campaign @change=${choose('campaign')}>${
          this.campaigns.map((one) => html`<option value=${one.id} ?selected=${one.id === this.campaign}>${one.name}</option>`)
        }</select></label>`
        : ''
    }`;
  }

  private legend(): TemplateResult {
    return html`<ul class="legend" data-legend>${
      legend(this.map!, this.colouring, t().map.legend).map((entry) =>
        html`<li><svg width="12" height="12" aria-hidden="true"><rect width="12" height="12" fill=${hex(entry.colour)}></rect></svg>
          ${entry.text}</li>`
      )
    }</ul>`;
  }

  private async load(): Promise<void> {
    try {
      const query = new URLSearchParams({ limit: String(MOST) });
      if (this.model) query.set('model', this.model);
      if (this.campaign) query.set('campaign', this.campaign);
      this.show(await get<EmbeddingMap>(`/selector/embedding-map?${query}`));
    } catch (failure) {
      if (failure instanceof Problem && failure.status === 404) this.nothing = true;
      else this.problem = describe(failure);
    }
    this.requestUpdate();
  }

  /** Shows a map. */
  show(map: EmbeddingMap): void {
    this.map = map;
    this.points = new Points(map.x, map.y);
    this.colour();
  }

  private colour(): void {
    const map = this.map!;
    this.colours = colours(map, this.colouring);
    for (const i of this.chosen) this.colours[i] = 0xffffffff;
    this.requestUpdate();
  }

  protected override updated(): void {
    this.draw();
  }

  /** Draws the points; returns how long that took, in milliseconds. */
  draw(): number {
    const canvas = this.querySelector('canvas');
    if (!canvas || !this.points) return 0;
    const context = canvas.getContext('2d')!;
    this.pixels ??= context.createImageData(WIDTH, HEIGHT);
    const start = performance.now();
    paint(this.points, this.colours, new Uint32Array(this.pixels.data.buffer), WIDTH, HEIGHT, this.view, GROUND);
    context.putImageData(this.pixels, 0, 0);
    return performance.now() - start;
  }

  private at(event: PointerEvent | WheelEvent): { x: number; y: number } {
    const area = this.querySelector('canvas')!.getBoundingClientRect();
    return {
      x: this.view.x + ((event.clientX - area.left) / area.width) * this.view.size,
      y: this.view.y + ((event.clientY - area.top) / area.height) * this.view.size,
    };
  }

  private zoom(event: WheelEvent): void {
    event.preventDefault();
    const at = this.at(event);
    this.zoomTo(at, event.deltaY > 0 ? 1.25 : 0.8);
  }

  private zoomTo(at: { x: number; y: number }, factor: number): void {
    const size = Math.min(1, Math.max(0.01, this.view.size * factor));
    const share = size / this.view.size;
    const limit = (value: number): number => Math.min(1 - size, Math.max(0, value));
    this.view = { size, x: limit(at.x - (at.x - this.view.x) * share), y: limit(at.y - (at.y - this.view.y) * share) };
    this.requestUpdate();
  }

  private down(event: PointerEvent): void {
    this.drawing = true;
    this.lasso = [this.at(event)];
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
  }

  private move(event: PointerEvent): void {
    if (!this.drawing) return;
    this.lasso.push(this.at(event));
    this.requestUpdate();
  }

  private up(event: PointerEvent): void {
    if (!this.drawing) return;
    this.drawing = false;
    const at = this.at(event);
    const near = this.points!.nearest(at.x, at.y, 0.02 * this.view.size);
    this.choose(this.lasso.length > 3 ? this.points!.inside(this.lasso) : near === undefined ? [] : [near]);
    this.lasso = [];
  }

  private choose(chosen: number[]): void {
    this.chosen = chosen;
    this.colour();
  }

  protected override render(): TemplateResult {
    const texts = t().map;
    if (this.nothing) return html`<h1>${texts.title}</h1>${empty(texts.nothing, texts.nothingNext, link('/streams', t().streams.title))}`;
    if (!this.map) return html`<h1>${texts.title}</h1>${this.problemLine()}<p class="quiet">${t().common.loading}</p>`;
    const scale = (p: { x: number; y: number }): string =>
      `${((p.x - this.view.x) / this.view.size) * WIDTH},${((p.y - this.view.y) / this.view.size) * HEIGHT}`;
    return html`<h1>${texts.title}</h1>${this.problemLine()}
      <div class="bar">
        <label>${texts.colour}<select @change=${(event: Event) => {
      this.colouring = (event.target as HTMLSelectElement).value as Colouring;
      this.colour();
    }}>${
      (['label', 'stream', 'confidence', 'round'] as const).map((one) => html`<option value=${one}>${texts.colours[one]}</option>`)
    }</select></label>
        ${this.choices()}
        <button @click=${() => this.zoomTo({ x: this.view.x + this.view.size / 2, y: this.view.y + this.view.size / 2 }, 0.6)}>+</button>
        <button @click=${() => this.zoomTo({ x: this.view.x + this.view.size / 2, y: this.view.y + this.view.size / 2 }, 1.6)}>−</button>
        <p>${texts.frames.replace('{n}', number(this.map.frameIds.length)).replace('{model}', this.map.modelId)}</p>
      </div>
      ${this.legend()}
      <div class="map-window">
        <canvas width=${WIDTH} height=${HEIGHT} role="img" aria-label=${texts.title}></canvas>
        <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true" @pointerdown=${this.down} @pointermove=${this.move}
          @pointerup=${this.up} @wheel=${this.zoom}>${
      this.lasso.length > 1 ? svg`<polygon points=${this.lasso.map(scale).join(' ')}></polygon>` : ''
    }</svg>
      </div>
      <p role="status">${texts.chosen.replace('{n}', number(this.chosen.length))}</p>
      ${this.mayLabel ? leftOutLine(this.chosen.length) : ''}
      ${
      this.mayLabel && this.chosen.length > 0
        ? html`<button class="main" @click=${() => {
          chooseFrames(this.chosen.map((i) => this.map!.frameIds[i]!));
          go('/label?chosen');
        }}>${t().frames.labelChosen}</button>`
        : ''
    }
      <div class="cards">${
      this.chosen.slice(0, SHOWN).map((i) =>
        html`<figure class="card"><img src=${thumbnailUrl(this.map!.frameIds[i]!)} alt="" loading="lazy">
          <figcaption class="body">${this.map!.streams[this.map!.stream[i]!]}</figcaption></figure>`
      )
    }</div>`;
  }
}

customElements.define('nerest-map', MapPage);
