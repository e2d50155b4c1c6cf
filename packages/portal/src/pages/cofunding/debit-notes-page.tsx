import { answerOf, apiOf } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { DebitNotesTable } from "./debit-notes-table.tsx";
import { cofundingCrumb } from "./read-cofunding.ts";

/** Debit notes: a Member State's own, or every one for the Centre. */
export const showDebitNotes = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const { t } = page;
  const listed = await answerOf(apiOf(c).GET("/v1/cofunding/debit-notes", {}));
  if (!listed.ok) return showProblem(c, listed.error);
  return show(c, {
    title: t("debitNotes.title"),
    lead: t("debitNotes.lead"),
    crumbs: [cofundingCrumb(page)],
    content: (
      <DebitNotesTable notes={listed.value.debitNotes} caption={t("debitNotes.title")} empty={t("debitNotes.empty")} />
    ),
  });
};
