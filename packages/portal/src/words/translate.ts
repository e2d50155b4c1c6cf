import { IntlMessageFormat } from "intl-messageformat";
import { messagesOf, type MessageKey, type Messages } from "./catalogue.ts";
import { localeOf, type Language } from "./language.ts";
import type { MessageArguments } from "./message-arguments.ts";

type Values = Readonly<Record<string, string | number>>;

/** The text of a key in the reader's language: `t("calls.found", { count: 3 })`. */
export type Translate = <Key extends MessageKey>(key: Key, ...values: MessageArguments<Messages[Key]>) => string;

const syntax = /[{}']/;

/** One per language for the life of the process: parsing costs more than formatting. */
const createFormatter = (language: Language) => {
  const parsedByKey = new Map<MessageKey, IntlMessageFormat>();
  const parse = (key: MessageKey, text: string) => {
    // Markup in a message is text: every word on a page is escaped by the renderer.
    const parsed = new IntlMessageFormat(text, localeOf[language], undefined, { ignoreTag: true });
    parsedByKey.set(key, parsed);
    return parsed;
  };
  return (key: MessageKey, values: Values | undefined): string => {
    const text = messagesOf(language)[key];
    if (!syntax.test(text)) return text;
    return String((parsedByKey.get(key) ?? parse(key, text)).format({ ...values }));
  };
};

const formatters = { en: createFormatter("en"), nl: createFormatter("nl") } as const;

export const createTranslate =
  (language: Language): Translate =>
  (key, ...values) =>
    formatters[language](key, values[0]);

/** For keys that are only known at run time, such as the code of a problem. Throws when a value is missing. */
export const translateLoosely = (language: Language, key: MessageKey, values: Values): string =>
  formatters[language](key, values);
