/** What the form for a new camera derives from what is typed and chosen. */

/** Whether the form has to store the camera: one that exists keeps its name if none is given. */
export const storesCamera = (known: { id: string }[], id: string, name: string): boolean =>
  name !== '' || !known.some((one) => one.id === id);

/** Transliteration of Russian letters, by BGN/PCGN without diacritics. */
const LATIN: Record<string, string> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o',
  п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e',
  ю: 'yu', я: 'ya',
};

/** Proposes an id for a camera's name: Latin letters, digits, "." and "-"; empty if the name has none. */
export function proposedId(name: string): string {
  const latin = [...name.normalize('NFC').toLowerCase()].map((letter) => LATIN[letter] ?? letter).join('').normalize('NFKD').toLowerCase();
  return latin.replace(/\p{M}/gu, '').replace(/[^a-z0-9.]+/g, '-').replace(/^[-.]+|[-.]+$/g, '').slice(0, 100);
}

export interface ImageFile {
  name: string;
  /** Milliseconds since 1970. */
  lastModified: number;
}

/** A date and a time in a file's name, such as 20260801_123456 or 2026-08-01 12.34.56. */
const NAMED =
  /(?<!\d)((?:19|20)\d\d)[-_.]?(\d\d)[-_.]?(\d\d)[T _-]*(\d\d)[-_.:h]?(\d\d)[-_.:m]?(\d\d)(?:[._](\d{3}))?(?!\d)/;

/** The time in a file's name, in the time zone of the browser; undefined if there is none. */
function namedTime(name: string): Date | undefined {
  const match = NAMED.exec(name);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second, milli] = match.slice(1).map((part) => Number(part ?? 0));
  const time = new Date(year!, month! - 1, day!, hour!, minute!, second!, milli!);
  const exists = time.getMonth() === month! - 1 && time.getDate() === day && time.getHours() === hour && minute! < 60 && second! < 60;
  return exists ? time : undefined;
}

/** When images were captured: as all their names state, otherwise when the files were changed. */
export function captureTimes(files: readonly ImageFile[]): { times: Date[]; fromNames: boolean } {
  const named = files.map((file) => namedTime(file.name));
  return named.every((time) => time !== undefined)
    ? { times: named as Date[], fromNames: true }
    : { times: files.map((file) => new Date(file.lastModified)), fromNames: false };
}

/** Splits a list into parts of at most a length. */
export const parts = <T>(items: readonly T[], length: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / length) }, (_, i) => items.slice(i * length, (i + 1) * length));
