import { en, type Texts } from './en.ts';
import { ru } from './ru.ts';

export type Language = 'en' | 'ru';

const TEXTS: Record<Language, Texts> = { en, ru };

/** The language of the page: chosen, or that of the browser. */
export function language(): Language {
  const chosen = localStorage.getItem('nerest.language');
  if (chosen === 'en' || chosen === 'ru') return chosen;
  return navigator.language.toLowerCase().startsWith('ru') ? 'ru' : 'en';
}

export function chooseLanguage(chosen: Language): void {
  localStorage.setItem('nerest.language', chosen);
  document.documentElement.lang = chosen;
}

/** The texts in the page's language. */
export const t = (): Texts => TEXTS[language()];

export const number = (value: number, digits = 0): string =>
  new Intl.NumberFormat(language(), { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(value);

export const percent = (value: number, digits = 0): string =>
  new Intl.NumberFormat(language(), { style: 'percent', maximumFractionDigits: digits }).format(value);

export const minutes = (seconds: number): string =>
  new Intl.NumberFormat(language(), { style: 'unit', unit: 'minute', maximumFractionDigits: 1 }).format(seconds / 60);

export const dateTime = (iso: string | undefined): string =>
  iso ? new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(iso)) : '';

/** How long ago a time was: "5 minutes ago". */
export function ago(iso: string, now: number = Date.now()): string {
  const seconds = Math.round((new Date(iso).getTime() - now) / 1000);
  const format = new Intl.RelativeTimeFormat(language(), { numeric: 'auto' });
  const size = Math.abs(seconds);
  if (size < 60) return format.format(seconds, 'second');
  if (size < 3600) return format.format(Math.round(seconds / 60), 'minute');
  if (size < 86400) return format.format(Math.round(seconds / 3600), 'hour');
  return format.format(Math.round(seconds / 86400), 'day');
}
