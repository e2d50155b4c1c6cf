import type { FC } from "hono/jsx";
import { answerOf, apiOf, commandHeaders, hiddenKeys, seeOther, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Amount } from "../../components/amount.tsx";
import { Button, ButtonRow } from "../../components/button.tsx";
import { Form } from "../../components/form.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { Pagination } from "../../components/pagination.tsx";
import { Section } from "../../components/section.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { Table } from "../../components/table.tsx";
import { readForm } from "../../forms/form-values.ts";
import { usePage } from "../../page/page-context.ts";
import { isAllowed, isOffered, offBecause } from "../cofunding/allowed-action.ts";
import { type BoardState, areaCrumb, boardPath, proposalPath, stateTone } from "./vocabulary.ts";

type Board = Schemas["AdmissibilityBoard"];
type Line = Schemas["AdmissibilityLine"];

const pageNumberOf = (asked: string | null): string => (/^[1-9]\d{0,3}$/.test(asked ?? "") ? (asked ?? "1") : "1");

const State: FC<{ line: Line }> = ({ line: { state: standing, waitsForApplicant } }) => {
  const { t } = usePage();
  const state: BoardState = standing ?? "none";
  return (
    <StatusLabel tone={waitsForApplicant ? "neutral" : stateTone[state]}>
      {t(waitsForApplicant ? "admissibility.state.waits" : `admissibility.state.${state}`)}
    </StatusLabel>
  );
};

/** What a person has to look at, and what is not met. */
const Findings: FC<{ line: Line }> = ({ line: { failing, toDecide } }) => {
  const { t } = usePage();
  const words = [
    ...failing.map((check) => t("admissibility.board.fails", { check: t(`admissibility.check.${check}`) })),
    ...toDecide.map((check) => t("admissibility.board.look", { check: t(`admissibility.check.${check}`) })),
  ];
  return (
    <>
      {words.map((word, place) => (
        <>
          {place > 0 && <br />}
          {word}
        </>
      ))}
    </>
  );
};

const Proposals: FC<{ board: Board }> = ({ board: { rows } }) => {
  const { t, href } = usePage();
  return (
    <Table
      caption={t("admissibility.board.caption")}
      columns={[
        {
          header: t("evaluation.proposal"),
          namesRow: true,
          cell: ({ proposalId, acronym, title }) => (
            <>
              <Link href={href(proposalPath(proposalId))}>{acronym}</Link>
              <br />
              {title}
            </>
          ),
        },
        { header: t("admissibility.board.state"), cell: (line) => <State line={line} /> },
        { header: t("admissibility.board.findings"), cell: (line) => <Findings line={line} /> },
        {
          header: t("admissibility.board.requested"),
          align: "right",
          noWrap: true,
          cell: ({ requestedCents }) => <Amount cents={requestedCents} />,
        },
      ]}
      rows={rows}
      empty={t("admissibility.board.empty")}
    />
  );
};

const Screening: FC<{ board: Board }> = ({ board: { callId, page, allowedActions } }) => {
  const context = usePage();
  const { t, href } = context;
  if (!isOffered(allowedActions, "screenProposals")) return null;
  const isAllScreened = allowedActions.some(({ because }) => because === "AlreadyScreened");
  return (
    <Form action={href(`${boardPath(callId)}/pages/${String(page)}`)} hidden={hiddenKeys()}>
      <ButtonRow>
        {isAllowed(allowedActions, "screenProposals") ? (
          <Button>{t("admissibility.screen")}</Button>
        ) : (
          <Button
            disabledBecause={
              isAllScreened ? t("admissibility.allScreened") : offBecause(allowedActions, "screenProposals", context)
            }
          >
            {t("admissibility.screen")}
          </Button>
        )}
      </ButtonRow>
      <p>{t("admissibility.screenHelp")}</p>
    </Form>
  );
};

const Screened: FC = () => {
  const { t, query } = usePage();
  const [admitted, open] = [query.get("admitted"), query.get("open")].map((text) => Number(text ?? ""));
  if (query.get("done") !== "screened" || admitted === undefined || open === undefined) return null;
  return (
    <Notification kind="success" title={t("admissibility.screened")}>
      <p>{t("admissibility.screenedText", { admitted, open })}</p>
    </Notification>
  );
};

/** The board of admissibility: a page of the sealed list, and what each proposal waits for. */
export const showAdmissibilityBoard = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const { t, href, query } = page;
  const params = { path: { callId: c.req.param("callId") ?? "" }, query: { page: pageNumberOf(query.get("page")) } };
  const read = await answerOf(apiOf(c).GET("/v1/admissibility/calls/{callId}", { params }));
  if (!read.ok) return showProblem(c, read.error);
  const board = read.value;
  const at = (number: number) => `${href(boardPath(board.callId))}?page=${String(number)}`;
  return show(c, {
    title: t("admissibility.board.title", { title: board.title }),
    lead: t("admissibility.board.lead"),
    crumbs: [areaCrumb(page)],
    meta: [board.reference, t("admissibility.board.submissions", { submissions: board.submissions })],
    content: (
      <>
        <Screened />
        <Screening board={board} />
        <Section title={t("admissibility.board.proposals")}>
          <Proposals board={board} />
          <Pagination
            previousHref={board.page > 1 ? at(board.page - 1) : undefined}
            nextHref={board.page < board.pages ? at(board.page + 1) : undefined}
            here={t("evaluation.board.page", { page: board.page, pages: Math.max(board.pages, 1) })}
          />
        </Section>
      </>
    ),
  });
};

export const screenProposals = async (c: PortalContext): Promise<Response> => {
  const path = { callId: c.req.param("callId") ?? "", page: c.req.param("page") ?? "1" };
  const params = { path, header: commandHeaders(await readForm(c)) };
  const done = await answerOf(apiOf(c).POST("/v1/admissibility/calls/{callId}/pages/{page}", { params }));
  if (!done.ok) return showProblem(c, done.error, boardPath(path.callId));
  const { admitted, open } = done.value;
  const told = new URLSearchParams({
    done: "screened",
    admitted: String(admitted),
    open: String(open),
    page: path.page,
  });
  return seeOther(c, `${boardPath(path.callId)}?${told.toString()}`);
};
