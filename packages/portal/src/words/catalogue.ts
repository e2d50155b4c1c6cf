import { en } from "./en.ts";
import { nl } from "./nl.ts";
import type { Language } from "./language.ts";

export type Messages = typeof en;
export type MessageKey = keyof Messages;

/** The words of another language: every key of the English ones and no other. */
export type Translated<Words extends Readonly<Record<string, string>>> = { readonly [Key in keyof Words]: string };

const catalogues: Readonly<Record<Language, Translated<Messages>>> = { en, nl };

export const messagesOf = (language: Language): Translated<Messages> => catalogues[language];

export const isMessageKey = (key: string): key is MessageKey => Object.hasOwn(en, key);
