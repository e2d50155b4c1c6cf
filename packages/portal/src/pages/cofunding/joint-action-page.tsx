import type { FC } from "hono/jsx";
import { answerOf, apiOf, changeHeaders, hiddenVersion, seeOther, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Form } from "../../components/form.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { readForm } from "../../forms/form-values.ts";
import { mayDo } from "../../may-do.ts";
import { usePage } from "../../page/page-context.ts";
import { isProgrammeOfficer } from "../calls/officer.ts";
import { isOffered, offBecause } from "./allowed-action.ts";
import { DoneNotice, after } from "./done-notice.tsx";
import { LinesTable } from "./lines-table.tsx";
import { AdministrativeSection, FundersSection, UnionSide } from "./matching-sections.tsx";
import { PotTable } from "./pot-table.tsx";
import { cofundingCrumb, funderPath, jointActionPath, readJointAction, titleOf } from "./read-cofunding.ts";
import { jointActionTone } from "./vocabulary.ts";

type JointActionPage = Schemas["JointActionPage"];
type Step = "requests" | "verdict-lock";

const StepForm: FC<{ page: JointActionPage; step: Step }> = ({ page: shown, step }) => {
  const page = usePage();
  const { t, href } = page;
  const [action, words] =
    step === "requests" ? (["listNationalRequests", "list"] as const) : (["lockVerdicts", "lock"] as const);
  if (!isOffered(shown.allowedActions, action)) return null;
  return (
    <Form action={href(`${jointActionPath(shown.jointAction.id)}/${step}`)} hidden={hiddenVersion(shown.version)}>
      <p>{t(`cofunding.verdicts.${words}Help`)}</p>
      <ButtonRow>
        <Button kind="secondary" disabledBecause={offBecause(shown.allowedActions, action, page)}>
          {t(`cofunding.verdicts.${words}`)}
        </Button>
      </ButtonRow>
    </Form>
  );
};

const VerdictsSection: FC<{ page: JointActionPage }> = ({ page }) => {
  const { t } = usePage();
  const { jointAction } = page;
  return (
    <Section title={t("cofunding.verdicts.title")}>
      <p>{t(`cofunding.next.${jointAction.state}`)}</p>
      {jointAction.state !== "open" && <p>{t("cofunding.verdicts.listed", { count: jointAction.requests })}</p>}
      {jointAction.state === "open" && <StepForm page={page} step="requests" />}
      {jointAction.state === "inVerdicts" && <StepForm page={page} step="verdict-lock" />}
    </Section>
  );
};

type ShownLine = JointActionPage["lines"][number];
/** What is done with a line of the other side: who does it, and at which of its steps. */
const lineActs = [
  {
    path: "debit-notes",
    action: "readTranches",
    at: ["committed", "due", "overdue", "notified", "remedyPeriod", "default", "paid", "remedied"],
    words: "debitNotes.tranches",
    through: "CENTRE",
  },
  { path: "call", action: "callContribution", at: ["committed"], words: "cofunding.callLine", through: "OTHERS" },
  {
    path: "receipt",
    action: "recordContribution",
    at: ["due", "overdue", "notified", "remedyPeriod", "default"],
    words: "cofunding.recordReceipt",
    through: "OTHERS",
  },
  {
    path: "default",
    action: "takeDefaultStep",
    at: ["overdue", "notified", "remedyPeriod"],
    words: "cofunding.defaultStep",
    through: "ANY",
  },
] as const satisfies readonly { readonly at: readonly ShownLine["status"][]; readonly [more: string]: unknown }[];

const LineActs: FC<{ shown: ShownLine }> = ({ shown: { line, status } }) => {
  const { t, href, person } = usePage();
  const lineHref = `${funderPath({ jointActionId: line.jointActionId, funder: line.funder })}/lines/${line.id}`;
  // Money through the Centre has its debit notes; the rest is called and recorded as a whole.
  const way = line.channel === "VIA_ECCC" ? "CENTRE" : "OTHERS";
  const offered = lineActs.filter(
    ({ action, at, through }) =>
      (through === "ANY" || through === way) && mayDo(person, action) && at.some((step) => step === status),
  );
  return (
    <>
      {offered.map(({ path, words }) => (
        <div>
          <Link href={href(`${lineHref}/${path}`)}>{t(words)}</Link>
        </div>
      ))}
    </>
  );
};

const LinesSection: FC<{ page: JointActionPage }> = ({ page: { lines } }) => {
  const { t, person } = usePage();
  const mayAct = lineActs.some(({ action }) => mayDo(person, action));
  return (
    <Section title={t("cofunding.lines.caption")}>
      <LinesTable
        lines={lines}
        empty={t("cofunding.lines.empty")}
        action={mayAct ? (shown) => <LineActs shown={shown} /> : undefined}
      />
    </Section>
  );
};

/** Until the call names its joint action, the two know nothing of each other: the way back to the draft. */
const NameInCall: FC<{ page: JointActionPage }> = ({ page: { jointAction, call } }) => {
  const { t, query, href, person } = usePage();
  const isJustOpened = query.get("done") === "opened";
  if (!isProgrammeOfficer(person) || (call !== null && !isJustOpened)) return null;
  return (
    <Notification
      kind={isJustOpened ? "success" : "info"}
      title={t(isJustOpened ? "cofunding.opened" : "cofunding.unpublished")}
    >
      <p>{t("cofunding.openedText", { id: jointAction.id })}</p>
      <p>
        <Link href={href(`/calls/${jointAction.callId}/edit?jointAction=${jointAction.id}`)}>
          {t("cofunding.nameInCall")}
        </Link>
      </p>
    </Notification>
  );
};

const Content: FC<{ page: JointActionPage }> = ({ page }) => {
  const { t, href, person } = usePage();
  const { jointAction, matching, budgets } = page;
  return (
    <>
      <NameInCall page={page} />
      <DoneNotice />
      <UnionSide page={page} />
      <FundersSection matching={matching} />
      <LinesSection page={page} />
      <AdministrativeSection page={page} />
      <Section title={t("cofunding.budgets.title")}>
        <PotTable caption={t("cofunding.budgets.caption")} lines={budgets} empty={t("cofunding.budgets.empty")} />
        {mayDo(person, "readPot") && (
          <ButtonRow>
            <ButtonLink href={href(`/cofunding/calls/${jointAction.callId}`)} kind="secondary">
              {t("cofunding.pot.caption")}
            </ButtonLink>
          </ButtonRow>
        )}
      </Section>
      <VerdictsSection page={page} />
    </>
  );
};

/** The officer's page of a joint action. */
export const showJointAction = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const read = await readJointAction(c, c.req.param("jointActionId") ?? "");
  if (!read.ok) return showProblem(c, read.error);
  const { jointAction, call } = read.value;
  return show(c, {
    title: titleOf(page, call),
    crumbs: [cofundingCrumb(page)],
    meta: [
      jointAction.id,
      <StatusLabel tone={jointActionTone[jointAction.state]}>
        {page.t(`cofunding.openState.${jointAction.state}`)}
      </StatusLabel>,
    ],
    content: <Content page={read.value} />,
  });
};

export const listRequests = async (c: PortalContext): Promise<Response> => {
  const jointActionId = c.req.param("jointActionId") ?? "";
  const params = { path: { jointActionId }, header: changeHeaders(await readForm(c)) };
  const listed = await answerOf(apiOf(c).POST("/v1/cofunding/joint-actions/{jointActionId}/requests", { params }));
  const path = jointActionPath(jointActionId);
  return listed.ok ? seeOther(c, after(path, "listed")) : showProblem(c, listed.error, path);
};

export const lockVerdicts = async (c: PortalContext): Promise<Response> => {
  const jointActionId = c.req.param("jointActionId") ?? "";
  const params = { path: { jointActionId }, header: changeHeaders(await readForm(c)) };
  const locked = await answerOf(apiOf(c).POST("/v1/cofunding/joint-actions/{jointActionId}/verdict-lock", { params }));
  const path = jointActionPath(jointActionId);
  return locked.ok ? seeOther(c, after(path, "locked")) : showProblem(c, locked.error, path);
};
