export interface Forms {
  one: string;
  few?: string;
  many?: string;
  other: string;
}

/** The form of a text for a number, as the language counts; "{n}" stands for the number. */
export function plural(language: string, n: number, forms: Forms): string {
  const rule = new Intl.PluralRules(language).select(n);
  const form = (forms as unknown as Record<string, string | undefined>)[rule] ?? forms.other;
  return form.replace('{n}', new Intl.NumberFormat(language).format(n));
}
