/** What the Label page shows in the place of a frame when none waits for a label: what to do next. */

import { html, type TemplateResult } from 'lit';
import { type Campaign, get } from '../api.ts';
import { t } from '../i18n/index.ts';
import { empty, link, Page } from '../kit.ts';
import { listen } from '../live.ts';
import { isOfChosen } from './chosen.ts';
import { atWork } from './at-work.ts';

/** Campaigns that are asked what they are doing. */
const MOST = 10;

class NoFrame extends Page {
  private cameras: number | undefined;
  /** Running campaigns that will request frames without anybody's doing. */
  private atWork: Campaign[] = [];
  private stop: () => void = () => {};

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
    this.stop = listen((event) => {
      const first = this.cameras === 0 && event.type === 'frames';
      if (first || event.type === 'reset' || event.type === 'batches' || event.type === 'models') void this.load();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  private async load(): Promise<void> {
    this.cameras = await get<unknown[]>('/ingest/streams').then((streams) => streams.length, () => undefined);
    this.atWork = await this.campaignsAtWork().catch(() => []);
    this.requestUpdate();
  }

  private async campaignsAtWork(): Promise<Campaign[]> {
    const running = (await get<Campaign[]>('/selector/campaigns')).filter((one) => one.state === 'RUNNING').slice(0, MOST);
    return atWork(await Promise.all(running.map((one) => get<Campaign>(`/selector/campaigns/${one.id}`))));
  }

  protected override render(): TemplateResult {
    const texts = t().label;
    if (isOfChosen(location.search)) return empty(texts.chosenDone, texts.chosenDoneNext, link('/frames', t().frames.title));
    return this.cameras === 0
      ? empty(texts.noCamera, texts.noCameraNext, link('/streams?add', t().streams.add))
      : empty(texts.nothing, texts.nothingNext, html`${
        this.atWork.map((one) => html`<p role="status">${link(`/campaigns/${one.id}`, one.name)}: ${texts.atWork}</p>`)
      }${link('/frames', t().frames.title)} · ${link('/campaigns', t().campaigns.title)}`);
  }
}

customElements.define('nerest-no-frame', NoFrame);
