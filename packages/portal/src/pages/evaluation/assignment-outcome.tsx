import type { FC } from "hono/jsx";
import { hiddenVersion } from "../../api-client.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Form } from "../../components/form.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { usePage } from "../../page/page-context.ts";
import { problemToWords } from "../../problem.ts";
import { isAllowed } from "../cofunding/allowed-action.ts";
import { namesIn, runPath, signed, type ShownRun } from "./assignment-words.ts";
import type { ReadRun } from "./read-assignment.ts";
import { sum } from "./vocabulary.ts";

const conflict = 409;

/** How far the worker is, and a way to look again that needs no script. */
export const RunProgress: FC<{ read: ReadRun }> = ({ read: { callId, shown } }) => {
  const { t, href } = usePage();
  const { run, progress } = shown;
  const { done = 0, total = 0, phase = "WAITING" } = progress ?? {};
  const told = t(`assignment.phase.${phase}`, { done, total });
  const isUnderWay = run.state === "queued" || (run.state === "adopted" && phase !== "CARRIED_OUT");
  if (!isUnderWay) return null;
  return (
    <Notification kind="info" title={t("assignment.progress")}>
      <p>
        {run.state === "adopted" && (
          <>
            <progress value={done} max={Math.max(total, 1)} aria-label={told} />{" "}
          </>
        )}
        {told}
      </p>
      <ButtonRow>
        <ButtonLink kind="secondary" href={href(runPath(callId, run.id))}>
          {t("assignment.again")}
        </ButtonLink>
      </ButtonRow>
    </Notification>
  );
};

/** What the check says of the plan, or why there is none. */
export const Verdict: FC<{ shown: ShownRun }> = ({ shown: { run, shortage, names, moves } }) => {
  const page = usePage();
  const { t, format } = page;
  if (run.state === "impossible") {
    const nameOf = namesIn({ names });
    return (
      <>
        <Notification kind="warning" title={t("assignment.impossibleTitle")}>
          <p>{t(`assignment.because.${run.because}`, { missing: run.missing })}</p>
        </Notification>
        <DescriptionList
          items={[
            ...((shortage?.proposals.length ?? 0) === 0
              ? []
              : [
                  {
                    term: t("assignment.shortProposals"),
                    detail: shortage?.proposals.map(({ acronym }) => acronym).join(", "),
                  },
                ]),
            ...((shortage?.experts.length ?? 0) === 0
              ? []
              : [{ term: t("assignment.shortExperts"), detail: shortage?.experts.map(nameOf).join(", ") }]),
          ]}
        />
      </>
    );
  }
  if (run.state === "queued") return null;
  if (run.movesSha256 !== undefined)
    return (
      <Notification kind="info" title={t("assignment.byHandTitle")}>
        <p>{t("assignment.byHand", { points: signed(sum(moves.map(({ delta }) => delta)), page) })}</p>
      </Notification>
    );
  return run.gap === 0 ? (
    <Notification kind="success" title={t("assignment.provenTitle")}>
      <p>{t(run.basedOn === undefined ? "assignment.proven" : "assignment.provenRepair")}</p>
    </Notification>
  ) : (
    <Notification kind="warning" title={t("assignment.gapTitle")}>
      <p>{t("assignment.gap", { gap: format.number(run.gap) })}</p>
    </Notification>
  );
};

export const RunFacts: FC<{ shown: ShownRun }> = ({ shown: { run, terms, moves, names } }) => {
  const page = usePage();
  const { t, format } = page;
  const { expertsPerProposal: experts, loadMin: least, loadMax: most, on } = terms.wanted;
  const wanted = t("assignment.terms", { experts, least, most, on: format.date(on) });
  const nameOf = namesIn({ names });
  const points = signed(sum(moves.map(({ delta }) => delta)), page);
  return (
    <Section title={t("assignment.facts")}>
      <DescriptionList
        items={[
          { term: t("assignment.wanted"), detail: wanted },
          ...(terms.lost.length === 0
            ? []
            : [{ term: t("assignment.lost"), detail: terms.lost.map(nameOf).join(", ") }]),
          ...("planSha256" in run
            ? [
                { term: t("assignment.proposals"), detail: format.number(run.proposals) },
                { term: t("assignment.experts"), detail: format.number(run.experts) },
                {
                  term: t("assignment.points"),
                  detail: (
                    <>
                      {format.number(run.points)}
                      <br />
                      <small>{t("assignment.pointsHelp")}</small>
                    </>
                  ),
                },
                ...(run.changes === undefined
                  ? []
                  : [{ term: t("assignment.changes"), detail: format.number(run.changes) }]),
                ...(moves.length === 0
                  ? []
                  : [
                      {
                        term: t("assignment.moves"),
                        detail: t("assignment.movesCost", { count: moves.length, points }),
                      },
                    ]),
                { term: t("assignment.digest"), detail: <code>{run.planSha256}</code> },
              ]
            : []),
        ]}
      />
    </Section>
  );
};

export const Adoption: FC<{ read: ReadRun }> = ({ read: { callId, shown } }) => {
  const { t, href } = usePage();
  if (!isAllowed(shown.allowedActions, "adoptAssignment")) return null;
  return (
    <Section title={t("assignment.adopt")}>
      <p>{t("assignment.adoptText")}</p>
      <Form action={href(`${runPath(callId, shown.run.id)}/adoption`)} hidden={hiddenVersion(shown.version)}>
        <ButtonRow>
          <Button>{t("assignment.adopt")}</Button>
        </ButtonRow>
      </Form>
    </Section>
  );
};

/** Proposals whose experts could not be named: the reason is the refusal that a person would have met. */
export const Refused: FC<{ shown: ShownRun }> = ({ shown: { progress } }) => {
  const { t, language } = usePage();
  if (progress?.phase !== "CARRIED_OUT") return null;
  if (progress.refused.length === 0)
    return (
      <Notification kind="success" title={t("assignment.carriedOut")}>
        <p>{t("assignment.phase.CARRIED_OUT", { total: progress.total })}</p>
      </Notification>
    );
  return (
    <Section title={t("assignment.refused")}>
      <Table
        caption={t("assignment.refused")}
        columns={[
          { header: t("evaluation.proposal"), namesRow: true, cell: ({ proposalId }) => <code>{proposalId}</code> },
          {
            header: t("assignment.refusedWhy"),
            cell: ({ kind }) => problemToWords({ status: conflict, code: kind }, language).reason,
          },
        ]}
        rows={progress.refused}
        empty=""
      />
    </Section>
  );
};
