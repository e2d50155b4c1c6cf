import type { NavigationEntry } from "./area.ts";
import { mayDo } from "./may-do.ts";
import type { NavigationItem, Person } from "./page/page-context.ts";
import type { Language } from "./words/language.ts";
import { createTranslate } from "./words/translate.ts";

const isVisible = ({ visibleTo }: NavigationEntry, person: Person | null): boolean =>
  visibleTo === "everyone" || mayDo(person, ...visibleTo);

const isAtOrBelow = (path: string, entry: NavigationEntry): boolean =>
  path === entry.path || path.startsWith(`${entry.path}/`);

/** What this person can go to, and where they are: the longest entry that leads to the path. */
export const navigationFor = (
  entries: readonly NavigationEntry[],
  { language, path, person }: { language: Language; path: string; person: Person | null },
): readonly NavigationItem[] => {
  const t = createTranslate(language);
  const visible = entries.filter((entry) => isVisible(entry, person));
  const [current] = visible
    .filter((entry) => isAtOrBelow(path, entry))
    .toSorted((a, b) => b.path.length - a.path.length);
  return visible.map((entry) => ({
    label: t(entry.label),
    href: `/${language}${entry.path}`,
    isCurrent: entry === current,
  }));
};
