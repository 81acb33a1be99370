/** The form that adds a camera, or images to one that exists. */

import { html, type TemplateResult } from 'lit';
import { call, download, Problem } from '../api.ts';
import { dateTime, number, t } from '../i18n/index.ts';
import { describe, Page } from '../kit.ts';
import { captureTimes, parts, proposedId, storesCamera } from './registration.ts';

interface Upload {
  frames: { status: string; reason?: string }[];
}

/** What an upload has come to so far. */
interface Stored {
  stored: number;
  duplicates: number;
  rejected: number;
  reason: string;
}

/** Images of one request. */
const IMAGES_PER_REQUEST = 50;

/** Tells the page around the form that it is finished, with what was stored; an empty text after a cancellation. */
export class CameraFormClosed extends CustomEvent<string> {
  constructor(notice: string) {
    super('closed', { detail: notice });
  }
}

class CameraForm extends Page {
  /** The cameras that exist. */
  known: { id: string }[] = [];
  /** The camera to which images are added; empty for a new one. */
  camera = '';
  private id_ = '';
  /** Whether the id was typed; until then it follows the name. */
  private ownId = false;
  private files: File[] = [];
  private preview = '';
  /** The field that the problem is about. */
  private wrong: 'url' | '' = '';
  private connecting = false;
  private saving = false;
  private progress = '';
  /** The address that sent an image, or that is to be saved although it did not. */
  private accepted = '';

  override connectedCallback(): void {
    super.connectedCallback();
    this.id_ = this.camera;
    this.ownId = this.camera !== '';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    URL.revokeObjectURL(this.preview);
  }

  private value(name: string): string {
    return this.querySelector<HTMLInputElement>(`input[name=${name}]`)?.value.trim() ?? '';
  }

  private show(image: Blob | undefined): void {
    URL.revokeObjectURL(this.preview);
    this.preview = image ? URL.createObjectURL(image) : '';
  }

  /** Runs an action; a problem is shown beside the field that it is about. */
  private async act(work: () => Promise<void>): Promise<void> {
    this.wrong = '';
    this.problem = '';
    try {
      await work();
    } catch (failure) {
      const errors = failure instanceof Problem ? failure.body['errors'] as { field?: string; message?: string }[] | undefined : undefined;
      const aboutUrl = errors?.length === 1 && errors[0]!.field === 'url';
      this.wrong = aboutUrl ? 'url' : '';
      this.problem = aboutUrl ? t().streams.addressProblem.replace('{reason}', errors[0]!.message ?? '') : describe(failure);
    }
    this.requestUpdate();
  }

  /** Shows the camera's image before the camera is saved. */
  private async connect(): Promise<void> {
    const url = this.value('url');
    this.connecting = true;
    this.requestUpdate();
    await this.act(async () => {
      this.show(await download('/ingest/source-previews', { url }));
      this.accepted = url;
    });
    this.connecting = false;
    this.requestUpdate();
  }

  private async save(event: Event): Promise<void> {
    event.preventDefault();
    const url = this.value('url');
    this.saving = true;
    this.requestUpdate();
    // An address that does not answer is stored only if the person wants that.
    if (url && url !== this.accepted) await this.connect();
    if (!this.wrong && !(this.problem && url && url !== this.accepted)) await this.act(() => this.store(url));
    this.saving = false;
    this.requestUpdate();
  }

  private async store(url: string): Promise<void> {
    const id = this.value('id');
    const name = this.value('name');
    if (storesCamera(this.known, id, name)) await call('PUT', `/ingest/streams/${encodeURIComponent(id)}`, name ? { name } : {});
    if (url) await call('PUT', `/ingest/sources/${encodeURIComponent(id)}`, { url });
    const done = await this.upload(id);
    const texts = t().streams;
    const camera = name || id;
    const notice = [texts.saved.replace('{camera}', camera)];
    if (done.stored > 0) notice.push(texts.uploaded.replace('{n}', number(done.stored)));
    if (done.duplicates > 0) notice.push(texts.duplicates.replace('{n}', number(done.duplicates)));
    if (done.rejected > 0) notice.push(texts.rejected.replace('{n}', number(done.rejected)).replace('{reason}', done.reason));
    this.dispatchEvent(new CameraFormClosed(notice.join(' ')));
  }

  private async upload(streamId: string): Promise<Stored> {
    const { times } = captureTimes(this.files);
    const images = this.files.map((file, i) => ({ file, time: times[i]! })).sort((a, b) => a.time.getTime() - b.time.getTime());
    const done: Stored = { stored: 0, duplicates: 0, rejected: 0, reason: '' };
    for (const part of parts(images, IMAGES_PER_REQUEST)) {
      this.progress = t().streams.uploading.replace('{n}', number(done.stored + done.duplicates + done.rejected)).replace('{all}', number(images.length));
      this.requestUpdate();
      const frames = await this.send(streamId, part);
      const rejected = frames.filter((frame) => frame.status === 'REJECTED');
      const duplicates = frames.filter((frame) => frame.status === 'DUPLICATE');
      done.duplicates += duplicates.length;
      done.stored += frames.length - rejected.length - duplicates.length;
      done.rejected += rejected.length;
      done.reason ||= rejected[0]?.reason ?? '';
    }
    this.progress = '';
    return done;
  }

  private async send(streamId: string, images: { file: File; time: Date }[]): Promise<Upload['frames']> {
    const body = new FormData();
    body.append('streamId', streamId);
    for (const { file, time } of images) {
      body.append('capturedAt', time.toISOString());
      body.append('image', file, file.name);
    }
    try {
      return (await call<Upload>('POST', '/ingest/frames', body)).frames;
    } catch (failure) {
      // If all images of a request are rejected, the answer is a problem that lists them.
      const frames = failure instanceof Problem ? failure.body['frames'] : undefined;
      if (!Array.isArray(frames)) throw failure;
      return frames as Upload['frames'];
    }
  }

  private fileLine(): TemplateResult | string {
    if (this.files.length === 0) return '';
    const { times, fromNames } = captureTimes(this.files);
    const millis = times.map((time) => time.getTime());
    const range = [Math.min(...millis), Math.max(...millis)].map((time) => dateTime(new Date(time).toISOString()));
    const texts = t().streams;
    return html`<p class="quiet" data-times>${
      (fromNames ? texts.timesOfNames : texts.timesOfFiles).replace('{from}', range[0]!).replace('{to}', range[1]!)
    }</p>`;
  }

  private problemAtAddress(): TemplateResult {
    const texts = t().streams;
    const url = this.value('url');
    return html`<p class="problem" id="url-problem" role="alert">${this.problem}
      <button type="button" data-anyway @click=${() => {
      this.accepted = url;
      this.wrong = '';
      this.problem = '';
      this.querySelector('form')!.requestSubmit();
    }}>${texts.saveAnyway}</button></p>`;
  }

  private imagesField(): TemplateResult {
    return html`<label>${t().streams.upload}<input type="file" name="files" accept="image/*" multiple @change=${(event: Event) => {
      this.files = [...(event.target as HTMLInputElement).files ?? []];
      this.show(this.files[0]);
      this.requestUpdate();
    }}></label>`;
  }

  protected override render(): TemplateResult {
    const texts = t().streams;
    return html`<form class="panel" @submit=${(event: Event) => void this.save(event)}>
      <h2>${texts.add}</h2>
      <label>${texts.name}<input name="name" maxlength="200" autocomplete="off" @input=${(event: Event) => {
      if (!this.ownId) this.id_ = proposedId((event.target as HTMLInputElement).value);
      this.requestUpdate();
    }}></label>
      <label>${texts.id}<input name="id" required pattern="[A-Za-z0-9][A-Za-z0-9._\\-]{0,99}" title=${texts.idRule} autocomplete="off"
        .value=${this.id_} @input=${(event: Event) => {
      this.id_ = (event.target as HTMLInputElement).value;
      this.ownId = this.id_ !== '';
      this.requestUpdate();
    }}></label>
      ${this.known.some((one) => one.id === this.id_) ? html`<p role="status" data-exists>${texts.exists}</p>` : ''}
      <label>${texts.address}<input name="url" maxlength="2000" autocomplete="off" placeholder="rtsp://192.168.1.20/stream"
        aria-invalid=${this.wrong === 'url' ? 'true' : 'false'} aria-describedby="url-problem" @input=${() => this.requestUpdate()}></label>
      ${this.wrong === 'url' ? this.problemAtAddress() : ''}
      <div><button type="button" data-look ?disabled=${this.connecting || this.value('url') === ''}
        @click=${() => void this.connect()}>${this.connecting ? texts.looking : texts.look}</button></div>
      ${this.isOperator ? this.imagesField() : ''}
      ${this.fileLine()}
      ${this.preview ? html`<p>${texts.preview}</p><img class="wide-image" src=${this.preview} alt=${texts.preview}>` : ''}
      ${this.wrong === '' ? this.problemLine() : ''}
      <p role="status">${this.progress}</p>
      <div class="bar"><button class="main" ?disabled=${this.saving}>${this.saving ? texts.saving : t().common.save}</button>
        <button type="button" @click=${() => this.dispatchEvent(new CameraFormClosed(''))}>${t().common.cancel}</button></div>
    </form>`;
  }
}

customElements.define('nerest-camera-form', CameraForm);
