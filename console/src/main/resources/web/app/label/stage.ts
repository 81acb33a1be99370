/** The image with its boxes. */

import { html, LitElement, type PropertyValues, svg, type TemplateResult } from 'lit';
import { t } from '../i18n/index.ts';
import { between, corners, edgeDistance, moved, type Point, smallestAround } from './geometry.ts';
import { type Mark, UNSURE } from './marks.ts';
import { panned, pointAt, type Region, showing, WHOLE, zoomed } from './zoom.ts';

/** Pixels on the screen within which a click takes hold of an edge instead of starting a box. */
const GRAB = 7;
/** Shortest side of a new box, in pixels of the image. */
const LEAST = 2;
/** Factor of a key that enlarges the image. */
const ZOOM = 1.5;
/** Part of what is shown by which an arrow moves an enlarged image. */
const PAN = 0.2;
/** Pixels of a mouse wheel for a factor of e. */
const WHEEL = 450;
/** Pixels of a line, for wheels that count in lines. */
const LINE = 40;
/** Lines of text that would fill the longer side of the image. */
const TEXT = 45;

/** What a click outside the image is meant for, if it does not end a box. */
const CONTROLS = 'svg.boxes, a, button, input, select, summary, label';

type Grip = 'nw' | 'ne' | 'sw' | 'se' | 'move';

/** Code that changes its fields calls requestUpdate. */
export class LabelStage extends LitElement {
  frameId = '';
  bitmap: ImageBitmap | undefined;
  overlay: ImageData | ImageBitmap | undefined;
  width = 1;
  height = 1;
  marks: readonly Mark[] = [];
  selected: number | undefined;
  hidden_ = false;
  classNames: string[] = [];
  contrast = 1;
  gamma = 1;
  disabled = false;

  private first: Point | undefined;
  private pointer: Point | undefined;
  private grip: { mark: Mark; grip: Grip; from: Point; now: Mark } | undefined;
  private region = WHOLE;
  private drag: { from: Point; region: Region } | undefined;
  private seen = { frameId: '', selected: undefined as number | undefined };
  private ratio = '';
  private drawn: ImageData | ImageBitmap | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** A box that reaches the border of the image may be ended outside it. */
  private readonly onOutside = (event: PointerEvent): void => {
    const target = event.target as Element;
    if (!this.first || event.button !== 0 || !target.closest('.label-page') || target.closest(CONTROLS)) return;
    event.preventDefault();
    this.finish(this.at(event));
  };

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('pointerdown', this.onOutside);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this.onOutside);
  }

  /** Ends a box that has one corner so far. */
  cancelBox(): boolean {
    const had = this.first !== undefined;
    this.first = undefined;
    this.requestUpdate();
    return had;
  }

  /** Enlarges the image about the chosen box, else about the pointer; undefined shows the whole image. */
  zoom(steps: 1 | -1 | undefined): void {
    const box = this.chosen;
    const about = box ? { x: box.cx, y: box.cy } : this.pointer ?? pointAt(this.region, { x: 0.5, y: 0.5 });
    this.showRegion(steps === undefined ? WHOLE : zoomed(showing(this.region, about), ZOOM ** steps, about));
  }

  /** Moves an enlarged image by an arrow key; false if the whole image is shown. */
  pan(code: string): boolean {
    if (this.region.size === 1) return false;
    const dx = code === 'ArrowRight' ? PAN : code === 'ArrowLeft' ? -PAN : 0;
    const dy = code === 'ArrowDown' ? PAN : code === 'ArrowUp' ? -PAN : 0;
    this.showRegion(panned(this.region, dx, dy));
    return true;
  }

  private showRegion(region: Region): void {
    this.region = region;
    this.requestUpdate();
  }

  private get chosen(): Mark | undefined {
    return this.marks.find((mark) => mark.id === this.selected);
  }

  /** Each frame starts as a whole, so that no fish is overlooked; a box that is chosen is shown. */
  protected override willUpdate(_changed: PropertyValues): void {
    if (this.frameId !== this.seen.frameId) {
      this.region = WHOLE;
      this.first = undefined;
    } else if (this.selected !== this.seen.selected && this.chosen && !this.grip) {
      this.region = showing(this.region, { x: this.chosen.cx, y: this.chosen.cy });
    }
    this.seen = { frameId: this.frameId, selected: this.selected };
  }

  override focus(): void {
    const stage = this.querySelector<HTMLElement>('.stage');
    if (document.activeElement !== stage) stage?.focus({ preventScroll: true });
  }

  protected override updated(_changed: PropertyValues): void {
    const canvas = this.querySelector('canvas');
    const image = this.overlay ?? this.bitmap;
    if (canvas && image && image !== this.drawn) {
      this.drawn = image;
      if (canvas.width !== this.width) canvas.width = this.width;
      if (canvas.height !== this.height) canvas.height = this.height;
      const context = canvas.getContext('2d')!;
      if (image instanceof ImageData) context.putImageData(image, 0, 0);
      else context.drawImage(image, 0, 0, this.width, this.height);
    }
    const ratio = String(this.width / this.height);
    if (ratio !== this.ratio) {
      this.ratio = ratio;
      this.querySelector<HTMLElement>('.stage')?.style.setProperty('--ratio', ratio);
    }
    if (image) this.dataset['painted'] = this.frameId;
    if (canvas) {
      const plain = this.contrast === 1 && this.gamma === 1;
      canvas.style.filter = plain ? '' : `url(#gamma) contrast(${this.contrast})`;
      const { left, top, size } = this.region;
      canvas.style.transform = size === 1
        ? ''
        : `translate(${(-100 * left) / size}%, ${(-100 * top) / size}%) scale(${1 / size})`;
    }
  }

  private at(event: PointerEvent): Point {
    return pointAt(this.region, this.placeOn(event));
  }

  private placeOn(event: MouseEvent): Point {
    const area = this.querySelector('svg.boxes')!.getBoundingClientRect();
    return { x: (event.clientX - area.left) / area.width, y: (event.clientY - area.top) / area.height };
  }

  private scale(): number {
    const area = this.querySelector('svg.boxes')!.getBoundingClientRect();
    return (this.width * this.region.size) / Math.max(1, area.width);
  }

  /** Pixels of the image for one of the screen, before the first layout too. */
  private dotScale(): number {
    return this.querySelector('svg.boxes') ? this.scale() : 1;
  }

  private gripAt(point: Point): { mark: Mark; grip: Grip } | undefined {
    const reach = GRAB * this.scale();
    const near = this.marks
      .map((mark) => ({ mark, distance: edgeDistance(mark, point, this.width, this.height) }))
      .filter((candidate) => candidate.distance <= reach)
      .sort((a, b) => a.distance - b.distance)[0];
    if (!near) return undefined;
    const { left, top, right, bottom } = corners(near.mark);
    const close = (a: number, b: number, size: number): boolean => Math.abs(a - b) * size <= reach * 1.5;
    const x = close(point.x, left, this.width) ? 'w' : close(point.x, right, this.width) ? 'e' : '';
    const y = close(point.y, top, this.height) ? 'n' : close(point.y, bottom, this.height) ? 's' : '';
    return { mark: near.mark, grip: x && y ? (`${y}${x}` as Grip) : 'move' };
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault();
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * LINE;
    const about = pointAt(this.region, this.placeOn(event));
    this.showRegion(zoomed(this.region, Math.exp(-pixels / WHEEL), about));
  }

  private down(event: PointerEvent): void {
    if (event.button === 1 && this.region.size < 1) {
      event.preventDefault();
      this.drag = { from: this.placeOn(event), region: this.region };
      (event.currentTarget as Element).setPointerCapture(event.pointerId);
      return;
    }
    if (event.button !== 0 || this.disabled) return;
    const point = this.at(event);
    this.focus();
    if (this.first) {
      this.finish(point);
      return;
    }
    // With Shift a box can start on the edge of another one.
    const held = event.shiftKey ? undefined : this.gripAt(point);
    if (held) {
      this.grip = { ...held, from: point, now: held.mark };
      this.emit('choose', held.mark.id);
    } else {
      this.first = point;
      // A click inside a box chooses it, and may be the first corner of another one.
      const inside = event.shiftKey ? undefined : smallestAround(this.marks, point);
      if (inside) this.emit('choose', inside.id);
    }
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.requestUpdate();
  }

  private move(event: PointerEvent): void {
    if (this.drag) {
      const place = this.placeOn(event);
      this.showRegion(panned(this.drag.region, this.drag.from.x - place.x, this.drag.from.y - place.y));
      return;
    }
    this.pointer = this.at(event);
    if (this.grip) {
      const { mark, grip, from } = this.grip;
      const { left, top, right, bottom } = corners(mark);
      const p = this.pointer;
      const now = grip === 'move'
        ? moved(mark, p.x - from.x, p.y - from.y)
        : {
          ...mark,
          ...between(
            { x: grip.includes('w') ? p.x : left, y: grip.includes('n') ? p.y : top },
            { x: grip.includes('e') ? p.x : right, y: grip.includes('s') ? p.y : bottom },
          ),
        };
      this.grip = { ...this.grip, now };
    }
    if (this.first || this.grip) this.requestUpdate();
  }

  private up(event: PointerEvent): void {
    if (this.drag) {
      this.drag = undefined;
      return;
    }
    const point = this.at(event);
    if (this.grip) {
      const { mark, now } = this.grip;
      this.grip = undefined;
      if (now !== mark && now.w > 0 && now.h > 0) this.emit('edit', now);
      this.requestUpdate();
    } else if (this.first && this.far(this.first, point)) {
      this.finish(point);
    }
  }

  private far(a: Point, b: Point): boolean {
    return Math.hypot((a.x - b.x) * this.width, (a.y - b.y) * this.height) > GRAB * this.scale();
  }

  private finish(point: Point): void {
    const box = between(this.first!, point);
    this.first = undefined;
    if (box.w * this.width >= LEAST && box.h * this.height >= LEAST) this.emit('draw', box);
    this.requestUpdate();
  }

  private emit(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  private box(mark: Mark): TemplateResult {
    const { left, top, right, bottom } = corners(this.grip?.mark.id === mark.id ? this.grip.now : mark);
    const x = left * this.width;
    const y = top * this.height;
    const w = (right - left) * this.width;
    const h = (bottom - top) * this.height;
    const unsure = mark.confidence !== undefined && !mark.changed && mark.confidence < UNSURE;
    const kind = mark.confidence === undefined || mark.changed ? 'drawn' : unsure ? 'unsure' : 'sure';
    const name = this.classNames[mark.classId] ?? String(mark.classId);
    const text = mark.confidence === undefined ? name : `${name} ${Math.round(mark.confidence * 100)} %`;
    const selected = mark.id === this.selected;
    const size = (Math.max(this.width, this.height) * this.region.size) / TEXT;
    return svg`<g class="box ${kind} ${selected ? 'selected' : ''}" tabindex="0" role="button" data-id=${mark.id}
        aria-pressed=${selected ? 'true' : 'false'} aria-label=${text}
        @focus=${() => this.emit('choose', mark.id)}>
      <rect class="under" x=${x} y=${y} width=${w} height=${h}></rect>
      <rect class="over" x=${x} y=${y} width=${w} height=${h}></rect>
      ${selected ? svg`<text x=${x} y=${Math.max(this.region.top * this.height + size, y - size / 3)} font-size=${size}>${text}</text>` : ''}
    </g>`;
  }

  protected override render(): TemplateResult {
    const texts = t().label;
    const pending = this.first && this.pointer ? between(this.first, this.pointer) : undefined;
    const dot = this.first
      ? svg`<circle class="pending" cx=${this.first.x * this.width} cy=${this.first.y * this.height} r=${3 * this.dotScale()}></circle>`
      : '';
    const exponent = 1 / this.gamma;
    const { left, top, size } = this.region;
    const view = [left * this.width, top * this.height, size * this.width, size * this.height].join(' ');
    return html`
      <div class="stage" tabindex="0" role="group" aria-label=${texts.frame}>
        <svg class="filters" aria-hidden="true" width="0" height="0">
          <filter id="gamma" color-interpolation-filters="sRGB">
            <feComponentTransfer>
              <feFuncR type="gamma" exponent=${exponent}></feFuncR>
              <feFuncG type="gamma" exponent=${exponent}></feFuncG>
              <feFuncB type="gamma" exponent=${exponent}></feFuncB>
            </feComponentTransfer>
          </filter>
        </svg>
        <canvas aria-hidden="true"></canvas>
        <svg class="boxes" viewBox=${view} preserveAspectRatio="none" role="group" aria-label=${texts.boxes}
          @pointerdown=${this.down} @pointermove=${this.move} @pointerup=${this.up}
          @pointerleave=${() => (this.pointer = undefined)} @wheel=${this.wheel}>
          ${this.hidden_ ? '' : this.marks.map((mark) => this.box(mark))}
          ${
      pending
        ? svg`<rect class="pending" x=${(pending.cx - pending.w / 2) * this.width}
            y=${(pending.cy - pending.h / 2) * this.height}
            width=${pending.w * this.width} height=${pending.h * this.height}></rect>`
        : ''
    }
          ${dot}
        </svg>
        ${this.first ? html`<p class="stage-hint" role="status">${texts.secondCorner}</p>` : ''}
      </div>`;
  }
}

customElements.define('nerest-stage', LabelStage);
