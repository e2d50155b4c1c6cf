import type { FC } from "hono/jsx";
import { answerOf, apiOf, changeHeaders, hiddenVersion, seeOther, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Form } from "../../components/form.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { Paragraphs } from "../../components/paragraphs.tsx";
import { Section } from "../../components/section.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { Table } from "../../components/table.tsx";
import { DateOf, DateTimeOf } from "../../components/time.tsx";
import { readForm } from "../../forms/form-values.ts";
import { namePeople } from "../../name-people.ts";
import { usePage } from "../../page/page-context.ts";
import { isAllowed, isOffered, offBecause } from "../cofunding/allowed-action.ts";
import { faultInWords } from "../proposals/checklist.tsx";
import { placeOf } from "../proposals/proposal-facts.ts";
import {
  type AdmissibilityPage,
  type CheckName,
  outcomeTone,
  proposalCrumbs,
  proposalPath,
  readAdmissibility,
  stateTone,
} from "./vocabulary.ts";
import { Clarifications } from "./clarifications.tsx";

type Shown = { readonly shown: AdmissibilityPage };
type Row = {
  readonly check: CheckName;
  readonly outcome: "PASS" | "FAIL" | "TO_DECIDE";
  readonly platform: "PASS" | "FAIL" | "TO_DECIDE";
  readonly about: readonly string[];
  readonly faults: readonly Schemas["CheckFault"][];
  readonly reason: string | undefined;
  readonly rules: readonly string[];
};

const rowsOf = ({ file, rules }: AdmissibilityPage): readonly Row[] =>
  (file?.checks ?? []).map(({ check, outcome, about, faults = [] }) => {
    const finding = file?.findings.find((one) => one.check === check);
    return {
      check,
      outcome: finding?.outcome ?? outcome,
      platform: outcome,
      about,
      faults,
      reason: finding?.reason,
      rules: rules[check] ?? [],
    };
  });

const Outcome: FC<{ row: Row }> = ({ row: { outcome, platform, reason } }) => {
  const { t } = usePage();
  return (
    <>
      <StatusLabel tone={outcomeTone[outcome]}>{t(`admissibility.outcome.${outcome}`)}</StatusLabel>
      {reason !== undefined && (
        <>
          <Paragraphs text={reason} />
          <p>{t("admissibility.platformFound", { outcome: t(`admissibility.outcome.${platform}`) })}</p>
        </>
      )}
    </>
  );
};

/** The lines of the checklist in the words that the applicant read them in, else what the check is about. */
const About: FC<{ row: Row }> = ({ row: { about, faults } }) => {
  const page = usePage();
  if (faults.length === 0) return <>{about.join(", ")}</>;
  return (
    <ul>
      {faults.map((fault) => (
        <li>{faultInWords((slot) => placeOf(slot, page), fault, page)}</li>
      ))}
    </ul>
  );
};

const Checks: FC<Shown> = ({ shown }) => {
  const { t, href } = usePage();
  const mayFind = isAllowed(shown.allowedActions, "recordFinding");
  return (
    <Section title={t("admissibility.checks")}>
      <Table
        caption={t("admissibility.checksCaption")}
        columns={[
          {
            header: t("admissibility.checkHeader"),
            namesRow: true,
            cell: ({ check, rules }) => (
              <>
                {t(`admissibility.check.${check}`)}
                <br />
                {t("admissibility.rules", { rules: rules.join(", ") })}
              </>
            ),
          },
          { header: t("admissibility.outcomeHeader"), cell: (row) => <Outcome row={row} /> },
          { header: t("admissibility.about"), cell: (row) => <About row={row} /> },
          ...(mayFind
            ? [
                {
                  header: t("evaluation.board.next"),
                  cell: ({ check }: Row) => (
                    <Link href={href(`${proposalPath(shown.proposalId)}/findings/${check}`)}>
                      {t("admissibility.find", { check: t(`admissibility.check.${check}`) })}
                    </Link>
                  ),
                },
              ]
            : []),
        ]}
        rows={rowsOf(shown)}
        empty={t(shown.isApplicant ? "admissibility.applicantWaits" : "admissibility.notScreened")}
      />
    </Section>
  );
};

/** Whose accounts are looked at before the signature: it holds no admission up. */
const Capacity: FC<Shown> = ({ shown: { file } }) => {
  const page = usePage();
  const { t } = page;
  if (file?.capacity === undefined) return null;
  return (
    <Section title={t("admissibility.capacity")}>
      <p>{t("admissibility.capacityText")}</p>
      <Table
        caption={t("admissibility.capacityCaption")}
        columns={[
          { header: t("admissibility.capacityOf"), namesRow: true, cell: ({ slot }) => placeOf(slot, page) },
          {
            header: t("admissibility.capacityHeader"),
            cell: ({ ground }) => t(`admissibility.capacity.${ground}`),
          },
        ]}
        rows={file.capacity}
        empty=""
      />
    </Section>
  );
};

/** What was decided, why, and what can be done about it: the letter to the applicant. */
const Decision: FC<Shown> = ({ shown: { admissibility: head, file } }) => {
  const { t } = usePage();
  const decision = file?.decision;
  if (head === undefined || decision === undefined) return null;
  const review = file?.review;
  const isRefused = decision.outcome === "REFUSED";
  return (
    <Section title={t("admissibility.decision")}>
      <DescriptionList
        items={[
          { term: t("admissibility.decidedAt"), detail: <DateTimeOf at={decision.at} /> },
          { term: t("admissibility.outcomeHeader"), detail: t(`admissibility.decided.${decision.outcome}`) },
          ...(isRefused
            ? [
                {
                  term: t("admissibility.grounds"),
                  detail: decision.grounds.map((check) => t(`admissibility.check.${check}`)).join("; "),
                },
              ]
            : []),
          ...(decision.reason === undefined
            ? []
            : [{ term: t("admissibility.reason"), detail: <Paragraphs text={decision.reason} /> }]),
          ...("reviewByOn" in head
            ? [{ term: t("admissibility.reviewBy"), detail: <DateOf on={head.reviewByOn} /> }]
            : []),
          ...(review === undefined
            ? []
            : [
                { term: t("admissibility.reviewRequested"), detail: <DateTimeOf at={review.requestedAt} /> },
                { term: t("admissibility.reviewReason"), detail: <Paragraphs text={review.reason} /> },
              ]),
          ...(review?.decision === undefined
            ? []
            : [
                {
                  term: t("admissibility.reviewDecided"),
                  detail: (
                    <>
                      <p>{t(`admissibility.review.${review.decision.outcome}`)}</p>
                      <Paragraphs text={review.decision.reason} />
                    </>
                  ),
                },
              ]),
        ]}
      />
      {isRefused && <p>{t("admissibility.redress")}</p>}
    </Section>
  );
};

const steps = ["askClarification", "refuseProposal", "requestReview", "decideReview"] as const;
const stepPath = {
  askClarification: "clarifications",
  refuseProposal: "refusal",
  requestReview: "review",
  decideReview: "review/decision",
} as const;

const Steps: FC<Shown> = ({ shown }) => {
  const page = usePage();
  const { t, href } = page;
  const { allowedActions, version, proposalId } = shown;
  const path = proposalPath(proposalId);
  const offered = steps.filter((action) => isOffered(allowedActions, action));
  return (
    <>
      {isOffered(allowedActions, "admitProposal") && (
        <Form action={href(`${path}/admission`)} hidden={hiddenVersion(version)}>
          <ButtonRow>
            <Button disabledBecause={offBecause(allowedActions, "admitProposal", page)}>
              {t("admissibility.admit")}
            </Button>
          </ButtonRow>
        </Form>
      )}
      <ButtonRow>
        {offered.map((action) => {
          const because = offBecause(allowedActions, action, page);
          return because === undefined ? (
            <ButtonLink href={href(`${path}/${stepPath[action]}`)} kind="secondary">
              {t(`admissibility.step.${action}`)}
            </ButtonLink>
          ) : (
            <Button kind="secondary" disabledBecause={because}>
              {t(`admissibility.step.${action}`)}
            </Button>
          );
        })}
      </ButtonRow>
      {isAllowed(allowedActions, "screenAgain") && (
        <Form action={href(`${path}/checks`)} hidden={hiddenVersion(version)}>
          <ButtonRow>
            <Button kind="tertiary">{t("admissibility.screenAgain")}</Button>
          </ButtonRow>
        </Form>
      )}
    </>
  );
};

const Done: FC = () => {
  const { t, query } = usePage();
  return query.get("done") === "yes" ? <Notification kind="success" title={t("admissibility.done")} /> : null;
};

/** One proposal: for officers its checks and what to do, for its own people what they are asked and what was decided. */
export const showAdmissibility = async (c: PortalContext): Promise<Response> => {
  const read = await readAdmissibility(c);
  if (!read.ok) return showProblem(c, read.error);
  const shown = read.value;
  await namePeople(c, shown);
  const page = c.get("page");
  const { t } = page;
  const state = shown.admissibility?.state ?? (shown.version > 0 ? "open" : "none");
  return show(c, {
    title: t("admissibility.proposalTitle", { acronym: shown.acronym }),
    lead: shown.title,
    crumbs: proposalCrumbs(page, shown),
    meta: [<StatusLabel tone={stateTone[state]}>{t(`admissibility.state.${state}`)}</StatusLabel>],
    content: (
      <>
        <Done />
        <Decision shown={shown} />
        <Clarifications shown={shown} />
        <Checks shown={shown} />
        <Capacity shown={shown} />
        <Steps shown={shown} />
      </>
    ),
  });
};

const pathOf = (c: PortalContext) => ({ proposalId: c.req.param("proposalId") ?? "" });

export const admitProposal = async (c: PortalContext): Promise<Response> => {
  const path = pathOf(c);
  const params = { path, header: changeHeaders(await readForm(c)) };
  const done = await answerOf(apiOf(c).POST("/v1/admissibility/proposals/{proposalId}/admission", { params }));
  return done.ok
    ? seeOther(c, `${proposalPath(path.proposalId)}?done=yes`)
    : showProblem(c, done.error, proposalPath(path.proposalId));
};

export const screenAgain = async (c: PortalContext): Promise<Response> => {
  const path = pathOf(c);
  const params = { path, header: changeHeaders(await readForm(c)) };
  const done = await answerOf(apiOf(c).POST("/v1/admissibility/proposals/{proposalId}/checks", { params }));
  return done.ok
    ? seeOther(c, `${proposalPath(path.proposalId)}?done=yes`)
    : showProblem(c, done.error, proposalPath(path.proposalId));
};
