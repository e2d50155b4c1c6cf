import { answerOf, apiOf, hiddenVersion, ifMatch, seeOther, versionIn, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Conflict, combineValues, editAgain, isSame } from "../../forms/conflict.tsx";
import { fieldRules } from "../../forms/field-rules.ts";
import { readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import { saveAndBack, savedAtText, showPartForm } from "./part-form.tsx";
import type { PartDescription, PartPage } from "./part-page.ts";
import {
  crumbsTo,
  partAt,
  proposalIdOf,
  proposalPath,
  readDraft,
  readFacts,
  withCall,
  type Content,
  type ProposalFacts,
} from "./proposal-facts.ts";

/** The button that shows what follows from the form, and saves nothing. */
export const onlyCalculate = { name: "intent", value: "calculate" } as const;

const notFound = { status: 404, code: "PageNotFound" } as const;

/** The form of a part as it is stored. */
export const showPart =
  (kind: PartPage) =>
  async (c: PortalContext): Promise<Response> => {
    if (kind.partPathOf(c) === null) return showProblem(c, notFound);
    const facts = await readFacts(c);
    if (!facts.ok) return showProblem(c, facts.error);
    const described = kind.describe(facts.value, c);
    const part = partAt(facts.value.draft, described.partPath);
    const shown = { form: described.valuesOf(part?.content), version: part?.version ?? 0, refusal: null };
    return showPartForm(c, facts.value, { described, shown });
  };

const savedPath = (form: FormValues, { pagePath }: Pick<PartDescription, "pagePath">, proposal: string): string =>
  form.text("intent") === saveAndBack.value ? proposal : `${pagePath}?done=saved`;

/** Two people in one part: both texts, field by field. Where both wrote the same there is nothing to choose. */
const showConflict = (
  c: PortalContext,
  facts: ProposalFacts,
  {
    described,
    form,
    content,
  }: { readonly described: PartDescription; readonly form: FormValues; readonly content: Content },
): Response => {
  const page = c.get("page");
  const { t, href } = page;
  const { draft } = facts;
  const stored = partAt(draft, described.partPath);
  const theirs = stored === undefined ? null : described.valuesOf(stored.content);
  const fields = Object.entries(described.fields).map(([name, { label }]) => ({ name, label }));
  // Amounts in the same spelling on both sides.
  const mine = described.valuesOf(content);
  if (isSame(fields, mine, theirs)) return seeOther(c, savedPath(form, described, proposalPath(draft)));
  const comparison = (
    <Conflict
      action={href(described.pagePath)}
      hidden={hiddenVersion(stored?.version ?? 0)}
      fields={fields}
      mine={mine}
      theirs={theirs}
      savedAt={stored?.savedAt}
      theirsHref={href(stored === undefined ? proposalPath(draft) : `${described.pagePath}?done=theirs`)}
      combined={described.combines === true && theirs !== null ? combineValues(fields, mine, theirs) : undefined}
    />
  );
  const title = t("forms.conflictTitle", { title: described.title });
  return show(c, { title, crumbs: crumbsTo(draft, page), content: comparison }, 412);
};

/** A save while somebody types asks for no page: it is told the version and the instant, as the page would say them. */
const isBrief = (c: PortalContext, { savesBriefly }: PartPage): boolean =>
  savesBriefly === true && c.req.header("x-portal-autosave") !== undefined;

const answerBriefly = async (c: PortalContext, { version, savedAt }: Schemas["Part"]): Promise<Response> =>
  c.html(
    <form data-portal-autosave="">
      <input name="version" value={String(version)} />
      <p data-portal-save-state="">{savedAtText({ savedAt }, c.get("page"))}</p>
    </form>,
  );

type Save = { readonly partPath: string; readonly version: number; readonly body: Schemas["PartContent"] };

export const putPart = (c: PortalContext, { partPath, version, body }: Save) => {
  const path = { proposalId: proposalIdOf(c), path: partPath };
  const header = { "if-match": ifMatch(version) };
  return answerOf(apiOf(c).PUT("/v1/proposals/{proposalId}/parts/{path}", { params: { path, header }, body }));
};

/** Saves a part, or shows its form again with every letter and with what stands in the way. */
export const savePart =
  (kind: PartPage) =>
  async (c: PortalContext): Promise<Response> => {
    const partPath = kind.partPathOf(c);
    if (partPath === null) return showProblem(c, notFound);
    const page = c.get("page");
    const form = await readForm(c);
    const version = versionIn(form);
    const showAgain = (facts: ProposalFacts, refusal: Refusal | null) =>
      showPartForm(c, facts, { described: kind.describe(facts, c), shown: { form, version, refusal } });
    const content = kind.read(form, c);
    const isSent = form.text("intent") !== editAgain.value && form.text("intent") !== onlyCalculate.value;
    if (!content.ok || !isSent) {
      const facts = await readFacts(c);
      if (!facts.ok) return showProblem(c, facts.error);
      return showAgain(
        facts.value,
        content.ok || form.text("intent") === editAgain.value ? null : refusalOfFields(content.error),
      );
    }
    // Asked for at once, since a refusal needs it; a page waits for no more than two answers in a row.
    const isDraftAsked = !isBrief(c, kind);
    const [saved, asked] = await Promise.all([
      putPart(c, { partPath, version, body: content.value }),
      isDraftAsked ? readDraft(c) : null,
    ]);
    const proposal = `/proposals/${proposalIdOf(c)}`;
    if (saved.ok && !isDraftAsked) return answerBriefly(c, saved.value);
    if (saved.ok) return seeOther(c, savedPath(form, { pagePath: page.path }, proposal));
    const draft = asked ?? (await readDraft(c));
    if (!draft.ok) return showProblem(c, draft.error);
    const isStale = saved.error.code === "PartStale";
    const facts = isStale ? await readFacts(c) : await withCall(c, draft.value);
    if (!facts.ok) return showProblem(c, facts.error);
    const described = kind.describe(facts.value, c);
    return isStale
      ? showConflict(c, facts.value, { described, form, content: content.value })
      : showAgain(facts.value, refusalOf(saved.error, fieldRules(page.t, described.fields)));
  };
