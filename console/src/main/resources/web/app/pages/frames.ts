/** The Frames page: all frames in a grid of which only the visible rows exist; filters are in the address. */

import { html, type TemplateResult } from 'lit';
import { download, type FrameView, get, imageUrl, thumbnailUrl, type LabelView, type Suggestion } from '../api.ts';
import { dateTime, number, percent, t } from '../i18n/index.ts';
import { empty, go, leftOutLine, link, Page } from '../kit.ts';
import { chooseFrames } from '../label/chosen.ts';
import { BLOCK, FrameBlocks, type Listing } from './frame-blocks.ts';
import { rowsAt, MOST_PIXELS } from './window.ts';

const COLUMNS = 6;
const ROW = 120;
/** Frames that one button chooses. */
const FIRST = 100;

/** Formats of label files with their names. */
const FORMATS = [
  ['yolo', 'YOLO'],
  ['coco', 'COCO'],
  ['voc', 'PASCAL VOC'],
  ['cvat', 'CVAT'],
  ['label-studio', 'Label Studio'],
  ['viame', 'VIAME'],
  ['megadetector', 'MegaDetector'],
  ['fiftyone', 'FiftyOne'],
] as const;

/** Filters in percent. */
const CONFIDENCES = ['minConfidence', 'maxConfidence'];

/** Lets the browser store a file. */
function save(file: Blob, name: string): void {
  const anchor = document.createElement('a');
  anchor.href = URL.createObjectURL(file);
  anchor.download = name;
  anchor.click();
  URL.revokeObjectURL(anchor.href);
}

class FramesPage extends Page {
  private streams: { id: string; name: string }[] = [];
  private filter = new URLSearchParams(location.search);
  private readonly blocks = new FrameBlocks((skip) => get<Listing>(this.query(skip)), () => this.requestUpdate());
  private chosen = new Map<string, FrameView>();
  private opened: FrameView | undefined;
  private labels: LabelView[] = [];
  private detections: Suggestion[] = [];
  private top = 0;
  /** Whether a click chooses a frame instead of opening it. */
  private choosing = false;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.attempt(async () => {
      this.streams = await get<{ id: string; name: string }[]>('/ingest/streams');
      await this.blocks.load(0);
    });
  }

  /** The filter, as services read it. */
  private parameters(): URLSearchParams {
    const parameters = new URLSearchParams();
    for (const name of ['stream', 'from', 'to']) {
      const value = this.filter.get(name);
      if (value) parameters.set(name, name === 'stream' ? value : new Date(value).toISOString());
    }
    return parameters;
  }

  /** The filter of the grid; exports of labels know only cameras and times. */
  private listed(): URLSearchParams {
    const parameters = this.parameters();
    for (const name of ['labels', 'class', 'minConfidence', 'maxConfidence']) {
      const value = this.filter.get(name);
      if (value) parameters.set(name, CONFIDENCES.includes(name) ? String(Number(value) / 100) : value);
    }
    return parameters;
  }

  private query(skip: number): string {
    const parameters = this.listed();
    parameters.set('skip', String(skip));
    parameters.set('limit', String(BLOCK));
    return `/ingest/frames?${parameters}`;
  }

  private change(event: Event): void {
    const form = (event.target as HTMLElement).closest('form')!;
    const filter = new URLSearchParams();
    new FormData(form).forEach((value, name) => {
      if (String(value)) filter.set(name, String(value));
    });
    this.filter = filter;
    history.replaceState(null, '', filter.size ? `/frames?${filter}` : '/frames');
    this.blocks.clear();
    this.top = 0;
    void this.attempt(() => this.blocks.load(0));
  }

  private toggle(frame: FrameView, event: MouseEvent): void {
    if (!this.choosing && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      void this.show(frame);
      return;
    }
    if (!this.chosen.delete(frame.id)) this.chosen.set(frame.id, frame);
    this.requestUpdate();
  }

  /** Chooses the first frames that match the filter. */
  private async chooseFirst(): Promise<void> {
    await this.attempt(async () => {
      const parameters = this.listed();
      parameters.set('limit', String(FIRST));
      const page = await get<Listing>(`/ingest/frames?${parameters}`);
      page.frames.forEach((frame) => this.chosen.set(frame.id, frame));
      this.choosing = true;
    });
  }

  private label(frameIds: Iterable<string>): void {
    chooseFrames(frameIds);
    go('/label?chosen');
  }

  private async show(frame: FrameView): Promise<void> {
    await this.attempt(async () => {
      [this.labels, this.detections] = await Promise.all([
        get<LabelView[]>(`/ingest/frames/${frame.id}/labels`),
        get<Suggestion[]>(`/selector/frames/${frame.id}/detections`).catch(() => []),
      ]);
      this.opened = frame;
    });
    this.querySelector<HTMLDialogElement>('dialog')?.showModal();
  }

  private csv(): void {
    const rows = [...this.chosen.values()].map((frame) => [frame.id, frame.streamId, frame.capturedAt].join(','));
    save(new Blob([['frameId,streamId,capturedAt', ...rows].join('\n') + '\n'], { type: 'text/csv' }), 'frames.csv');
  }

  /** Downloads the labels of the frames that match the filter. */
  private async labelsFile(): Promise<void> {
    const format = this.querySelector<HTMLSelectElement>('select[data-format]')!.value;
    const parameters = this.parameters();
    parameters.set('format', format);
    await this.attempt(async () => save(await download(`/ingest/annotations?${parameters}`), `labels-${format}.zip`));
  }

  protected override render(): TemplateResult {
    const texts = t().frames;
    return html`<h1>${texts.title}</h1>${this.problemLine()}
      <form class="bar" @change=${(event: Event) => this.change(event)} @submit=${(event: Event) => event.preventDefault()}>
        <label>${texts.camera}<select name="stream"><option value="">${t().common.all}</option>${
      this.streams.map((stream) =>
        html`<option value=${stream.id} ?selected=${this.filter.get('stream') === stream.id}>${stream.name}</option>`
      )
    }</select></label>
        <label>${texts.from}<input type="datetime-local" name="from" .value=${this.filter.get('from') ?? ''}></label>
        <label>${texts.to}<input type="datetime-local" name="to" .value=${this.filter.get('to') ?? ''}></label>
        <label>${texts.labels}<select name="labels"><option value="">${t().common.all}</option>${
      (['no', 'yes', 'empty'] as const).map((state) =>
        html`<option value=${state} ?selected=${this.filter.get('labels') === state}>${texts.labelStates[state]}</option>`
      )
    }</select></label>
        <label>${texts.class}<select name="class"><option value="">${t().common.all}</option>${
      (this.session?.classNames ?? []).map((name, id) =>
        html`<option value=${id} ?selected=${this.filter.get('class') === String(id)}>${name}</option>`
      )
    }</select></label>
        ${
      CONFIDENCES.map((name, i) =>
        html`<label>${i === 0 ? texts.minConfidence : texts.maxConfidence}<input type="number" name=${name} min="0" max="100" step="1"
          .value=${this.filter.get(name) ?? ''}></label>`
      )
    }
        <p role="status">${this.blocks.total === undefined ? '' : texts.found.replace('{n}', number(this.blocks.total))}</p>
      </form>
      <div class="bar">
        <button aria-pressed=${this.choosing ? 'true' : 'false'} @click=${() => {
      this.choosing = !this.choosing;
      if (!this.choosing) this.chosen.clear();
      this.requestUpdate();
    }}>${texts.choose}</button>
        <button @click=${() => void this.chooseFirst()}>${texts.chooseFirst.replace('{n}', number(FIRST))}</button>
        ${
      this.mayLabel
        ? html`<button class="main" data-label ?disabled=${this.chosen.size === 0}
            @click=${() => this.label(this.chosen.keys())}>${texts.labelChosen} (${number(this.chosen.size)})</button>`
        : ''
    }
        <button type="button" ?disabled=${this.chosen.size === 0} @click=${() => this.csv()}>${texts.export}</button>
        <label>${texts.format}<select data-format>${
      FORMATS.map(([format, name]) => html`<option value=${format}>${name}</option>`)
    }</select></label>
        <button @click=${() => void this.labelsFile()}>${texts.exportLabels}</button></div>
      <p role="status">${this.choosing ? texts.chooseHint : texts.openHint}</p>
      ${this.mayLabel ? leftOutLine(this.chosen.size) : ''}
      ${
      this.blocks.total === 0
        ? this.filter.size === 0
          ? empty(texts.none, texts.noneNext, link('/streams?add', t().streams.add))
          : empty(texts.nothing, texts.nothingNext, link('/streams', t().streams.title))
        : this.blocks.total === undefined
        ? html`<p class="quiet">${t().common.loading}</p>`
        : this.grid(this.blocks.total)
    }
      <dialog aria-labelledby="frame-title">${this.opened ? this.detail(this.opened) : ''}</dialog>`;
  }

  private grid(total: number): TemplateResult {
    const rows = Math.ceil(total / COLUMNS);
    const height = globalThis.innerHeight * 0.7;
    const { first, last, offset } = rowsAt(this.top, height, ROW, rows, 2);
    for (let row = first; row < last; row++) void this.blocks.load(row * COLUMNS).catch(() => {});
    return html`<div class="grid-window" tabindex="0" role="group" aria-label=${t().frames.title}
      @scroll=${(event: Event) => {
      this.top = (event.target as HTMLElement).scrollTop;
      this.requestUpdate();
    }}>
      <svg width="1" height=${Math.min(rows * ROW, MOST_PIXELS)} aria-hidden="true"></svg>
      ${Array.from({ length: last - first }, (_, i) => this.row(first + i, offset))}
    </div>`;
  }

  private row(row: number, offset: number): TemplateResult {
    const frames = Array.from({ length: COLUMNS }, (_, column) => this.blocks.at(row * COLUMNS + column));
    return html`<div class="grid-row" data-top=${row * ROW + offset}>${
      frames.map((frame) =>
        frame
          ? html`<button aria-pressed=${this.chosen.has(frame.id) ? 'true' : 'false'}
            aria-label=${`${frame.streamId} ${dateTime(frame.capturedAt)}`}
            @click=${(event: MouseEvent) => this.toggle(frame, event)}>
            <img src=${thumbnailUrl(frame.id, 160)} alt="" loading="lazy" decoding="async"></button>`
          : html`<span></span>`
      )
    }</div>`;
  }

  protected override updated(): void {
    // The policy allows no style attributes; positions are set by script.
    for (const row of this.querySelectorAll<HTMLElement>('.grid-row')) {
      row.style.height = `${ROW}px`;
      row.style.transform = `translateY(${row.dataset['top']}px)`;
      row.style.top = '0';
    }
  }

  private detail(frame: FrameView): TemplateResult {
    const texts = t().frames;
    const newest = this.labels[0];
    const detected = this.detections[0];
    return html`<h2 id="frame-title">${frame.streamId}, ${dateTime(frame.capturedAt)}</h2>
      <img class="wide-image" src=${imageUrl(frame.id)} alt=${texts.title} width="480">
      <dl><dt>${texts.labels}</dt><dd>${
      newest && !newest.withdrawn ? `${newest.author}: ${number(newest.boxes.length)}` : texts.noLabels
    }</dd>
      <dt>${texts.detections}</dt><dd>${
      detected
        ? html`<code>${detected.modelId}</code>: ${detected.boxes.map((box) => percent(box.confidence)).join(', ') || '0'}`
        : texts.noDetections
    }</dd></dl>
      ${
      this.mayLabel ? html`<button class="main" @click=${() => this.label([frame.id])}>${texts.labelOne}</button>` : ''
    }
      <button @click=${() => this.querySelector('dialog')!.close()}>${texts.close}</button>`;
  }
}

customElements.define('nerest-frames', FramesPage);
