import type { Child, FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Amount } from "../../components/amount.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { DateOf } from "../../components/time.tsx";
import { type PageContext, usePage } from "../../page/page-context.ts";
import type { Page } from "../../page/page.ts";
import { ReplayTable } from "./replay-table.tsx";

type Replay = Schemas["PaymentReplay"];
type Outcome = Replay["recomputed"];
type Figure = keyof Outcome;

/** In the order in which they are compared. */
const figures: readonly Figure[] = [
  "sheetSha256",
  "amountCents",
  "clockFromOn",
  "limitDays",
  "coordinator",
  "commitmentId",
];

const Verdict: FC<{ replay: Replay }> = ({ replay: { brokenLink, firstDifference } }) => {
  const { t } = usePage();
  if (brokenLink !== null)
    return (
      <Notification kind="error" title={t("audit.broken")}>
        {t("audit.brokenText", { kind: brokenLink.kind })}
      </Notification>
    );
  return firstDifference === null ? (
    <Notification kind="success" title={t("audit.replay.equal")}>
      {t("audit.replay.paymentEqualText")}
    </Notification>
  ) : (
    <Notification kind="error" title={t("audit.replay.different")}>
      {t("audit.replay.paymentDifferentText", { figure: t(`audit.replay.figure.${firstDifference}`) })}
    </Notification>
  );
};

const Inputs: FC<{ replay: Replay }> = ({ replay: { agreementId, inputs, rules } }) => {
  const { t, href } = usePage();
  const { maxGrantCents, prefinancingRate, mimRate, inForceOn, startsOn } = inputs;
  return (
    <DescriptionList
      items={[
        {
          term: t("audit.replay.agreement"),
          detail: <Link href={href(`/audit/${agreementId}`)}>{agreementId}</Link>,
        },
        { term: t("audit.replay.maxGrant"), detail: <Amount cents={maxGrantCents} /> },
        { term: t("audit.replay.prefinancingRate"), detail: prefinancingRate },
        { term: t("audit.replay.mimRate"), detail: mimRate },
        { term: t("audit.replay.inForceOn"), detail: <DateOf on={inForceOn} /> },
        { term: t("audit.replay.startsOn"), detail: <DateOf on={startsOn} /> },
        { term: t("audit.replay.rules"), detail: <code>{rules.join(", ")}</code> },
      ]}
    />
  );
};

const shownFigure = (outcome: Outcome | null, figure: Figure): Child => {
  if (outcome === null) return "–";
  if (figure === "amountCents") return <Amount cents={outcome.amountCents} />;
  if (figure === "clockFromOn") return <DateOf on={outcome.clockFromOn} />;
  return figure === "limitDays" ? String(outcome.limitDays) : <code class="portal-digest">{outcome[figure]}</code>;
};

const replayPage = ({ t }: PageContext, replay: Replay): Page => ({
  title: t("audit.replay.paymentTitle"),
  lead: t("audit.replay.paymentLead"),
  crumbs: [
    { label: t("audit.title"), path: "/audit" },
    { label: replay.requestId, path: `/audit/${replay.requestId}` },
  ],
  content: (
    <>
      <Verdict replay={replay} />
      <Section title={t("audit.replay.inputs")}>
        <Inputs replay={replay} />
      </Section>
      <Section title={t("audit.replay.outcome")}>
        <ReplayTable
          rows={figures.map((figure) => ({
            what: t(`audit.replay.figure.${figure}`),
            decided: shownFigure(replay.decided, figure),
            recomputed: shownFigure(replay.recomputed, figure),
            kept: shownFigure(replay.kept, figure),
          }))}
        />
      </Section>
    </>
  ),
});

/** A payment computed once more from what was signed, beside what was asked for. */
export const showPaymentReplay = async (c: PortalContext): Promise<Response> => {
  const path = { requestId: c.req.param("aggregate") ?? "" };
  const replay = await answerOf(apiOf(c).GET("/v1/disbursement/requests/{requestId}/replay", { params: { path } }));
  return replay.ok ? show(c, replayPage(c.get("page"), replay.value)) : showProblem(c, replay.error);
};
