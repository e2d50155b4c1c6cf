import type { FC } from "hono/jsx";
import { answerOf, apiOf, commandHeaders, hiddenKeys, seeOther, type Schemas } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonRow } from "../../components/button.tsx";
import { Form } from "../../components/form.tsx";
import { Paragraphs } from "../../components/paragraphs.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { readForm, type FormValues } from "../../forms/form-values.ts";
import { usePage } from "../../page/page-context.ts";
import { isOffered, offBecause } from "../cofunding/allowed-action.ts";
import { commentMax, proposalPath } from "./vocabulary.ts";

type ConsensusPage = Schemas["ConsensusPage"];

const SignForm: FC<{ shown: ConsensusPage; form: FormValues }> = ({ shown, form }) => {
  const page = usePage();
  const { t, href } = page;
  const { proposalId, consensus, allowedActions } = shown;
  const hidden = { ...hiddenKeys(form), consensusSha256: consensus?.bodySha256 ?? "" };
  return (
    <Form action={href(`${proposalPath(proposalId)}/consensus/signature`)} hidden={hidden}>
      <TextArea
        name="minorityView"
        label={t("evaluation.sign.minorityView")}
        help={t("evaluation.sign.minorityHelp")}
        value={form.text("minorityView")}
        charactersMax={commentMax}
        rows={4}
      />
      <ButtonRow>
        <Button disabledBecause={offBecause(allowedActions, "signConsensus", page)}>
          {t("evaluation.sign.submit")}
        </Button>
      </ButtonRow>
    </Form>
  );
};

/** Who stands behind what was agreed, and who sees it differently. */
export const Signatures: FC<{ shown: ConsensusPage; form: FormValues }> = ({ shown, form }) => {
  const { t } = usePage();
  const { signatures, experts, allowedActions } = shown;
  const isSigned = allowedActions.some(({ because }) => because === "ConsensusSigned");
  const view = (text: string | undefined) =>
    text === undefined ? t("evaluation.sign.agrees") : <Paragraphs text={text} />;
  return (
    <Section title={t("evaluation.sign.title")}>
      <p>{t("evaluation.sign.count", { signed: signatures.length, experts })}</p>
      <Table
        caption={t("evaluation.sign.title")}
        columns={[
          {
            header: t("evaluation.sign.who"),
            namesRow: true,
            cell: ({ place }) => t("evaluation.consensus.expert", { place }),
          },
          { header: t("evaluation.sign.at"), cell: ({ signedAt }) => <DateTimeOf at={signedAt} /> },
          { header: t("evaluation.sign.view"), cell: ({ minorityView }) => view(minorityView) },
        ]}
        rows={signatures}
        empty={t("evaluation.sign.none")}
      />
      {!isSigned && isOffered(allowedActions, "signConsensus") && <SignForm shown={shown} form={form} />}
    </Section>
  );
};

export const signConsensus = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const proposalId = c.req.param("proposalId") ?? "";
  const minorityView = form.text("minorityView").trim();
  const params = { path: { proposalId }, header: commandHeaders(form) };
  const body = { consensusSha256: form.text("consensusSha256"), ...(minorityView === "" ? {} : { minorityView }) };
  const signed = await answerOf(
    apiOf(c).POST("/v1/evaluation/proposals/{proposalId}/consensus/signature", { params, body }),
  );
  return signed.ok ? seeOther(c, `${proposalPath(proposalId)}/consensus`) : showProblem(c, signed.error);
};
