/** The Season page: how many fish were on the frames, with intervals that labels of drawn frames make narrower. */

import { html, type TemplateResult } from 'lit';
import { call, get } from '../api.ts';
import { dateTime, number, percent, t } from '../i18n/index.ts';
import { confirmTyped, empty, go, link, Page } from '../kit.ts';
import { listen } from '../live.ts';
import { chart } from './chart.ts';

interface Stream {
  id: string;
  name: string;
}

interface Season {
  id: string;
  name: string;
  modelId: string;
  streams: string[];
  /** The first time of capture. */
  from: string;
  /** After the last time of capture. */
  to: string;
  createdAt: string;
}

interface Count {
  value: number;
  low?: number;
  high?: number;
  perFrame: number;
  labels: number;
}

type PartName = 'stream' | 'day' | 'hour';

interface Part {
  part: PartName;
  key: string;
  frames: number;
  detected: number;
  count: Count;
}

interface SeasonView {
  season: Season;
  frames: number;
  /** Of these, frames without an image: they count with what was detected, and are not drawn. */
  expired: number;
  /** Frames that are not counted: their rows were removed before the season was opened. */
  removed: number;
  detected: number;
  drawn: number;
  labels: number;
  waiting: number;
  provisional: boolean;
  level: number;
  count?: Count;
  parts: Part[];
}

interface Passages {
  frames: number;
  in: number;
  out: number;
  net: number;
  hours: { hour: string; in: number; out: number }[];
}

const PARTS: PartName[] = ['stream', 'day', 'hour'];
const RELOAD_MILLIS = 3000;

class SeasonPage extends Page {
  path = '/season';
  private shownPath = '';
  private all: Season[] | undefined;
  private one: SeasonView | undefined;
  private streams: Stream[] = [];
  private starting = false;
  private division: PartName = 'day';
  private passages: Passages | undefined;
  private stop: () => void = () => {};
  private timer = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.stop = listen((event) => {
      // Labels come many at a time, and an estimate takes the server a while.
      if ((event.type === 'labels' || event.type === 'reset') && this.timer === 0) {
        this.timer = setTimeout(() => {
          this.timer = 0;
          void this.load();
        }, RELOAD_MILLIS) as unknown as number;
      }
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
    clearTimeout(this.timer);
    this.timer = 0;
  }

  protected override willUpdate(): void {
    if (this.shownPath !== this.path) {
      this.shownPath = this.path;
      this.one = undefined;
      this.passages = undefined;
      void this.load();
    }
  }

  private get canLabel(): boolean {
    return this.session !== undefined && this.session.role !== 'VIEWER';
  }

  private async load(): Promise<void> {
    const id = this.path.split('/')[2];
    await this.attempt(async () => {
      if (id) {
        [this.one, this.streams] = await Promise.all([get<SeasonView>(`/selector/seasons/${id}`), get<Stream[]>('/ingest/streams')]);
      } else {
        [this.all, this.streams] = await Promise.all([get<Season[]>('/selector/seasons'), get<Stream[]>('/ingest/streams')]);
      }
    });
  }

  private async start(event: Event): Promise<void> {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const day = (name: string): string | undefined => data.get(name) ? `${String(data.get(name))}T00:00:00Z` : undefined;
    await this.attempt(async () => {
      const started = await call<SeasonView>('POST', '/selector/seasons', {
        name: data.get('name'),
        streams: data.getAll('streams'),
        from: day('from'),
        to: day('to'),
      });
      this.starting = false;
      go(`/season/${started.season.id}`);
    });
  }

  private async draw(event: Event, season: Season): Promise<void> {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    await this.attempt(async () => {
      this.one = await call<SeasonView>('POST', `/selector/seasons/${season.id}/draws`, { draws: Number(data.get('draws')) });
    });
  }

  private async discard(season: Season): Promise<void> {
    if (!(await confirmTyped(t().season.removeQuestion, season.name))) return;
    await this.attempt(async () => {
      await call('DELETE', `/selector/seasons/${season.id}`);
      go('/season');
    });
  }

  private async count(event: Event, season: Season): Promise<void> {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const query = new URLSearchParams({
      streamId: String(data.get('stream')),
      modelId: season.modelId,
      line: String(data.get('line')),
      from: season.from,
      to: season.to,
    });
    await this.attempt(async () => {
      this.passages = await get<Passages>(`/selector/passages?${query.toString()}`);
    });
  }

  protected override render(): TemplateResult {
    return this.path.split('/')[2] ? this.detail() : this.list();
  }

  private list(): TemplateResult {
    const texts = t().season;
    const start = this.canLabel
      ? html`<button class="main" @click=${() => {
        this.starting = true;
        this.requestUpdate();
      }}>${texts.start}</button>`
      : html`<p class="quiet">${t().common.operatorOnly}</p>`;
    return html`<h1>${texts.title}</h1>${this.problemLine()}
      ${this.starting ? this.form() : ''}
      ${
      this.all === undefined
        ? html`<p class="quiet">${t().common.loading}</p>`
        : this.all.length === 0
        ? this.starting ? '' : empty(texts.nothing, texts.nothingNext, start)
        : html`<div class="bar">${this.starting ? '' : start}</div>
          <div class="scroll"><table>
            <thead><tr><th scope="col">${texts.name}</th><th scope="col">${texts.model}</th>
              <th scope="col">${texts.created}</th></tr></thead>
            <tbody>${
          this.all.map((season) =>
            html`<tr><td>${link(`/season/${season.id}`, season.name)}</td><td><code>${season.modelId}</code></td>
              <td>${dateTime(season.createdAt)}</td></tr>`
          )
        }</tbody></table></div>`
    }`;
  }

  private form(): TemplateResult {
    const texts = t().season;
    return html`<form class="panel" @submit=${(event: Event) => void this.start(event)}>
      <h2>${texts.start}</h2>
      <label>${texts.name}<input name="name" required maxlength="200" autocomplete="off"></label>
      <label>${texts.streams}<select name="streams" multiple size="5">${
      this.streams.map((stream) => html`<option value=${stream.id}>${stream.name} (${stream.id})</option>`)
    }</select></label>
      <label>${texts.from}<input name="from" type="date"></label>
      <label>${texts.to}<input name="to" type="date"></label>
      <div class="bar"><button class="main">${texts.start}</button>
        <button type="button" @click=${() => {
      this.starting = false;
      this.requestUpdate();
    }}>${t().common.cancel}</button></div>
    </form>`;
  }

  private detail(): TemplateResult {
    const texts = t().season;
    const view = this.one;
    if (!view) return html`<h1>${texts.title}</h1>${this.problemLine()}<p class="quiet">${t().common.loading}</p>`;
    return html`<p>${link('/season', '← ' + texts.back)}</p>
      <h1>${view.season.name}</h1>${this.problemLine()}
      <dl class="facts">
        <dt>${texts.model}</dt><dd><code>${view.season.modelId}</code></dd>
        <dt>${texts.frames}</dt><dd>${number(view.frames)}</dd>
        <dt>${texts.detected}</dt><dd>${number(view.detected, 1)}</dd>
        <dt>${texts.labels}</dt><dd>${number(view.labels)} / ${number(view.drawn)}</dd>
        <dt>${texts.total}</dt><dd data-total>${view.count ? this.value(view.count) : texts.fewLabels}</dd>
      </dl>
      <p role="status">${
      view.waiting > 0
        ? html`${texts.waiting.replace('{n}', number(view.waiting))} ${texts.provisional}
          ${link(`/label?season=${view.season.id}`, texts.labelNow)}`
        : view.count
        ? ''
        : texts.drawFirst
    }</p>
      <p class="quiet">${texts.explain}
        ${view.expired > 0 ? texts.expired.replace('{n}', number(view.expired)) : ''}
        ${view.removed > 0 ? texts.removed.replace('{n}', number(view.removed)) : ''}</p>
      <div class="bar">
        ${
      this.canLabel && view.waiting === 0
        ? html`<form class="bar" @submit=${(event: Event) => void this.draw(event, view.season)}>
            <label>${texts.draws}<input name="draws" type="number" min="1" max="1000" value="50" required></label>
            <button class="main">${texts.draw}</button></form>`
        : ''
    }
        <a href=${`/api/selector/seasons/${view.season.id}/estimates.csv`} download>${texts.csv}</a>
        ${this.canLabel ? html`<button @click=${() => void this.discard(view.season)}>${texts.remove}</button>` : ''}
      </div>
      ${view.parts.length > 0 ? this.counts(view) : ''}
      ${this.passageForm(view)}`;
  }

  private value(count: Count): TemplateResult {
    return html`<strong>${number(count.value, 1)}</strong>${
      count.low === undefined || count.high === undefined ? '' : html` (${number(count.low, 1)} – ${number(count.high, 1)})`
    }`;
  }

  private counts(view: SeasonView): TemplateResult {
    const texts = t().season;
    const parts = view.parts.filter((one) => one.part === this.division);
    const name = texts.parts[this.division];
    const level = texts.interval.replace('{level}', percent(view.level));
    const key = (part: string): string => this.division === 'hour' ? part.slice(0, 13).replace('T', ' ') : part;
    return html`<fieldset class="bar"><legend class="sr-only">${texts.parts.day}</legend>${
      PARTS.map((part) =>
        html`<label><input type="radio" name="part" .checked=${part === this.division} @change=${() => {
          this.division = part;
          this.requestUpdate();
        }}> ${texts.parts[part]}</label>`
      )
    }</fieldset>
      ${
      this.division === 'stream' || parts.length > 800 ? '' : chart(
        `${texts.total}, ${name}`,
        texts.part[this.division],
        [{
          name: `${texts.total}, ${level}`,
          points: parts.map((part, x) => ({
            x,
            y: part.count.value,
            ...(part.count.low === undefined || part.count.high === undefined ? {} : { low: part.count.low, high: part.count.high }),
          })),
        }],
        1,
        (x) => key(parts[x]?.key ?? '').slice(5),
      )
    }
      <div class="scroll"><table data-parts=${this.division}><thead><tr><th scope="col">${texts.part[this.division]}</th>
        <th scope="col" class="number">${texts.frames}</th><th scope="col" class="number">${texts.detected}</th>
        <th scope="col" class="number">${texts.total}</th><th scope="col" class="number">${level}</th>
        <th scope="col" class="number">${texts.perFrame}</th><th scope="col" class="number">${texts.labels}</th></tr></thead>
      <tbody>${
      parts.slice(0, 800).map((part) =>
        html`<tr><td>${key(part.key)}</td><td class="number">${number(part.frames)}</td>
          <td class="number">${number(part.detected, 1)}</td><td class="number">${number(part.count.value, 1)}</td>
          <td class="number">${
          part.count.low === undefined || part.count.high === undefined
            ? html`<span class="quiet">${texts.fewLabels}</span>`
            : `${number(part.count.low, 1)} – ${number(part.count.high, 1)}`
        }</td><td class="number">${number(part.count.perFrame, 3)}</td><td class="number">${number(part.count.labels)}</td></tr>`
      )
    }</tbody></table></div>`;
  }

  private passageForm(view: SeasonView): TemplateResult {
    const texts = t().season;
    const names = view.season.streams.length > 0 ? view.season.streams : this.streams.map((stream) => stream.id);
    return html`<h2>${texts.passages}</h2><p class="quiet">${texts.passagesNext}</p>
      <form class="bar" @submit=${(event: Event) => void this.count(event, view.season)}>
        <label>${texts.camera}<select name="stream">${names.map((name) => html`<option>${name}</option>`)}</select></label>
        <label>${texts.line}<input name="line" required value="0.5,1,0.5,0" autocomplete="off"></label>
        <button>${texts.show}</button></form>
      ${
      !this.passages
        ? ''
        : this.passages.hours.length === 0
        ? html`<p role="status">${texts.noPassages.replace('{n}', number(this.passages.frames))}</p>`
        : html`<div class="scroll"><table data-passages><thead><tr><th scope="col">${texts.hour}</th>
            <th scope="col" class="number">${texts.in}</th><th scope="col" class="number">${texts.out}</th>
            <th scope="col" class="number">${texts.net}</th></tr></thead>
          <tbody>${
          [...this.passages.hours, { hour: t().common.all, in: this.passages.in, out: this.passages.out }].map((hour) =>
            html`<tr><td>${hour.hour}</td><td class="number">${number(hour.in)}</td><td class="number">${number(hour.out)}</td>
              <td class="number">${number(hour.in - hour.out)}</td></tr>`
          )
        }</tbody></table></div>`
    }`;
  }
}

customElements.define('nerest-season', SeasonPage);
