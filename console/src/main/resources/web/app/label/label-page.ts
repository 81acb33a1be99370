/** The Label page: frames of all campaigns one after the other, by keyboard or pointer. */

import { html, svg, type TemplateResult } from 'lit';
import { call, type Campaign, get, type OpenFrame, pageId, Problem } from '../api.ts';
import { ago, number, t } from '../i18n/index.ts';
import { describe, empty, link, Page } from '../kit.ts';
import { listen } from '../live.ts';
import { Activity } from './activity.ts';
import { moved, type Rect, resized } from './geometry.ts';
import { type Action, ACTIONS, actionOf, type KeyMap, keyName, keys, storeKeys } from './keys.ts';
import { added, boxesOf, effortOf, type Mark, nextId, replaced, shown, without } from './marks.ts';
import { differenceFromMedian } from './motion.ts';
import { type Entry, type Newest, type Origin, Outbox, type Outcome, type Report } from './outbox.ts';
import './stage.ts';
import { LabelStage } from './stage.ts';
import { drafts, outboxStore } from './storage.ts';
import { loadImage, Task } from './task.ts';

/** Frames that are decoded ahead of the one in hand. */
const AHEAD = 5;
/** Frames that are reserved and loaded, so that work goes on while the server cannot be reached. */
const HELD = 15;
const STEP = 0.05;
const CONTRASTS = [1, 1.5, 2.2];
const FLICKER_MILLIS = 140;

interface Desk {
  open: number;
  frames: OpenFrame[];
}

interface Conflict {
  entry: Entry;
  newest: Newest;
}

export class LabelPage extends Page {
  private tasks: Task[] = [];
  private done: Task[] = [];
  private finished = new Set<string>();
  private open = 0;
  private loaded = false;
  private selected: number | undefined;
  private threshold = Number(localStorage.getItem('nerest.threshold') ?? 0.25);
  private contrast = Number(localStorage.getItem('nerest.contrast') ?? 1);
  private gamma = Number(localStorage.getItem('nerest.gamma') ?? 1);
  private shortcuts = localStorage.getItem('nerest.shortcuts') !== 'off';
  private keyMap: KeyMap = keys();
  private changing: Action | undefined;
  private hiding = false;
  private classId = 0;
  private overlay: ImageData | ImageBitmap | undefined;
  private heldCode: string | undefined;
  private notice = '';
  private report: Report = { waiting: 0, offline: false, noSession: false };
  private conflicts: Conflict[] = [];
  private campaigns = new Map<string, Campaign>();
  private readonly activity = new Activity();
  private filling = false;
  private again = false;
  private stopListening: () => void = () => {};
  private timer = 0;
  private acted = 0;
  private loadedAhead = 0;

  private readonly outbox = new Outbox(
    outboxStore,
    (entry) => this.send(entry),
    (millis, wake) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, millis);
        wake(() => {
          clearTimeout(timer);
          resolve();
        });
      }),
    (report) => {
      this.report = report;
      this.requestUpdate();
    },
    (entry, outcome) => this.failed(entry, outcome),
  );

  private readonly onKey = (event: KeyboardEvent): void => this.key(event);
  private readonly onKeyUp = (event: KeyboardEvent): void => this.keyUp(event);
  private readonly onInput = (): void => this.activity.input(performance.now());
  private readonly onLeave = (): void => release();
  private readonly onOnline = (): void => this.outbox.retry();
  private readonly onVisibility = (): void => {
    if (document.hidden) this.activity.stop(performance.now());
    else this.activity.input(performance.now());
  };

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.onKey);
    document.addEventListener('keyup', this.onKeyUp);
    document.addEventListener('pointermove', this.onInput);
    document.addEventListener('visibilitychange', this.onVisibility);
    globalThis.addEventListener('online', this.onOnline);
    globalThis.addEventListener('pagehide', this.onLeave);
    this.stopListening = listen((event) => {
      if (event.type === 'batches' || event.type === 'models' || event.type === 'reset') void this.fill();
      if (event.type === 'labels') this.labelledByOther(event.data);
      if (event.type === 'models') this.campaigns.clear();
    });
    this.timer = setInterval(() => void this.fill(), 30_000) as unknown as number;
    void this.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.onKey);
    document.removeEventListener('keyup', this.onKeyUp);
    document.removeEventListener('pointermove', this.onInput);
    document.removeEventListener('visibilitychange', this.onVisibility);
    globalThis.removeEventListener('online', this.onOnline);
    globalThis.removeEventListener('pagehide', this.onLeave);
    release();
    this.stopListening();
    clearInterval(this.timer);
    this.tasks.forEach((task) => task.release());
  }

  private async start(): Promise<void> {
    for (const frame of await this.outbox.open()) this.finished.add(frame);
    await this.fill();
  }

  /** Reserves frames until the page holds enough of them; the one in hand stays. */
  private async fill(): Promise<void> {
    if (this.filling) {
      this.again = true;
      return;
    }
    this.filling = true;
    try {
      const desk = await call<Desk>('POST', '/label/next', { page: pageId, count: HELD, ...restriction() });
      this.open = desk.open;
      const held = new Map(this.tasks.map((task) => [task.frameId, task]));
      const inHand = this.tasks[0];
      const next = desk.frames
        .filter((frame) => !this.finished.has(frame.frame.frameId) && frame.frame.frameId !== inHand?.frameId)
        .map((frame) => held.get(frame.frame.frameId) ?? new Task(frame));
      const kept = new Set(next);
      for (const task of this.tasks.slice(1)) if (!kept.has(task)) task.release();
      this.tasks = [...(inHand ? [inHand] : []), ...next];
      this.loaded = true;
      if (!inHand && this.tasks[0]) await this.show();
      this.prefetch();
    } catch (failure) {
      if (!(failure instanceof Problem && failure.status === 0)) this.problem = describe(failure);
      setTimeout(() => void this.fill(), 2000);
    } finally {
      this.filling = false;
      if (this.again) {
        this.again = false;
        void this.fill();
      }
    }
    this.requestUpdate();
  }

  private prefetch(): void {
    for (const task of this.tasks.slice(0, AHEAD + 1)) void task.prepare().catch(() => {});
    const loads = this.tasks.map((task) => task.fetch().then(() => 1, () => 0));
    void Promise.all(loads).then((loaded) => {
      this.loadedAhead = loaded.reduce<number>((sum, one) => sum + one, 0);
      this.requestUpdate();
    });
  }

  private get task(): Task | undefined {
    return this.tasks[0];
  }

  private get marks(): readonly Mark[] {
    return this.task?.history.current ?? [];
  }

  /** Shows the frame in hand and starts its clock. */
  private async show(): Promise<void> {
    const task = this.task;
    this.selected = undefined;
    this.overlay = undefined;
    if (!task) {
      this.requestUpdate();
      return;
    }
    if (!task.bitmap) {
      try {
        await task.prepare();
      } catch (failure) {
        this.problem = describe(failure);
        setTimeout(() => {
          if (this.task === task) void this.show();
        }, 2000);
        return;
      }
      if (this.task !== task) return;
    }
    this.problem = '';
    this.activity.start(performance.now(), task.activeMillis);
    this.requestUpdate();
    await this.updateComplete;
    await this.stage?.updateComplete;
    this.stage?.focus();
    if (this.acted > 0) {
      const from = this.acted;
      this.acted = 0;
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => performance.measure('nerest.next-frame', { start: from, end: performance.now() });
        channel.port2.postMessage(0);
      });
    }
    void this.gains(task);
  }

  private async gains(task: Task): Promise<void> {
    for (const request of task.open.requests) {
      if (this.campaigns.has(request.campaignId)) continue;
      try {
        this.campaigns.set(request.campaignId, await get<Campaign>(`/selector/campaigns/${request.campaignId}`));
        this.requestUpdate();
      } catch {
        // The page works without it.
      }
    }
  }

  private get stage(): LabelStage | null {
    return this.querySelector('nerest-stage');
  }

  private change(marks: readonly Mark[]): void {
    const task = this.task;
    if (!task) return;
    task.history.push(marks);
    this.saveDraft(task);
    this.requestUpdate();
  }

  private saveDraft(task: Task): void {
    void drafts.put({
      frameId: task.frameId,
      marks: task.history.current,
      activeMillis: this.activity.millis(performance.now()),
    });
  }

  /** Stores the label of the frame in hand, and goes on to the next. */
  private async finish(marks: readonly Mark[], origin?: Origin): Promise<void> {
    const task = this.task;
    if (!task || !task.bitmap) return;
    this.acted = performance.now();
    this.activity.input(this.acted);
    const kept = shown(marks, this.threshold);
    const effort = effortOf(
      marks,
      task.open.suggestion,
      this.threshold,
      this.activity.millis(this.acted),
      task.open.blind,
    );
    task.activeMillis = effort.activeMillis;
    if (marks !== task.history.current) task.history.push(marks);
    this.finished.add(task.frameId);
    this.tasks.shift();
    this.done.push(task);
    for (const old of this.done.splice(0, Math.max(0, this.done.length - 20))) old.release();
    this.open = Math.max(0, this.open - 1);
    const stored = this.outbox.add({
      frameId: task.frameId,
      boxes: boxesOf(kept),
      baseRevision: task.baseRevision,
      effort: origin ? { ...effort, origin } : effort,
    });
    this.say(t().label.saved);
    await Promise.all([this.show(), stored.then(() => drafts.remove(task.frameId))]);
    if (this.tasks.length < HELD) void this.fill();
    else this.prefetch();
  }

  /** Takes the last frame back: its label is stored again as a new revision. */
  private async back(): Promise<void> {
    const task = this.done.pop();
    if (!task) return;
    this.finished.delete(task.frameId);
    this.tasks.unshift(task);
    this.open++;
    await this.show();
  }

  private async skip(): Promise<void> {
    const task = this.task;
    if (!task) return;
    this.finished.add(task.frameId);
    this.tasks.shift();
    task.release();
    this.say(t().label.skipped);
    await Promise.all([
      this.show(),
      call('POST', `/label/frames/${task.frameId}/skip`).catch((failure) => (this.problem = describe(failure))),
    ]);
    void this.fill();
  }

  private async send(entry: Entry): Promise<Outcome> {
    try {
      const stored = await call<{ revision: number }>(
        'POST',
        `/label/frames/${entry.frameId}`,
        { boxes: entry.boxes, baseRevision: entry.baseRevision, effort: entry.effort },
        { 'Idempotency-Key': entry.key },
      );
      const task = [...this.done, ...this.tasks].find((one) => one.frameId === entry.frameId);
      if (task) task.baseRevision = stored.revision;
      return { kind: 'stored', revision: stored.revision };
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
      if (failure.status === 401) return { kind: 'no-session' };
      if (failure.status === 409 && failure.body['newest']) {
        return { kind: 'conflict', newest: failure.body['newest'] as Newest };
      }
      // The first attempt is still processed.
      if (failure.status === 409) return { kind: 'retry' };
      if (failure.status === 0 || failure.status >= 500 || failure.status === 429) return { kind: 'retry' };
      return { kind: 'refused', detail: failure.message };
    }
  }

  private failed(entry: Entry, outcome: Outcome): void {
    if (outcome.kind === 'conflict') {
      this.conflicts = [...this.conflicts, { entry, newest: outcome.newest }];
    } else if (outcome.kind === 'refused') {
      this.problem = t().label.refused.replace('{reason}', outcome.detail);
    }
    this.requestUpdate();
  }

  private resolve(conflict: Conflict, mine: boolean): void {
    this.conflicts = this.conflicts.filter((one) => one !== conflict);
    if (mine) {
      const { frameId, boxes, effort } = conflict.entry;
      void this.outbox.add({ frameId, boxes, effort, baseRevision: conflict.newest.revision });
    }
    this.requestUpdate();
  }

  private labelledByOther(label: Record<string, unknown>): void {
    if (label['author'] === this.session?.name) return;
    const index = this.tasks.findIndex((task) => task.frameId === label['frameId']);
    if (index > 0) {
      this.finished.add(this.tasks[index]!.frameId);
      this.tasks.splice(index, 1)[0]!.release();
    }
    if (index === 0) this.say(t().label.labelledByOther.replace('{author}', String(label['author'])));
    void this.fill();
  }

  private say(text: string): void {
    this.notice = text;
    this.requestUpdate();
  }

  private key(event: KeyboardEvent): void {
    this.onInput();
    const target = event.composedPath()[0] as HTMLElement;
    if (this.changing) {
      event.preventDefault();
      if (event.code !== 'Escape') this.keyMap = { ...this.keyMap, [this.changing]: event.code };
      storeKeys(this.keyMap);
      this.changing = undefined;
      this.requestUpdate();
      return;
    }
    if (target.closest('input, select, textarea, dialog') || event.ctrlKey || event.metaKey) return;
    if (event.code === 'Space' && target.closest('button, a, summary')) return;
    if (!this.shortcuts || !this.task) return;
    if (this.held(event)) {
      event.preventDefault();
    }
  }

  /** Handles a key; false if it means nothing here. */
  private held(event: KeyboardEvent): boolean {
    if (event.code.startsWith('Arrow')) return this.arrow(event);
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    if (digit) return this.chooseClass(Number(digit[1]) - 1);
    if (event.code === 'Escape') {
      this.stage?.cancelBox();
      this.selected = undefined;
      this.requestUpdate();
      return true;
    }
    const action = actionOf(this.keyMap, event.code, event.shiftKey);
    if (!action) return false;
    const repeats = action === 'thresholdUp' || action === 'thresholdDown' || action === 'undo' || action === 'redo';
    if (event.repeat && !repeats) return true;
    this.perform(action, event.code);
    return true;
  }

  private perform(action: Action | 'redo', code = ''): void {
    const task = this.task;
    if (!task) return;
    switch (action) {
      case 'accept':
        void this.finish(this.marks);
        break;
      case 'empty':
        void this.finish([], 'EMPTY');
        break;
      case 'reject':
        this.reject();
        break;
      case 'box':
        this.draw({ cx: 0.5, cy: 0.5, w: 0.2, h: 0.2 });
        break;
      case 'previous':
        void this.attempt(async () => {
          if (await task.copyPrevious()) this.saveDraft(task);
          else this.say(t().label.noPrevious);
        });
        break;
      case 'thresholdUp':
      case 'thresholdDown':
        this.setThreshold(this.threshold + (action === 'thresholdUp' ? STEP : -STEP));
        break;
      case 'contrast':
        this.setContrast(CONTRASTS[(CONTRASTS.indexOf(this.contrast) + 1) % CONTRASTS.length]!);
        break;
      case 'neighbours':
      case 'motion':
        this.heldCode = code;
        void this.showNeighbours(task, action === 'motion');
        break;
      case 'hide':
        this.heldCode = code;
        this.hiding = true;
        break;
      case 'undo':
        task.history.undo();
        this.saveDraft(task);
        break;
      case 'redo':
        task.history.redo();
        this.saveDraft(task);
        break;
      case 'back':
        void this.back();
        break;
      case 'unsure':
        void this.skip();
        break;
      case 'help':
        this.querySelector<HTMLDetailsElement>('details.keys')!.open = true;
        this.querySelector<HTMLElement>('details.keys summary')!.focus();
        break;
    }
    this.requestUpdate();
  }

  private keyUp(event: KeyboardEvent): void {
    if (event.code !== this.heldCode) return;
    this.heldCode = undefined;
    this.hiding = false;
    this.overlay = undefined;
    this.requestUpdate();
  }

  /** While the key is held: the neighbours in time one after the other, or what differs from their median. */
  private async showNeighbours(task: Task, motion: boolean): Promise<void> {
    const code = this.heldCode;
    const { before, after } = await task.loadNeighbours();
    const frames = [...[...before].reverse(), ...after];
    if (frames.length === 0) {
      this.say(t().label.noNeighbours);
      return;
    }
    const images = await Promise.all(frames.map((frame) => loadImage(frame.id)));
    const { width, height } = task.open.frame;
    if (motion) {
      const pixels = [task.bitmap!, ...images].map((image) => {
        const canvas = new OffscreenCanvas(width, height);
        const context = canvas.getContext('2d')!;
        context.drawImage(image, 0, 0, width, height);
        return context.getImageData(0, 0, width, height).data;
      });
      if (this.heldCode === code) {
        this.overlay = new ImageData(differenceFromMedian(pixels[0]!, pixels.slice(1)), width, height);
        this.requestUpdate();
      }
    } else {
      const sequence = [...images.slice(0, before.length), task.bitmap!, ...images.slice(before.length)];
      for (let i = 0; this.heldCode === code && this.task === task; i++) {
        this.overlay = sequence[i % sequence.length];
        this.requestUpdate();
        await new Promise((resolve) => setTimeout(resolve, FLICKER_MILLIS));
      }
    }
    images.forEach((image) => image.close());
  }

  private reject(): void {
    const visible = shown(this.marks, this.threshold);
    const index = visible.findIndex((mark) => mark.id === this.selected);
    const mark = visible[index] ?? (visible.length === 1 ? visible[0] : undefined);
    if (!mark) {
      this.say(t().label.chooseFirst);
      return;
    }
    this.change(without(this.marks, mark.id));
    this.selected = visible[index + 1]?.id;
    void this.updateComplete.then(() => this.focusSelected());
  }

  private focusSelected(): void {
    const box = this.querySelector<SVGElement>(`g.box[data-id="${this.selected}"]`);
    if (box) box.focus();
    else this.stage?.focus();
  }

  private draw(box: Rect): void {
    const id = nextId(this.marks);
    this.change(added(this.marks, [{ classId: this.classId, ...box }]));
    this.selected = id;
  }

  private chooseClass(classId: number): boolean {
    if (classId >= (this.session?.classNames.length ?? 1)) return false;
    this.classId = classId;
    const mark = this.marks.find((one) => one.id === this.selected);
    if (mark && mark.classId !== classId) this.change(replaced(this.marks, { ...mark, classId }));
    this.requestUpdate();
    return true;
  }

  private arrow(event: KeyboardEvent): boolean {
    const mark = this.marks.find((one) => one.id === this.selected);
    const task = this.task;
    if (!mark || !task) return false;
    const step = event.shiftKey ? 10 : 1;
    const dx = (event.code === 'ArrowRight' ? step : event.code === 'ArrowLeft' ? -step : 0) / task.open.frame.width;
    const dy = (event.code === 'ArrowDown' ? step : event.code === 'ArrowUp' ? -step : 0) / task.open.frame.height;
    const least = { x: 3 / task.open.frame.width, y: 3 / task.open.frame.height };
    this.change(replaced(this.marks, event.altKey ? resized(mark, dx, dy, least) : moved(mark, dx, dy)));
    return true;
  }

  private setThreshold(value: number): void {
    this.threshold = Math.min(0.95, Math.max(0.05, Math.round(value * 100) / 100));
    localStorage.setItem('nerest.threshold', String(this.threshold));
    this.requestUpdate();
  }

  private setContrast(value: number): void {
    this.contrast = value;
    localStorage.setItem('nerest.contrast', String(value));
    this.requestUpdate();
  }

  private setGamma(value: number): void {
    this.gamma = value;
    localStorage.setItem('nerest.gamma', String(value));
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const texts = t().label;
    if (this.session?.role === 'VIEWER') return empty(texts.title, texts.viewer);
    return html`
      <h1 class="sr-only">${texts.title}</h1>
      <div class="label-page" data-loaded=${this.loadedAhead}>
        <section class="desk">${this.desk()}</section>
        <aside class="side" aria-label=${texts.aboutFrame}>${this.side()}</aside>
      </div>
      <p class="sr-only" role="status">${this.notice}</p>`;
  }

  protected override updated(): void {
    this.stage?.requestUpdate();
  }

  private desk(): TemplateResult {
    const texts = t().label;
    const task = this.task;
    if (!task) {
      return this.loaded && this.open === 0
        ? empty(texts.nothing, texts.nothingNext, link('/campaigns', t().campaigns.title))
        : empty(texts.loading, this.open > 0 ? texts.othersHold : '');
    }
    return html`
      <nerest-stage .bitmap=${task.bitmap} .overlay=${this.overlay} .width=${task.open.frame.width}
        .height=${task.open.frame.height} .marks=${shown(this.marks, this.threshold)} .selected=${this.selected}
        .hidden_=${this.hiding} .classNames=${this.session?.classNames ?? []} .contrast=${this.contrast}
        .gamma=${this.gamma} .disabled=${!task.bitmap}
        .frameId=${task.bitmap ? task.frameId : ''}
        @choose=${(event: CustomEvent<number>) => this.choose(event.detail)}
        @draw=${(event: CustomEvent<Rect>) => this.draw(event.detail)}
        @edit=${(event: CustomEvent<Mark>) => this.change(replaced(this.marks, event.detail))}></nerest-stage>
      <div class="tools" role="toolbar" aria-label=${texts.tools}>
        ${this.tool('accept', texts.accept)} ${this.tool('empty', texts.empty)} ${this.tool('reject', texts.reject)}
        ${this.tool('previous', texts.previous)} ${this.tool('undo', texts.undo)} ${this.tool('back', texts.back)}
        ${this.tool('unsure', texts.unsure)}
      </div>`;
  }

  private choose(id: number): void {
    if (this.selected === id) return;
    this.selected = id;
    this.requestUpdate();
  }

  private tool(action: Action, text: string): TemplateResult {
    return html`<button data-action=${action} @click=${() => {
      this.perform(action);
      this.stage?.focus();
    }}>${text}${this.shortcuts ? html` <kbd>${keyName(this.keyMap[action])}</kbd>` : ''}</button>`;
  }

  private side(): TemplateResult {
    const texts = t().label;
    const task = this.task;
    return html`
      ${this.sync()} ${this.problemLine()} ${this.conflicts.map((conflict) => this.conflictBox(conflict))}
      ${
      task
        ? html`
          <p class="big"><strong data-open>${number(this.open)}</strong> ${texts.left}</p>
          <p>${texts.camera}: <strong>${task.open.frame.streamId}</strong>${
          task.open.capturedAt ? html`, ${ago(task.open.capturedAt)}` : ''
        }</p>
          <h2>${texts.why}</h2>
          ${task.open.blind ? html`<p class="blind">${texts.blind}</p>` : ''}
          ${task.open.requests.map((request) => this.why(request))}
          ${
          task.open.draws.map((draw) =>
            html`<p class="why">${link('/season/' + draw.seasonId, draw.season)}: ${texts.drawn}</p>`
          )
        }
          ${
          task.open.suggestion
            ? html`<p class="quiet">${texts.suggestedBy} <code>${task.open.suggestion.modelId}</code></p>`
            : ''
        }`
        : ''
    }
      <h2>${texts.view}</h2>
      <label>${texts.threshold} <output>${number(this.threshold * 100)} %</output>
        <input type="range" min="0.05" max="0.95" step="0.05" .value=${String(this.threshold)}
          @input=${(event: Event) => this.setThreshold(Number((event.target as HTMLInputElement).value))}></label>
      <label>${texts.contrast}
        <input type="range" min="0.5" max="3" step="0.1" .value=${String(this.contrast)}
          @input=${(event: Event) => this.setContrast(Number((event.target as HTMLInputElement).value))}></label>
      <label>${texts.gamma}
        <input type="range" min="0.4" max="3" step="0.1" .value=${String(this.gamma)}
          @input=${(event: Event) => this.setGamma(Number((event.target as HTMLInputElement).value))}></label>
      ${
      (this.session?.classNames.length ?? 1) > 1
        ? html`<fieldset><legend>${texts.class}</legend>${
          this.session!.classNames.map((name, id) =>
            html`<label><input type="radio" name="class" .checked=${id === this.classId}
              @change=${() => this.chooseClass(id)}> <kbd>${id + 1}</kbd> ${name}</label>`
          )
        }</fieldset>`
        : ''
    }
      ${this.keyHelp()}`;
  }

  private sync(): TemplateResult {
    const texts = t().label;
    const { waiting, offline, noSession } = this.report;
    const text = noSession
      ? texts.noSession
      : offline
      ? texts.offline.replace('{n}', number(waiting))
      : waiting > 0
      ? texts.sending.replace('{n}', number(waiting))
      : texts.allSaved;
    return html`<p class="sync ${offline || noSession ? 'bad' : ''}" role="status" data-waiting=${waiting}>${text}</p>`;
  }

  private conflictBox(conflict: Conflict): TemplateResult {
    const texts = t().label;
    return html`<section class="conflict" role="alert">
      <p>${texts.conflict.replace('{author}', conflict.newest.author)}</p>
      <div class="pair">
        <figure>${this.thumb(conflict.entry.frameId, conflict.newest.boxes)}
          <figcaption>${conflict.newest.author}</figcaption></figure>
        <figure>${this.thumb(conflict.entry.frameId, conflict.entry.boxes)}<figcaption>${texts.mine}</figcaption></figure>
      </div>
      <button @click=${() => this.resolve(conflict, false)}>${texts.keepTheirs}</button>
      <button @click=${() => this.resolve(conflict, true)}>${texts.useMine}</button>
    </section>`;
  }

  private thumb(frameId: string, boxes: { cx: number; cy: number; w: number; h: number }[]): TemplateResult {
    return html`<div class="thumb"><img src=${`/api/ingest/frames/${frameId}/image`} alt="">
      <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">${
      boxes.map((box) => svgRect(box))
    }</svg></div>`;
  }

  private why(request: OpenFrame['requests'][number]): TemplateResult {
    const texts = t().label;
    const curve = this.campaigns.get(request.campaignId)?.curve ?? [];
    const last = curve.at(-1);
    const before = curve.at(-2);
    return html`<div class="why">
      <p>${link(`/campaigns/${request.campaignId}`, request.campaign)}, ${texts.round} ${request.round},
        ${texts.rank} ${request.rank}</p>
      <p>${request.reason}</p>
      <details><summary>${texts.score} ${number(request.score, 3)}</summary>
        <table>${
      Object.entries(request.parts).map(([name, value]) =>
        html`<tr><th scope="row">${name}</th><td>${number(value, 3)}</td></tr>`
      )
    }</table></details>
      ${
      last && before
        ? html`<p class="gain">${
          texts.gain
            .replace('{labels}', number(last.labels - before.labels))
            .replace('{gain}', number((last['mAP50-95'] - before['mAP50-95']) * 100, 1))
        }</p>`
        : ''
    }
    </div>`;
  }

  private keyHelp(): TemplateResult {
    const texts = t().label;
    return html`<details class="keys">
      <summary>${texts.keys}</summary>
      <label><input type="checkbox" .checked=${this.shortcuts} @change=${(event: Event) => {
      this.shortcuts = (event.target as HTMLInputElement).checked;
      localStorage.setItem('nerest.shortcuts', this.shortcuts ? 'on' : 'off');
      this.requestUpdate();
    }}> ${texts.shortcuts}</label>
      <table>
        ${
      (Object.keys(ACTIONS) as Action[]).map((action) =>
        html`<tr><th scope="row">${texts.actions[action]}</th><td><button @click=${() => {
          this.changing = action;
          this.requestUpdate();
        }}>${this.changing === action ? texts.pressKey : keyName(this.keyMap[action])}</button></td></tr>`
      )
    }
        <tr><th scope="row">${texts.nextBox}</th><td><kbd>Tab</kbd></td></tr>
        <tr><th scope="row">${texts.moveBox}</th><td><kbd>← ↑ → ↓</kbd>, <kbd>Shift</kbd>, <kbd>Alt</kbd></td></tr>
        <tr><th scope="row">${texts.class}</th><td><kbd>1</kbd>-<kbd>9</kbd></td></tr>
      </table>
    </details>`;
  }
}

/** The season whose frames alone are labelled, if the address names one. */
function restriction(): { season?: string } {
  const season = new URLSearchParams(location.search).get('season');
  return season ? { season } : {};
}

/** Gives the reserved frames back when the page is left; they are reserved again when it is opened. */
function release(): void {
  void fetch('/api/label/release', { method: 'POST', keepalive: true, headers: { 'X-Nerest-Console': pageId } }).catch(() => {});
}

function svgRect(box: { cx: number; cy: number; w: number; h: number }): TemplateResult {
  return svg`<rect x=${box.cx - box.w / 2} y=${box.cy - box.h / 2} width=${box.w} height=${box.h}></rect>`;
}

customElements.define('nerest-label', LabelPage);
