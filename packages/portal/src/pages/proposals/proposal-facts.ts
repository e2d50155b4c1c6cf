import { err, ok, type Result } from "@grants/kernel/result";
import { readCall } from "../calls/read-call.ts";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import type { PortalContext } from "../../area.ts";
import type { PageContext } from "../../page/page-context.ts";
import type { Crumb } from "../../page/page.ts";
import type { Problem } from "../../problem.ts";

export type Draft = Schemas["ProposalDraft"];
export type Part = Schemas["Part"];
export type Content = Part["content"];
export type PartKindName = Content["kind"];
export type ContentOf<Kind extends PartKindName> = Extract<Content, { kind: Kind }>;

/** What every page of one proposal knows: the draft, and the call that it answers. */
export type ProposalFacts = { readonly draft: Draft; readonly call: Schemas["CallVersion"] };

export const coordinatorSlot = "p001";
const sectionOf = {
  RELEVANCE: "relevance",
  IMPLEMENTATION: "implementation",
  IMPACT: "impact",
  EXCELLENCE: "excellence",
} as const satisfies Record<Schemas["CriterionName"], string>;
export type TextSection = (typeof sectionOf)[Schemas["CriterionName"]];
export const textSections: readonly TextSection[] = Object.values(sectionOf);

/** The texts that the call asks for: one on each of its criteria, in its order. */
export const sectionsOf = ({ call }: ProposalFacts): readonly TextSection[] =>
  call.content.profile.criteria.map((criterion) => sectionOf[criterion]);

export const proposalIdOf = (c: PortalContext): string => c.req.param("proposalId") ?? "";

export const readDraft = (c: PortalContext): Promise<Result<Draft, Problem>> =>
  answerOf(apiOf(c).GET("/v1/proposals/{proposalId}", { params: { path: { proposalId: proposalIdOf(c) } } }));

/** Of two stages, the first asks for the texts of its own criteria alone. */
const atStage = (version: Schemas["CallVersion"]): Schemas["CallVersion"] => {
  const { content } = version;
  const criteria = content.firstStage?.criteria ?? content.profile.criteria;
  return { ...version, content: { ...content, profile: { ...content.profile, criteria } } };
};

/** The draft with its call. */
export const withCall = async (c: PortalContext, draft: Draft): Promise<Result<ProposalFacts, Problem>> => {
  const { callId } = draft.proposal;
  const call = await readCall(c, callId);
  if (!call.ok) return call;
  const { version } = call.value;
  if (version === undefined) return err({ status: 404, code: "CallNotFound" });
  // A topic with a deadline of its own closes then, whatever the others do.
  const closesAt = version.topicClosesAt?.[draft.proposal.topicId] ?? version.closesAt;
  return ok({ draft, call: { ...atStage(version), closesAt: version.firstClosesAt ?? closesAt } });
};

export const readFacts = async (c: PortalContext): Promise<Result<ProposalFacts, Problem>> => {
  const draft = await readDraft(c);
  return draft.ok ? withCall(c, draft.value) : draft;
};

export const partAt = ({ parts }: Draft, path: string): Part | undefined => parts.find((part) => part.path === path);

const isOfKind =
  <Kind extends PartKindName>(kind: Kind) =>
  (content: Content): content is ContentOf<Kind> =>
    content.kind === kind;

export const contentsOf = <Kind extends PartKindName>({ parts }: Draft, kind: Kind): readonly ContentOf<Kind>[] =>
  parts.map(({ content }) => content).filter(isOfKind(kind));

export const partnersOf = (draft: Draft): readonly ContentOf<"partner">[] =>
  contentsOf(draft, "partner").toSorted((a, b) => (a.slot < b.slot ? -1 : 1));

/** What people call the proposal. */
export const nameOf = (draft: Draft, { t }: PageContext): string =>
  contentsOf(draft, "general")[0]?.acronym || t("proposals.untitled");

/** "Partner 3" for p003, "Coordinator" for p001. */
export const placeOf = (slot: string, { t }: PageContext): string =>
  slot === coordinatorSlot
    ? t("proposals.part.coordinator")
    : t("proposals.part.partner", { number: Number(slot.slice(1)) });

/** The partner's name, else its place in the consortium. */
export const partnerName = (draft: Draft, slot: string, page: PageContext): string =>
  partnersOf(draft).find((partner) => partner.slot === slot)?.name ?? placeOf(slot, page);

export const proposalPath = ({ proposal }: Draft): string => `/proposals/${proposal.id}`;

export const crumbsTo = (draft: Draft, page: PageContext): readonly Crumb[] => [
  { label: page.t("proposals.title"), path: "/proposals" },
  { label: nameOf(draft, page), path: proposalPath(draft) },
];

/** The last save of any part; null before the first. */
export const lastSavedAt = ({ parts }: Draft): string | null =>
  parts.reduce<string | null>((last, { savedAt }) => (last === null || savedAt > last ? savedAt : last), null);
