/** The Streams page: every camera with its last image, its rate and its gaps. */

import { html, type TemplateResult } from 'lit';
import { call, download, get, thumbnailUrl } from '../api.ts';
import { ago, minutes, number, percent, t } from '../i18n/index.ts';
import { empty, link, Page } from '../kit.ts';
import { listen } from '../live.ts';
import { storesCamera } from './registration.ts';

interface Stream {
  id: string;
  name: string;
  frames: number;
  framesLastHour: number;
  longestGapSeconds?: number;
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

interface Upload {
  frames: { status: string; reason?: string }[];
}

/** A camera that sends many frames is measured at most this often. */
const MEASURE_MILLIS = 5_000;
/** How often the ages of the last frames are shown anew. */
const AGE_MILLIS = 10_000;

class StreamsPage extends Page {
  private streams: Stream[] | undefined;
  private labelled = new Map<string, number>();
  private visibility = new Map<string, { frameId: string; at: number; measured: Visibility | undefined }>();
  private adding = false;
  private files: File[] = [];
  private preview = '';
  private notice = '';
  /** Whether a camera is being tried. */
  private looking = false;
  /** Whether a camera is being stored, with its images. */
  private saving = false;
  /** What the sources that are read by their address are doing, by stream. */
  private sources = new Map<string, Source>();
  private stop: () => void = () => {};
  private timer = 0;
  private loading = false;
  private again = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.stop = listen((event) => {
      if (event.type === 'frames' || event.type === 'reset' || event.type === 'labels') void this.load();
    });
    // The ages of the last frames grow while none arrives.
    this.timer = setInterval(() => this.requestUpdate(), AGE_MILLIS) as unknown as number;
    void this.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
    clearInterval(this.timer);
    URL.revokeObjectURL(this.preview);
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
      ${source.detail}</dd>`;
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

  private choose(event: Event): void {
    this.files = [...(event.target as HTMLInputElement).files ?? []];
    URL.revokeObjectURL(this.preview);
    this.preview = this.files[0] ? URL.createObjectURL(this.files[0]) : '';
    this.requestUpdate();
  }

  private value(name: string): string {
    return this.querySelector<HTMLInputElement>(`form input[name=${name}]`)?.value.trim() ?? '';
  }

  /** Shows the camera's image before the camera is saved. */
  private async look(): Promise<void> {
    this.looking = true;
    this.requestUpdate();
    await this.attempt(async () => {
      const image = await download('/ingest/source-previews', { url: this.value('url') });
      URL.revokeObjectURL(this.preview);
      this.preview = URL.createObjectURL(image);
    });
    this.looking = false;
    this.requestUpdate();
  }

  private async save(event: Event): Promise<void> {
    event.preventDefault();
    const id = this.value('id');
    const name = this.value('name');
    const url = this.value('url');
    this.saving = true;
    this.requestUpdate();
    await this.attempt(async () => {
      if (storesCamera(this.streams ?? [], id, name)) {
        await call('PUT', `/ingest/streams/${encodeURIComponent(id)}`, name ? { name } : {});
      }
      if (url) await call('PUT', `/ingest/sources/${encodeURIComponent(id)}`, { url });
      if (this.files.length > 0) await this.upload(id);
      this.adding = false;
      this.files = [];
      this.preview = '';
      await this.load();
    });
    this.saving = false;
    this.requestUpdate();
  }

  private async upload(streamId: string): Promise<void> {
    const body = new FormData();
    body.append('streamId', streamId);
    for (const file of this.files) body.append('image', file, file.name);
    const { frames } = await call<Upload>('POST', '/ingest/frames', body);
    const rejected = frames.filter((frame) => frame.status === 'REJECTED');
    this.notice = t().streams.uploaded.replace('{n}', number(frames.length - rejected.length)) +
      (rejected.length > 0
        ? '. ' + t().streams.rejected.replace('{n}', number(rejected.length)).replace('{reason}', rejected[0]!.reason ?? '')
        : '');
  }

  protected override render(): TemplateResult {
    const texts = t().streams;
    if (!this.streams) return html`<h1>${texts.title}</h1>${this.problemLine()}<p class="quiet">${t().common.loading}</p>`;
    const add = this.isOperator
      ? html`<button class="main" @click=${() => {
        this.adding = true;
        this.requestUpdate();
      }}>${texts.add}</button>`
      : html`<p class="quiet">${t().common.operatorOnly}</p>`;
    return html`<h1>${texts.title}</h1>${this.problemLine()}
      <p role="status">${this.notice}</p>
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
          ${this.light(stream)} ${this.source(this.sources.get(stream.id))}
        </dl>
      </div>
    </article>`;
  }

  private form(): TemplateResult {
    const texts = t().streams;
    return html`<form class="panel" @submit=${(event: Event) => void this.save(event)}>
      <h2>${texts.add}</h2>
      <label>${texts.id}<input name="id" required pattern="[A-Za-z0-9][A-Za-z0-9._\\-]{0,99}" autocomplete="off"></label>
      <label>${texts.name}<input name="name" maxlength="200" autocomplete="off"></label>
      <label>${texts.address}<input name="url" maxlength="2000" autocomplete="off" placeholder="rtsp://192.168.1.20/stream"
        @input=${() => this.requestUpdate()}></label>
      <div><button type="button" data-look ?disabled=${this.looking || this.value('url') === ''}
        @click=${() => void this.look()}>${this.looking ? texts.looking : texts.look}</button></div>
      <label>${texts.upload}<input type="file" name="files" accept="image/*" multiple
        @change=${(event: Event) => this.choose(event)}></label>
      ${this.preview ? html`<p>${texts.preview}</p><img class="wide-image" src=${this.preview} alt=${texts.preview}>` : ''}
      <div class="bar"><button class="main" ?disabled=${this.saving}>${this.saving ? texts.saving : t().common.save}</button>
        <button type="button" @click=${() => {
      this.adding = false;
      this.requestUpdate();
    }}>${t().common.cancel}</button></div>
    </form>`;
  }
}

customElements.define('nerest-streams', StreamsPage);
