import type { DeclarationName } from "@grants/core/calls/asked-declarations";
import type { CostItem } from "@grants/core/proposals/cost-line";
import { coordinatorSlot } from "@grants/core/proposals/part";
import type { WholeProposal } from "@grants/core/proposals/whole-proposal";
import type { formatsOf } from "../formats.ts";
import type { ProposalWords } from "../words/proposal-words.ts";

/** What the pages call things; a document calls them the same. */
export type PageWords = {
  readonly item: (item: CostItem) => string;
  readonly declaration: (name: DeclarationName) => string;
  readonly question: (name: DeclarationName, id: string) => string;
};

export type Pen = {
  readonly words: ProposalWords;
  readonly pageWords: PageWords;
  readonly format: ReturnType<typeof formatsOf>;
  readonly whole: WholeProposal;
};

/** The name of a partner by its place. */
export const partnerName = ({ whole: { partners } }: Pick<Pen, "whole">, slot: string): string =>
  partners.find((partner) => partner.slot === slot)?.name ?? slot;

/** "Partner 3" for p003, "Coordinator" for p001. */
export const placeOf = (slot: string, words: ProposalWords): string =>
  slot === coordinatorSlot ? words.coordinator : `${words.partner} ${Number(slot.slice(1))}`;
