import { answerOf, apiOf, changeHeaders, hiddenVersion, seeOther } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Form } from "../../components/form.tsx";
import { readForm } from "../../forms/form-values.ts";
import { after } from "./done-notice.tsx";
import { LinesTable } from "./lines-table.tsx";
import { cofundingCrumb, funderPath, funderPathOf, lineIdOf, readLine } from "./read-cofunding.ts";

/** The pledge that would be taken back, and the button that does it. */
export const showWithdrawPledge = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const { t, href } = page;
  const path = funderPathOf(c);
  const read = await readLine(c);
  if (!read.ok) return showProblem(c, read.error, funderPath(path));
  const { line, version } = read.value;
  return show(c, {
    title: t("cofunding.own.withdrawTitle"),
    lead: t("cofunding.own.withdrawLead"),
    crumbs: [
      cofundingCrumb(page),
      { label: t("cofunding.own.title", { funder: path.funder }), path: funderPath(path) },
    ],
    content: (
      <>
        <LinesTable lines={[read.value]} empty={t("cofunding.lines.empty")} />
        <Form action={href(`${funderPath(path)}/lines/${line.id}/withdrawal`)} hidden={hiddenVersion(version)}>
          <ButtonRow>
            <Button>{t("cofunding.own.withdraw")}</Button>
            <ButtonLink href={href(funderPath(path))} kind="secondary">
              {t("forms.cancel")}
            </ButtonLink>
          </ButtonRow>
        </Form>
      </>
    ),
  });
};

export const withdrawPledge = async (c: PortalContext): Promise<Response> => {
  const path = { ...funderPathOf(c), lineId: lineIdOf(c) };
  const params = { path, header: changeHeaders(await readForm(c)) };
  const withdrawn = await answerOf(
    apiOf(c).POST("/v1/cofunding/joint-actions/{jointActionId}/funders/{funder}/lines/{lineId}/withdrawal", { params }),
  );
  return withdrawn.ok
    ? seeOther(c, after(funderPath(path), "withdrawn"))
    : showProblem(c, withdrawn.error, funderPath(path));
};
