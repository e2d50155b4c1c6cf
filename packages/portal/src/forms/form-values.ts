import type { PortalContext } from "../area.ts";

/** The values of a form by field name: those that were sent, or those that are stored. */
export type FormValues = {
  /** The value of a field, "" where it has none. Line breaks are single, as the API counts them. */
  readonly text: (name: string) => string;
  /** Every value of a field, as a group of boxes has them. */
  readonly all: (name: string) => readonly string[];
  readonly names: readonly string[];
};

/** A form without what our pages write into it: it was not sent by one of them, or not whole. */
export class FormIncomplete extends Error {
  readonly field: string;
  constructor(field: string) {
    super(`The form has no readable ${field}.`);
    this.field = field;
  }
}

type Given = Readonly<Record<string, string | readonly string[]>>;

const toValues = (values: ReadonlyMap<string, readonly string[]>): FormValues => ({
  text: (name) => values.get(name)?.at(-1) ?? "",
  all: (name) => values.get(name) ?? [],
  names: [...values.keys()],
});

export const formValues = (given: Given): FormValues =>
  toValues(new Map(Object.entries(given).map(([name, value]) => [name, typeof value === "string" ? [value] : value])));

/** The same with some values replaced or added. */
export const withValues = (form: FormValues, changed: Given): FormValues =>
  formValues({ ...Object.fromEntries(form.names.map((name) => [name, form.all(name)])), ...changed });

/** What the browser sent. Files are left out. */
export const readForm = async (c: PortalContext): Promise<FormValues> => {
  const sent = await c.req.formData();
  const values = new Map<string, string[]>();
  for (const [name, value] of sent) {
    if (typeof value !== "string") continue;
    values.set(name, [...(values.get(name) ?? []), value.replaceAll("\r\n", "\n")]);
  }
  return toValues(values);
};
