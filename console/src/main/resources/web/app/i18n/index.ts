import { en, type Texts } from './en.ts';
import { ru } from './ru.ts';

export type Language = 'en' | 'ru';

const TEXTS: Record<Language, Texts> = { en, ru };

/** The event of the document after another language was chosen. */
export const LANGUAGE_CHANGED = 'nerest-language';

let shown: Language | undefined;

/** The language of the page: chosen, or that of the browser. */
export function language(): Language {
  return shown ??= preferred();
}

function preferred(): Language {
  const chosen = localStorage.getItem('nerest.language');
  if (chosen === 'en' || chosen === 'ru') return chosen;
  return navigator.language.toLowerCase().startsWith('ru') ? 'ru' : 'en';
}

export function chooseLanguage(chosen: Language): void {
  shown = chosen;
  localStorage.setItem('nerest.language', chosen);
  document.documentElement.lang = chosen;
  document.dispatchEvent(new Event(LANGUAGE_CHANGED));
}

/** The texts in the page's language. */
export const t = (): Texts => TEXTS[language()];

const formats = new Map<string, unknown>();

/** Formats are kept: to create one takes longer than all else that a page does for a number. */
function format<T>(name: string, create: (language: Language) => T): T {
  const key = `${language()} ${name}`;
  let found = formats.get(key) as T | undefined;
  if (found === undefined) formats.set(key, found = create(language()));
  return found;
}

export const number = (value: number, digits = 0): string =>
  format(`number ${digits}`, (locale) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits, minimumFractionDigits: digits })).format(value);

export const percent = (value: number, digits = 0): string =>
  format(`percent ${digits}`, (locale) =>
    new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits })).format(value);

export const minutes = (seconds: number): string =>
  format('minutes', (locale) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: 'minute', maximumFractionDigits: 1 })).format(seconds / 60);

export const dateTime = (iso: string | undefined): string =>
  iso
    ? format('time', (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' })).format(
      new Date(iso),
    )
    : '';

/** How long ago a time was: "5 minutes ago". */
export function ago(iso: string, now: number = Date.now()): string {
  const seconds = Math.round((new Date(iso).getTime() - now) / 1000);
  const relative = format('ago', (locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  const size = Math.abs(seconds);
  if (size < 60) return relative.format(seconds, 'second');
  if (size < 3600) return relative.format(Math.round(seconds / 60), 'minute');
  if (size < 86400) return relative.format(Math.round(seconds / 3600), 'hour');
  return relative.format(Math.round(seconds / 86400), 'day');
}
