import { answerOf, apiOf, changeHeaders, seeOther } from "../../api-client.ts";
import type { PortalContext } from "../../area.ts";
import { readForm } from "../../forms/form-values.ts";
import { refusalOf, refusalOfFields } from "../../forms/refusal.ts";
import { agreementIdOf, agreementPath } from "./agreement-facts.tsx";
import { showAgreementPage } from "./agreement-page.tsx";

/** Signs the sheet whose digest the form carries: the one that its reader has seen. */
export const signAgreement = async (c: PortalContext): Promise<Response> => {
  const { t } = c.get("page");
  const agreementId = agreementIdOf(c);
  const form = await readForm(c);
  const unconfirmed = refusalOfFields(form.text("confirm") === "yes" ? {} : { confirm: t("agreements.confirmRule") });
  if (unconfirmed !== null) return showAgreementPage(c, { refusal: unconfirmed });
  const params = { path: { agreementId }, header: changeHeaders(form) };
  const body = { sheetSha256: form.text("sheetSha256") };
  const signed = await answerOf(apiOf(c).POST("/v1/agreements/{agreementId}/signatures", { params, body }));
  return signed.ok
    ? seeOther(c, `${agreementPath(agreementId)}?done=signed`)
    : showAgreementPage(c, { refusal: refusalOf(signed.error, {}) });
};
