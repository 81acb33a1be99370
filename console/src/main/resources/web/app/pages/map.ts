/** The Map page: frames by their embeddings. Frames that are close have similar embeddings. */

import { html, svg, type TemplateResult } from 'lit';
import { get, Problem, thumbnailUrl } from '../api.ts';
import { number, t } from '../i18n/index.ts';
import { Page, describe, empty, go, leftOutLine, link } from '../kit.ts';
import { chooseFrames } from '../label/chosen.ts';
import { paint, Points, type View } from './scatter.ts';

interface EmbeddingMap {
  modelId: string;
  streams: string[];
  frameIds: string[];
  stream: number[];
  x: number[];
  y: number[];
  labelled: boolean[];
  confidence: number[];
}

type Colouring = 'label' | 'stream' | 'confidence';

const WIDTH = 900;
const HEIGHT = 600;
const MOST = 100_000;
const SHOWN = 24;
/** Colours that differ in lightness too, as 32-bit ABGR. */
const PALETTE = [0xffb4771f, 0xff0e7fff, 0xff2ca02c, 0xff2827d6, 0xffbd6794, 0xff4b568c, 0xffc277e3, 0xff7f7f7f];
const UNLABELLED = 0xff9a8a80;
const LABELLED = 0xff0e7fff;
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

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  private async load(): Promise<void> {
    try {
      this.show(await get<EmbeddingMap>(`/selector/embedding-map?limit=${MOST}`));
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
    this.colours = Uint32Array.from(map.frameIds, (_, i) => {
      if (this.colouring === 'stream') return PALETTE[map.stream[i]! % PALETTE.length]!;
      if (this.colouring === 'label') return map.labelled[i] ? LABELLED : UNLABELLED;
      const light = Math.round(60 + map.confidence[i]! * 195);
      return (0xff000000 | (Math.round(light * 0.5) << 16) | (light << 8) | light) >>> 0;
    });
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
      (['label', 'stream', 'confidence'] as const).map((one) => html`<option value=${one}>${texts.colours[one]}</option>`)
    }</select></label>
        <button @click=${() => this.zoomTo({ x: this.view.x + this.view.size / 2, y: this.view.y + this.view.size / 2 }, 0.6)}>+</button>
        <button @click=${() => this.zoomTo({ x: this.view.x + this.view.size / 2, y: this.view.y + this.view.size / 2 }, 1.6)}>−</button>
        <p>${texts.frames.replace('{n}', number(this.map.frameIds.length)).replace('{model}', this.map.modelId)}</p>
      </div>
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
