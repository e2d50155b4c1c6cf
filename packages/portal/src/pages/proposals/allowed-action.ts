import type { PageContext } from "../../page/page-context.ts";
import { isMessageKey } from "../../words/catalogue.ts";
import { translateLoosely } from "../../words/translate.ts";
import type { Draft } from "./proposal-facts.ts";

type Action =
  | "savePart"
  | "freezeProposal"
  | "submitProposal"
  | "withdrawProposal"
  | "invitePartner"
  | "removePartner"
  | "signOffProposal"
  | "copyProposal";

/** A reason of the API in words that follow "Not available:". */
export const reasonInWords = (code: string, { t, language }: PageContext): string => {
  const key = `proposals.because.${code}`;
  return isMessageKey(key) ? translateLoosely(language, key, {}) : t("proposals.because.other", { code });
};

/** Why this person cannot do this now; undefined where they can. What the API does not list cannot be done. */
export const whyNot = ({ allowedActions }: Draft, action: Action, page: PageContext): string | undefined => {
  const found = allowedActions.find((allowed) => allowed.action === action);
  return found?.allowed === true ? undefined : reasonInWords(found?.because ?? "NotAllowed", page);
};

/** Why this person does not write this part; undefined where they do. */
export const whyNotPart = (draft: Draft, path: string, page: PageContext): string | undefined => {
  const found = draft.readOnly.find((part) => part.path === path);
  return whyNot(draft, "savePart", page) ?? (found === undefined ? undefined : reasonInWords(found.because, page));
};
