import type { FC } from "hono/jsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { isMessageKey } from "../../words/catalogue.ts";
import { translateLoosely } from "../../words/translate.ts";
import { oneOf } from "../calls/vocabulary.ts";
import { packageNumber } from "./work-plan.ts";
import { coordinatorSlot, partnerName, proposalPath, textSections, type Draft } from "./proposal-facts.ts";

type Shortcoming = Draft["shortcomings"][number];
/** What is called how: the partners by the name that they have in the draft, or by their place where no draft is at hand. */
type NameOf = (slot: string) => string;

/** The page on which a part is written, below the language: "budget.p002" → "…/budget/p002". */
export const pageOfPart = (draft: Draft, path: string): string => {
  const [kind = "", name = "", place = ""] = path.split(".");
  const pages: Readonly<Record<string, string>> = {
    partner:
      name === coordinatorSlot && !draft.parts.some((part) => part.path === path) ? "partners/new" : `partners/${name}`,
    budget: `budget/${name}`,
    text: `texts/${name}`,
    wp: `work-packages/${name}`,
    costs: `costs/${name}/${place}`,
    annex: `annexes#${name}`,
    declaration: `declarations/${path.split(".").slice(1).join("/")}`,
    consortium: "consortium",
  };
  return `${proposalPath(draft)}/${pages[kind] ?? "general"}`;
};

const moneyInWords = (amount: unknown, { format }: PageContext): string =>
  typeof amount === "number" ? format.money(amount) : "";

const fieldInWords = (field: unknown, { t }: PageContext): string => {
  const key = `proposals.field.${String(field)}`;
  return isMessageKey(key) ? t(key) : typeof field === "string" ? field : "";
};

/** What is wrong with a file itself. */
const fileFaultInWords = (fault: unknown, { t }: PageContext): string => {
  const key = `annexes.fault.${String(fault)}`;
  return isMessageKey(key) ? t(key) : "";
};

/** What a text that is too long has, and may have. */
const lengthInWords = ({
  code,
  unit,
  used,
  maximum,
}: Readonly<Record<string, unknown>>): Readonly<Record<string, string | number>> =>
  code === "TEXT_TOO_LONG" && typeof used === "number" && typeof maximum === "number"
    ? { unit: String(unit), used, maximum }
    : {};
const textOf = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? `${value}` : "");
const numberIn = (value: unknown): number => (typeof value === "number" ? value : 0);

/** Who declares: a partner for itself, or the project. */
const declarant = (nameOf: NameOf, slot: string, { t }: PageContext): string =>
  slot === "" ? t("consortium.declaration.project") : nameOf(slot);

const declarationName = (name: string, { t }: PageContext): string => {
  const key = `consortium.declaration.${name}`;
  return isMessageKey(key) ? t(key) : "";
};

/** A line of the checklist in words, wherever it is shown. A code that is new here is still said and still leads to its part. */
export const faultInWords = (nameOf: NameOf, shortcoming: Shortcoming, page: PageContext): string => {
  const { code, path } = shortcoming;
  const key = `proposals.lack.${code}`;
  const [kind = "", name = "", place = ""] = path.split(".");
  const workPackage = kind === "wp" ? name : kind === "costs" ? place : "";
  const section = oneOf(textSections, name);
  const values = {
    partner: kind === "declaration" ? declarant(nameOf, place, page) : name === "" ? "" : nameOf(name),
    declaration: declarationName(name, page),
    there: numberIn(shortcoming["there"]),
    limit: numberIn(shortcoming["limit"]),
    count: numberIn(shortcoming["count"]),
    country: typeof shortcoming["country"] === "string" ? shortcoming["country"] : "",
    pic: typeof shortcoming["pic"] === "string" ? shortcoming["pic"] : "",
    workPackage: workPackage === "" ? "" : packageNumber(workPackage, page),
    line: numberIn(shortcoming["line"]),
    months: numberIn(shortcoming["durationMonths"]),
    missing: moneyInWords(shortcoming["missingCents"], page),
    surplus: moneyInWords(shortcoming["surplusCents"], page),
    section: section === undefined ? "" : page.t(`proposals.section.${section}`),
    field: fieldInWords(shortcoming["field"], page),
    requested: moneyInWords(shortcoming["requestedCents"], page),
    maximum: moneyInWords(shortcoming["maximumCents"], page),
    minimum: moneyInWords(shortcoming["minimumCents"], page),
    ...lengthInWords(shortcoming),
    where: section === undefined ? page.t("proposals.field.abstract") : page.t(`proposals.section.${section}`),
    title: textOf(shortcoming["title"]),
    pages: textOf(shortcoming["pages"]),
    pagesMax: textOf(shortcoming["pagesMax"]),
    why: fileFaultInWords(shortcoming["fault"], page),
  };
  return isMessageKey(key) ? translateLoosely(page.language, key, values) : page.t("proposals.lack.other", { code });
};

export const lackInWords = (draft: Draft, shortcoming: Shortcoming, page: PageContext): string =>
  faultInWords((slot) => partnerName(draft, slot, page), shortcoming, page);

/** What is missing, each line leading to where it is mended. */
export const Checklist: FC<{ readonly draft: Draft }> = ({ draft }) => {
  const page = usePage();
  const { t, href } = page;
  const { shortcomings } = draft;
  if (shortcomings.length === 0) {
    return <Notification kind="success" title={t("proposals.checklistEmpty")} />;
  }
  return (
    <Notification kind="warning" title={t("proposals.checklistCount", { count: shortcomings.length })}>
      <ul>
        {shortcomings.map((shortcoming) => (
          <li>
            <Link href={href(pageOfPart(draft, shortcoming.path))}>{lackInWords(draft, shortcoming, page)}</Link>
          </li>
        ))}
      </ul>
    </Notification>
  );
};
