import { ok } from "@grants/kernel/result";
import { answerOf, apiOf, seeOther } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { ButtonLink } from "../../components/button.tsx";
import { editAgain } from "../../forms/conflict.tsx";
import { fieldRules } from "../../forms/field-rules.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../forms/refusal.ts";
import { putPart } from "./edit-part.tsx";
import { saveAndBack, showPartForm } from "./part-form.tsx";
import type { PartDescription, PartPage } from "./part-page.ts";
import { partnerInputs, partnerLabels, partnerValues, readPartner, valuesOfOrganisation } from "./partner-fields.tsx";
import {
  coordinatorSlot,
  partAt,
  partnerName,
  partnersOf,
  placeOf,
  proposalPath,
  readDraft,
  readFacts,
  withCall,
  type Draft,
  type ProposalFacts,
} from "./proposal-facts.ts";

/** p001 to p100; the API refuses what is beyond. */
export const slotIn = (c: PortalContext): string | null => {
  const slot = c.req.param("slot") ?? "";
  return /^p\d{3}$/.test(slot) ? slot : null;
};

const describe = (facts: ProposalFacts, c: PortalContext, slot: string): PartDescription => {
  const page = c.get("page");
  const { draft } = facts;
  const path = `${proposalPath(draft)}/partners/${slot}`;
  const isStored = partAt(draft, `partner.${slot}`) !== undefined;
  return {
    partPath: `partner.${slot}`,
    pagePath: path,
    title: partnerName(draft, slot, page),
    lead: placeOf(slot, page),
    fields: partnerLabels(page),
    valuesOf: partnerValues,
    isSavedAsYouType: true,
    inputs: partnerInputs(page),
    // Without its coordinator a proposal is none, so that one can be described anew but not removed.
    actions: isStored && slot !== coordinatorSlot && (
      <ButtonLink kind="secondary" href={page.href(`${path}/removal`)} icon="trash">
        {page.t("proposals.remove")}
      </ButtonLink>
    ),
  };
};

/** One partner of the consortium. */
export const partnerPart: PartPage = {
  partPathOf: (c) => {
    const slot = slotIn(c);
    return slot === null ? null : `partner.${slot}`;
  },
  read: (form, c) => ok(readPartner(form, slotIn(c) ?? "")),
  describe: (facts, c) => describe(facts, c, slotIn(c) ?? ""),
};

/** The lowest place that nobody has. */
const nextSlot = (draft: Draft): string => {
  const taken = new Set(partnersOf(draft).map(({ slot }) => slot));
  const free = Array.from({ length: taken.size + 1 }, (_, index) => `p${String(index + 1).padStart(3, "0")}`);
  return free.find((slot) => !taken.has(slot)) ?? coordinatorSlot;
};

const describeNew = (facts: ProposalFacts, c: PortalContext): PartDescription => {
  const { t } = c.get("page");
  const slot = nextSlot(facts.draft);
  const title = slot === coordinatorSlot ? t("proposals.consortium.addCoordinator") : t("proposals.consortium.add");
  return {
    ...describe(facts, c, slot),
    pagePath: `${proposalPath(facts.draft)}/partners/new`,
    title,
    isSavedAsYouType: false,
    actions: null,
  };
};

const showNew = (
  c: PortalContext,
  facts: ProposalFacts,
  { form, refusal }: { form: FormValues; refusal: Refusal | null },
) => showPartForm(c, facts, { described: describeNew(facts, c), shown: { form, version: 0, refusal } });

/** The registry knows the coordinator already; whoever is not registered begins with an empty form. */
const coordinatorValues = async (c: PortalContext, { proposal }: Draft): Promise<FormValues> => {
  const path = { organisationId: proposal.coordinator };
  const file = await answerOf(apiOf(c).GET("/v1/registry/organisations/{organisationId}", { params: { path } }));
  return file.ok ? valuesOfOrganisation(file.value.legalEntity) : formValues({});
};

export const showNewPartner = async (c: PortalContext): Promise<Response> => {
  const draft = await readDraft(c);
  if (!draft.ok) return showProblem(c, draft.error);
  const isCoordinator = nextSlot(draft.value) === coordinatorSlot;
  const [facts, form] = await Promise.all([
    withCall(c, draft.value),
    isCoordinator ? coordinatorValues(c, draft.value) : formValues({}),
  ]);
  return facts.ok ? showNew(c, facts.value, { form, refusal: null }) : showProblem(c, facts.error);
};

/** Puts a partner in the next free place; when somebody took it in the same moment, in the one after. */
const addPartner = async (c: PortalContext, form: FormValues, draft: Draft) => {
  const put = (slot: string) =>
    putPart(c, { partPath: `partner.${slot}`, version: 0, body: readPartner(form, slot) }).then((saved) => ({
      saved,
      slot,
    }));
  const first = await put(nextSlot(draft));
  if (first.saved.ok || first.saved.error.code !== "PartStale") return first;
  const again = await readDraft(c);
  return again.ok ? put(nextSlot(again.value)) : first;
};

export const createPartner = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const draft = await readDraft(c);
  if (!draft.ok) return showProblem(c, draft.error);
  const isSent = form.text("intent") !== editAgain.value;
  const added = isSent ? await addPartner(c, form, draft.value) : null;
  const path = proposalPath(draft.value);
  // The budget of a new partner is what comes next.
  const next = form.text("intent") === saveAndBack.value ? path : `${path}/budget/${added?.slot ?? ""}`;
  if (added?.saved.ok === true) return seeOther(c, next);
  const facts = await readFacts(c);
  if (!facts.ok) return showProblem(c, facts.error);
  const { t } = c.get("page");
  const rules = fieldRules(t, partnerLabels(c.get("page")));
  const refusal = added === null || added.saved.ok ? null : refusalOf(added.saved.error, rules);
  return showNew(c, facts.value, { form, refusal });
};
