/** The frame of all pages: navigation, session, language, theme. */

import './app.css';
import { html, LitElement, type TemplateResult } from 'lit';
import { call, get, Problem, type Session } from './api.ts';
import { chooseLanguage, type Language, language, t } from './i18n/index.ts';
import { empty, go } from './kit.ts';

const PAGES = ['label', 'audit', 'campaigns', 'compare', 'models', 'streams', 'frames', 'map', 'season', 'operations'] as const;
type PageName = (typeof PAGES)[number];

/** Each page's script is loaded when the page is first opened. */
const LOAD: Record<PageName, () => Promise<unknown>> = {
  label: () => import('./label/label-page.ts'),
  audit: () => import('./pages/audit.ts'),
  campaigns: () => import('./pages/campaigns.ts'),
  compare: () => import('./pages/compare.ts'),
  models: () => import('./pages/models.ts'),
  streams: () => import('./pages/streams.ts'),
  frames: () => import('./pages/frames.ts'),
  map: () => import('./pages/map.ts'),
  season: () => import('./pages/season.ts'),
  operations: () => import('./pages/operations.ts'),
};

const THEMES = ['auto', 'light', 'dark'] as const;

class App extends LitElement {
  private session: Session | undefined;
  private failure: 'none' | 'no-session' | 'unreachable' = 'none';
  private page: PageName = 'label';
  private element: (HTMLElement & { session?: Session }) | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    chooseTheme(theme());
    document.documentElement.lang = language();
    globalThis.addEventListener('popstate', () => void this.route());
    document.addEventListener('click', (event) => this.follow(event));
    void this.start();
  }

  private async start(): Promise<void> {
    try {
      this.session = await get<Session>('/session');
      this.failure = 'none';
      await this.route();
    } catch (failure) {
      const ended = failure instanceof Problem && failure.status === 401;
      this.failure = ended ? 'no-session' : 'unreachable';
      if (!ended) setTimeout(() => void this.start(), 2000);
    }
    this.requestUpdate();
  }

  private follow(event: MouseEvent): void {
    const anchor = (event.target as Element).closest('a');
    if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    if (anchor.origin !== location.origin || anchor.hasAttribute('download')) return;
    if (anchor.getAttribute('href')!.startsWith('#') || anchor.pathname.startsWith('/api/')) return;
    event.preventDefault();
    go(anchor.pathname + anchor.search);
  }

  private async route(): Promise<void> {
    const name = location.pathname.split('/')[1] as PageName;
    this.page = PAGES.includes(name) ? name : this.session?.mayLabel ? 'label' : 'streams';
    await LOAD[this.page]();
    const tag = `nerest-${this.page}`;
    if (this.element?.localName !== tag) {
      this.element = document.createElement(tag);
      this.element.session = this.session;
    }
    const path = location.pathname;
    Object.assign(this.element, { path });
    (this.element as unknown as LitElement).requestUpdate();
    document.title = `${t()[this.page].title} · ${t().app.title}`;
    this.requestUpdate();
  }

  private changeLanguage(chosen: string): void {
    chooseLanguage(chosen as Language);
    document.title = `${t()[this.page].title} · ${t().app.title}`;
    this.requestUpdate();
  }

  private async signOut(): Promise<void> {
    await call('POST', '/session/end');
    location.assign('/');
  }

  protected override render(): TemplateResult {
    const texts = t();
    return html`
      <a class="skip" href="#content" @click=${(event: Event) => {
      event.preventDefault();
      this.querySelector<HTMLElement>('main')?.focus();
    }}>${texts.app.skip}</a>
      <header>
        <span class="brand">${texts.app.title}</span>
        <nav aria-label=${texts.app.navigation}>
          ${
      PAGES.filter((page) => page !== 'label' || this.session?.mayLabel).map((page) =>
        html`<a href=${`/${page}`} aria-current=${page === this.page ? 'page' : 'false'}>${texts[page].title}</a>`
      )
    }
        </nav>
        <div class="settings">
          <label><span class="sr-only">${texts.app.language}</span>
            <select @change=${(event: Event) => this.changeLanguage((event.target as HTMLSelectElement).value)}>
              <option value="en" lang="en" ?selected=${language() === 'en'}>English</option>
              <option value="ru" lang="ru" ?selected=${language() === 'ru'}>Русский</option>
            </select></label>
          <label><span class="sr-only">${texts.app.theme}</span>
            <select @change=${(event: Event) => chooseTheme((event.target as HTMLSelectElement).value)}>
              ${
      THEMES.map((one) => html`<option value=${one} ?selected=${theme() === one}>${texts.app.themes[one]}</option>`)
    }
            </select></label>
          ${
      this.session
        ? html`<span class="user" title=${texts.app.signedInAs}>${this.session.name},
            ${texts.app.roles[this.session.role]}</span>
            <button @click=${() => void this.signOut()}>${texts.app.signOut}</button>`
        : ''
    }
        </div>
      </header>
      <main id="content" tabindex="-1">${this.content()}</main>`;
  }

  private content(): TemplateResult | HTMLElement | string {
    const texts = t();
    if (this.failure === 'no-session') return html`<h1>${texts.app.title}</h1>${empty(texts.app.noSession, texts.app.noSessionNext)}`;
    if (this.failure === 'unreachable') return html`<h1>${texts.app.title}</h1>${empty(texts.app.unreachable, texts.common.offline)}`;
    return this.element ?? html`<p class="quiet">${texts.common.loading}</p>`;
  }
}

function theme(): string {
  return localStorage.getItem('nerest.theme') ?? 'auto';
}

function chooseTheme(chosen: string): void {
  localStorage.setItem('nerest.theme', chosen);
  document.documentElement.dataset['theme'] = chosen;
}

customElements.define('nerest-app', App);
