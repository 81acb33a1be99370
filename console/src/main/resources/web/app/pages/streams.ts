/** The Streams page: every camera with its last image, its rate and its gaps. */

import { html, type TemplateResult } from 'lit';
import { call, get, thumbnailUrl } from '../api.ts';
import { ago, minutes, number, percent, t } from '../i18n/index.ts';
import { confirmTyped, empty, link, Page } from '../kit.ts';
import { listen } from '../live.ts';
import './camera-form.ts';

interface Stream {
  id: string;
  name: string;
  frames: number;
  framesLastHour: number;
  longestGapSeconds?: number;
  /** Share of the scored frames of the last day with a detection. */
  shareWithObjects?: number;
  lastFrame?: { id: string; capturedAt: string; registeredAt: string };
}

/** A camera that is read by its address. */
interface Source {
  streamId: string;
  state: string;
  detail: string;
}

/** States in which no frames arrive although they should. */
const BAD = ['HUNG', 'OFFLINE', 'WRONG_SIZE', 'DAMAGED', 'FAILED'];

/** How well a camera saw its scene. */
interface Visibility {
  brightness: number;
  contrast: number;
  dark: boolean;
  turbid: boolean;
}

interface Pool {
  streams: { streamId: string; frames: number; labelled: number }[];
}

/** A camera that sends many frames is measured at most this often. */
const MEASURE_MILLIS = 5_000;
/** How often ages and the states of connections are shown anew. */
const REFRESH_MILLIS = 10_000;

class StreamsPage extends Page {
  private streams: Stream[] | undefined;
  private labelled = new Map<string, number>();
  private visibility = new Map<string, { frameId: string; at: number; measured: Visibility | undefined }>();
  private adding = false;
  /** The camera to which images are added; empty for a new one. */
  private camera = '';
  private notice = '';
  /** What the sources that are read by their address are doing, by stream. */
  private sources = new Map<string, Source>();
  private stop: () => void = () => {};
  private timer = 0;
  private loading = false;
  private again = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.adding = new URLSearchParams(location.search).has('add');
    this.stop = listen((event) => {
      if (event.type === 'frames' || event.type === 'reset' || event.type === 'labels') void this.load();
    });
    // While no frame arrives, ages grow and connections change without an event.
    this.timer = setInterval(() => void this.loadSources(), REFRESH_MILLIS) as unknown as number;
    void this.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
    clearInterval(this.timer);
  }

  private async load(): Promise<void> {
    if (this.loading) {
      this.again = true;
      return;
    }
    this.loading = true;
    await this.attempt(async () => {
      const [streams, sources, pool] = await Promise.all([
        get<Stream[]>('/ingest/streams/health'),
        get<Source[]>('/ingest/sources'),
        get<Pool>('/selector/pool').catch((): Pool => ({ streams: [] })),
      ]);
      this.streams = streams;
      this.sources = new Map(sources.map((source) => [source.streamId, source]));
      this.labelled = new Map(pool.streams.map((count) => [count.streamId, count.labelled]));
      for (const stream of streams) void this.measure(stream);
    });
    this.loading = false;
    if (this.again) {
      this.again = false;
      void this.load();
    }
  }

  private async loadSources(): Promise<void> {
    const sources = await get<Source[]>('/ingest/sources').catch(() => undefined);
    if (sources) this.sources = new Map(sources.map((source) => [source.streamId, source]));
    this.requestUpdate();
  }

  /** Measures the last frame of a camera. */
  private async measure(stream: Stream): Promise<void> {
    const frameId = stream.lastFrame?.id;
    const before = this.visibility.get(stream.id);
    const now = performance.now();
    if (!frameId || before?.frameId === frameId || (before && now - before.at < MEASURE_MILLIS)) return;
    const entry = { frameId, at: now, measured: before?.measured };
    this.visibility.set(stream.id, entry);
    entry.measured = await get<Visibility>(`/ingest/frames/${frameId}/visibility`).catch(() => undefined);
    this.requestUpdate();
  }

  private source(source: Source | undefined): TemplateResult | string {
    const texts = t().streams;
    if (!source) return '';
    const kind = source.state === 'HEALTHY' || source.state === 'FINISHED' ? 'good' : BAD.includes(source.state) ? 'bad' : '';
    return html`<dt>${texts.connection}</dt><dd><span class="tag ${kind}">${(texts.states as Record<string, string>)[source.state] ?? source.state}</span>
      ${source.detail}
      ${
      this.mayAddCameras
        ? html`<button data-remove @click=${() => void this.removeAddress(source.streamId)}>${texts.removeAddress}</button>`
        : ''
    }</dd>`;
  }

  /** Ends the reading of a camera by its address; its frames stay. */
  private async removeAddress(streamId: string): Promise<void> {
    if (!(await confirmTyped(t().streams.removeQuestion, streamId))) return;
    await this.attempt(async () => {
      await call('DELETE', `/ingest/sources/${encodeURIComponent(streamId)}`);
      await this.load();
    });
  }

  private light(stream: Stream): TemplateResult | string {
    const texts = t().streams;
    const measured = this.visibility.get(stream.id)?.measured;
    if (!measured) return '';
    const warning = measured.dark ? texts.dark : measured.turbid ? texts.turbid : '';
    const figures = texts.lightFigures.replace('{brightness}', percent(measured.brightness)).replace(
      '{contrast}',
      number(measured.contrast, 2),
    );
    return html`<dt>${texts.light}</dt><dd>${
      warning ? html`<span class="tag bad" role="status">${warning}</span>` : texts.clear
    } <span class="quiet">${figures}</span></dd>`;
  }

  protected override render(): TemplateResult {
    const texts = t().streams;
    if (!this.streams) return html`<h1>${texts.title}</h1>${this.problemLine()}<p class="quiet">${t().common.loading}</p>`;
    const add = this.mayAddCameras
      ? html`<button class="main" @click=${() => {
        this.openForm('');
      }}>${texts.add}</button>`
      : html`<p class="quiet">${t().common.operatorOnly}</p>`;
    return html`<h1>${texts.title}</h1>${this.problemLine()}
      <p role="status">${this.notice}</p>
      ${this.notice ? html`<p>${link('/frames', texts.nextLabel)} · ${link('/campaigns', texts.nextCampaign)}</p>` : ''}
      ${this.adding ? this.form() : ''}
      ${
      this.streams.length === 0
        ? this.adding ? '' : empty(texts.nothing, texts.nothingNext, add)
        : html`<div class="bar">${this.adding ? '' : add}</div>
          <div class="cards">${this.streams.map((stream) => this.card(stream))}</div>`
    }`;
  }

  private card(stream: Stream): TemplateResult {
    const texts = t().streams;
    return html`<article class="card" data-stream=${stream.id}>
      ${stream.lastFrame ? html`<img src=${thumbnailUrl(stream.lastFrame.id)} alt=${texts.lastFrame} loading="lazy">` : ''}
      <div class="body">
        <h2>${link(`/frames?stream=${encodeURIComponent(stream.id)}`, stream.name)}</h2>
        <dl>
          <dt>${texts.camera}</dt><dd>${stream.id}</dd>
          <dt>${texts.lastFrame}</dt><dd>${stream.lastFrame ? ago(stream.lastFrame.registeredAt) : texts.noFrame}</dd>
          <dt>${texts.lastHour}</dt><dd>${number(stream.framesLastHour)}</dd>
          <dt>${texts.frames}</dt><dd>${number(stream.frames)}</dd>
          <dt>${texts.labelled}</dt><dd>${number(this.labelled.get(stream.id) ?? 0)}</dd>
          ${
      stream.longestGapSeconds === undefined
        ? ''
        : html`<dt>${texts.gap}</dt><dd>${minutes(stream.longestGapSeconds)}</dd>`
    }
          ${
      stream.shareWithObjects === undefined ? '' : html`<dt>${texts.withObjects}</dt><dd>${percent(stream.shareWithObjects)}</dd>`
    }
          ${this.light(stream)} ${this.source(this.sources.get(stream.id))}
        </dl>
        ${
      this.isOperator && !this.adding
        ? html`<button data-add-images @click=${() => this.openForm(stream.id)}>${texts.addImages}</button>`
        : ''
    }
      </div>
    </article>`;
  }

  private openForm(camera: string): void {
    this.adding = true;
    this.camera = camera;
    this.notice = '';
    this.requestUpdate();
  }

  private form(): TemplateResult {
    return html`<nerest-camera-form .session=${this.session} .camera=${this.camera} .known=${this.streams ?? []} @closed=${(event: CustomEvent<string>) => {
      this.adding = false;
      this.notice = event.detail;
      void this.load();
    }}></nerest-camera-form>`;
  }
}

customElements.define('nerest-streams', StreamsPage);
