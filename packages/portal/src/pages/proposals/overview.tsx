import type { FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { StepList, type StepState } from "../../components/step-list.tsx";
import { Table } from "../../components/table.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { Corrected } from "../calls/corrected.tsx";
import { usePage } from "../../page/page-context.ts";
import { grantRangeText } from "../calls/call-facts.tsx";
import { clockItems } from "../evaluation/award-clock.tsx";
import { resultPath } from "../results/result-path.ts";
import { whyNot } from "./allowed-action.ts";
import { Checklist, pageOfPart } from "./checklist.tsx";
import { ConsortiumTable } from "./consortium-table.tsx";
import { DownloadPdf } from "./download-files.tsx";
import { deadlineOf, ProposalClock } from "./part-form.tsx";
import {
  lastSavedAt,
  nameOf,
  partAt,
  partnerName,
  partnersOf,
  proposalPath,
  readFacts,
  sectionsOf,
  type Draft,
  type ProposalFacts,
} from "./proposal-facts.ts";
import { isOpenAt, isUpToDate, nextStep, ProposalState } from "./proposal-state.tsx";

const stepOf = (draft: Draft, isOpen: boolean): number => {
  const { proposal, shortcomings } = draft;
  if (!isOpen || isUpToDate(draft)) return 3;
  if (proposal.state === "writing") return shortcomings.length > 0 ? 0 : 1;
  return 2;
};

/** All of them are behind an applicant who was told the result. */
const stepsOfProposal = 4;

const Steps: FC<{ facts: ProposalFacts; isTold: boolean }> = ({ facts: { draft, call }, isTold }) => {
  const { t, now } = usePage();
  const isOpen = isOpenAt(now, call);
  const current = isTold ? stepsOfProposal : stepOf(draft, isOpen);
  const stateOf = (index: number): StepState => {
    if (index < current) return "done";
    return index === current ? "current" : "upcoming";
  };
  const mine = { actor: t("proposals.actor.you"), untilAt: call.closesAt };
  const steps = [
    { title: t("proposals.stepWrite"), text: t("proposals.stepWriteText"), ...mine },
    { title: t("proposals.stepReview"), text: t("proposals.stepReviewText"), ...mine },
    { title: t("proposals.stepSubmit"), text: t("proposals.stepSubmitText"), ...mine },
    {
      title: t("proposals.stepResult"),
      actor: t("proposals.actor.centre"),
      untilOn: call.content.plannedInformOn,
    },
  ];
  return (
    <Section title={t("proposals.section.steps")}>
      <StepList steps={steps.map((step, index) => ({ ...step, state: stateOf(index) }))} />
    </Section>
  );
};

const Actions: FC<{ draft: Draft }> = ({ draft }) => {
  const page = usePage();
  const { t, href } = page;
  const path = proposalPath(draft);
  const { state } = draft.proposal;
  const cannotReview = state === "writing" ? whyNot(draft, "freezeProposal", page) : undefined;
  const isOver = state !== "writing" && whyNot(draft, "submitProposal", page) !== undefined;
  const cannotWithdraw = whyNot(draft, "withdrawProposal", page);
  return (
    <Section title={t("proposals.section.documents")}>
      <ButtonRow>
        {cannotReview === undefined ? (
          <ButtonLink href={href(`${path}/review`)} kind={isOver ? "secondary" : "primary"}>
            {t(isOver ? "proposals.toFrozen" : "proposals.toReview")}
          </ButtonLink>
        ) : (
          <Button disabledBecause={cannotReview}>{t("proposals.toReview")}</Button>
        )}
        {state === "submitted" && (
          <ButtonLink href={href(`${path}/receipt`)} kind="secondary" icon="file">
            {t("proposals.receipt")}
          </ButtonLink>
        )}
        {state === "submitted" && isOver && (
          <ButtonLink href={href(`/admissibility${path}`)} kind="secondary">
            {t("proposals.toAdmissibility")}
          </ButtonLink>
        )}
        {state === "submitted" &&
          (cannotWithdraw === undefined ? (
            <ButtonLink href={href(`${path}/withdrawal`)} kind="tertiary">
              {t("proposals.withdraw")}
            </ButtonLink>
          ) : (
            <Button kind="tertiary" disabledBecause={cannotWithdraw}>
              {t("proposals.withdraw")}
            </Button>
          ))}
      </ButtonRow>
    </Section>
  );
};

const Parts: FC<{ facts: ProposalFacts }> = ({ facts }) => {
  const { t, href, format } = usePage();
  const { draft } = facts;
  const rows = [
    { path: "general", title: t("proposals.part.general") },
    ...sectionsOf(facts).map((section) => ({ path: `text.${section}`, title: t(`proposals.section.${section}`) })),
    ...(facts.call.content.annexes ?? []).map(({ annexId, title }) => ({ path: `annex.${annexId}`, title })),
  ];
  return (
    <Section title={t("proposals.section.parts")}>
      <Table
        caption={t("proposals.parts.caption")}
        columns={[
          {
            header: t("proposals.parts.part"),
            namesRow: true,
            cell: ({ path, title }) => <Link href={href(pageOfPart(draft, path))}>{title}</Link>,
          },
          {
            header: t("proposals.parts.savedAt"),
            cell: ({ path }) => {
              const part = partAt(draft, path);
              return part === undefined ? t("forms.notSavedYet") : format.dateTime(part.savedAt);
            },
          },
        ]}
        rows={rows}
        empty=""
      />
      <ButtonRow>
        {(facts.call.content.annexes ?? []).length > 0 && (
          <ButtonLink href={href(`${proposalPath(draft)}/annexes`)} kind="secondary">
            {t("annexes.title")}
          </ButtonLink>
        )}
        <DownloadPdf draft={draft} />
      </ButtonRow>
    </Section>
  );
};

const AddPartner: FC<{ draft: Draft }> = ({ draft }) => {
  const page = usePage();
  const { t, href } = page;
  const cannotSave = whyNot(draft, "savePart", page);
  const label = t(partnersOf(draft).length === 0 ? "proposals.consortium.addCoordinator" : "proposals.consortium.add");
  return (
    <ButtonRow>
      {cannotSave === undefined ? (
        <ButtonLink href={href(`${proposalPath(draft)}/partners/new`)} kind="secondary" icon="plus">
          {label}
        </ButtonLink>
      ) : (
        <Button kind="secondary" disabledBecause={cannotSave}>
          {label}
        </Button>
      )}
    </ButtonRow>
  );
};

const Consortium: FC<{ facts: ProposalFacts }> = ({ facts: { draft, call } }) => {
  const page = usePage();
  const { t, href, format } = page;
  const topic = call.content.topics.find(({ topicId }) => topicId === draft.proposal.topicId);
  const path = proposalPath(draft);
  return (
    <Section title={t("proposals.section.consortium")}>
      <ConsortiumTable
        totals={draft.totals}
        nameOf={(slot) => (
          <>
            <Link href={href(`${path}/partners/${slot}`)}>{partnerName(draft, slot, page)}</Link>
            <br />
            <Link href={href(`${path}/budget/${slot}`)}>{t("proposals.consortium.budget")}</Link>
          </>
        )}
        empty={t("proposals.consortium.empty")}
      />
      {topic !== undefined && (
        <p>
          {t("proposals.consortium.range", {
            range: grantRangeText(topic, page),
            requested: format.money(draft.totals.requestedCents),
          })}
        </p>
      )}
      <ButtonRow>
        <ButtonLink href={href(`${path}/budget`)} kind="primary">
          {t("budget.title")}
        </ButtonLink>
      </ButtonRow>
      <AddPartner draft={draft} />
      <ul class="portal-link-list">
        <li>
          <Link href={href(`${path}/consortium`)}>{t("consortium.toPage")}</Link>
        </li>
        <li>
          <Link href={href(`${path}/comparison`)}>{t("consortium.toComparison")}</Link>
        </li>
        <li>
          <Link href={href(`${path}/copy`)}>{t("consortium.toCopy")}</Link>
        </li>
      </ul>
    </Section>
  );
};

const Withdrawn: FC<{ facts: ProposalFacts }> = ({ facts: { call } }) => {
  const { t, format } = usePage();
  return (
    <Notification kind="success" title={t("proposals.withdrawn")}>
      <p>{t("proposals.withdrawnText", { at: format.dateTime(call.closesAt) })}</p>
    </Notification>
  );
};

/** What was written since the submission does not count before it is submitted too. */
const Unsubmitted: FC<{ facts: ProposalFacts }> = ({ facts: { draft, call } }) => {
  const { t, href, now } = usePage();
  if (!draft.isDraftUnsubmitted || !isOpenAt(now, call)) return null;
  return (
    <Notification kind="warning" title={t("proposals.unsubmitted")}>
      <p>
        <Link href={href(`${proposalPath(draft)}/review`)}>{t("proposals.toReview")}</Link>
      </p>
    </Notification>
  );
};

const Facts: FC<{ facts: ProposalFacts }> = ({ facts: { draft, call } }) => {
  const { t, href } = usePage();
  const savedAt = lastSavedAt(draft);
  return (
    <DescriptionList
      items={[
        {
          term: t("proposals.receiptCall"),
          detail: <Link href={href(`/calls/${call.callId}`)}>{call.content.title}</Link>,
        },
        { term: t("calls.fact.deadline"), detail: <DateTimeOf at={call.closesAt} /> },
        {
          term: t("proposals.parts.savedAt"),
          detail: savedAt === null ? t("forms.notSavedYet") : <DateTimeOf at={savedAt} />,
        },
      ]}
    />
  );
};

type Clocks = Schemas["ProposalClocks"];

/** After the deadline, by when the applicant is told the result, and by when an agreement is signed. */
const readClocks = async (c: PortalContext, { draft, call }: ProposalFacts): Promise<Clocks | null> => {
  const { id, state } = draft.proposal;
  if (state !== "submitted" || c.get("page").now <= call.closesAt) return null;
  const params = { path: { proposalId: id } };
  const read = await answerOf(apiOf(c).GET("/v1/awards/proposals/{proposalId}/clocks", { params }));
  return read.ok ? read.value : null;
};

const ResultDates: FC<{ clocks: Clocks; proposalId: string }> = ({ clocks, proposalId }) => {
  const page = usePage();
  return (
    <Section title={page.t("evaluation.clock.section")}>
      <DescriptionList items={clockItems(clocks, page)} />
      {clocks.isToldHere && (
        <ul class="portal-link-list">
          <li>
            <Link href={page.href(resultPath(proposalId))}>{page.t("results.link")}</Link>
          </li>
        </ul>
      )}
    </Section>
  );
};

/** Where the proposal stands, what is missing, and the way to every part of it. */
export const showOverview = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const facts = await readFacts(c);
  if (!facts.ok) return showProblem(c, facts.error);
  const { draft, call } = facts.value;
  const clocks = await readClocks(c, facts.value);
  const isTold = clocks?.isToldHere === true;
  return show(c, {
    title: nameOf(draft, page),
    lead: isTold
      ? page.t("proposals.next.told")
      : nextStep(draft, { ...call, plannedInformOn: call.content.plannedInformOn }, page),
    crumbs: [{ label: page.t("proposals.title"), path: "/proposals" }],
    meta: [draft.proposal.topicId, deadlineOf(facts.value, page), <ProposalState state={draft.proposal.state} />],
    content: (
      <>
        {page.query.get("done") === "withdrawn" && draft.proposal.state === "withdrawn" && (
          <Withdrawn facts={facts.value} />
        )}
        <ProposalClock facts={facts.value} />
        <Unsubmitted facts={facts.value} />
        <Corrected version={facts.value.call} />
        <Facts facts={facts.value} />
        {clocks !== null && <ResultDates clocks={clocks} proposalId={draft.proposal.id} />}
        <Section title={page.t("proposals.section.checklist")}>
          <Checklist draft={draft} />
        </Section>
        <Actions draft={draft} />
        <Parts facts={facts.value} />
        <Consortium facts={facts.value} />
        <Steps facts={facts.value} isTold={isTold} />
      </>
    ),
  });
};
