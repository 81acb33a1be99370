/** What the Label page shows in the place of a frame when none waits for a label: what to do next. */

import { html, type TemplateResult } from 'lit';
import { get } from '../api.ts';
import { t } from '../i18n/index.ts';
import { empty, link, Page } from '../kit.ts';
import { listen } from '../live.ts';
import { isOfChosen } from './chosen.ts';

class NoFrame extends Page {
  private cameras: number | undefined;
  private stop: () => void = () => {};

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
    this.stop = listen((event) => {
      if (this.cameras === 0 && (event.type === 'frames' || event.type === 'reset')) void this.load();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  private async load(): Promise<void> {
    this.cameras = await get<unknown[]>('/ingest/streams').then((streams) => streams.length, () => undefined);
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const texts = t().label;
    if (isOfChosen(location.search)) return empty(texts.chosenDone, texts.chosenDoneNext, link('/frames', t().frames.title));
    return this.cameras === 0
      ? empty(texts.noCamera, texts.noCameraNext, link('/streams?add', t().streams.add))
      : empty(texts.nothing, texts.nothingNext, html`${link('/frames', t().frames.title)} · ${link('/campaigns', t().campaigns.title)}`);
  }
}

customElements.define('nerest-no-frame', NoFrame);
