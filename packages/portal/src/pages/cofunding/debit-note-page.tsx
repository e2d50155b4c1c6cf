import type { FC } from "hono/jsx";
import { answerOf, apiOf, changeHeaders, hiddenVersion, seeOther, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Amount } from "../../components/amount.tsx";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { DescriptionList, type Description } from "../../components/description-list.tsx";
import { Form } from "../../components/form.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { DateOf, DateTimeOf } from "../../components/time.tsx";
import { readForm } from "../../forms/form-values.ts";
import { namePeople } from "../../name-people.ts";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { sendPdf } from "../../send-pdf.ts";
import { PersonReference } from "../registry/person-reference.tsx";
import { isAllowed, isOffered, offBecause } from "./allowed-action.ts";
import { NoteDone, NoteStatus } from "./debit-notes-table.tsx";
import { afterNote, debitNotePath, debitNotesCrumb, debitNotesPath, type NoteAct } from "./debit-note-words.ts";

type Shown = Schemas["DebitNotePage"];
type ShownProps = { readonly shown: Shown };

/** Who acted, for those who work at the Centre. */
const people = ({ debitNote, allowedActions }: Shown, { t }: PageContext): readonly Description[] => {
  if (!isOffered(allowedActions, "issueDebitNote") && !isOffered(allowedActions, "decideMovement")) return [];
  const proposedBy = { term: t("debitNotes.proposedBy"), detail: <PersonReference userId={debitNote.proposedBy} /> };
  return "issuedBy" in debitNote
    ? [proposedBy, { term: t("debitNotes.issuedBy"), detail: <PersonReference userId={debitNote.issuedBy} /> }]
    : [proposedBy];
};

const Facts: FC<ShownProps> = ({ shown }) => {
  const page = usePage();
  const { t } = page;
  const { debitNote, status, openCents, reference } = shown;
  return (
    <DescriptionList
      items={[
        { term: t("cofunding.state"), detail: <NoteStatus status={status} /> },
        { term: t("cofunding.funders.funder"), detail: debitNote.funder },
        { term: t("debitNotes.tranche"), detail: `${debitNote.tranche}` },
        { term: t("debitNotes.amount"), detail: <Amount cents={debitNote.amountCents} /> },
        ...("receivedCents" in debitNote
          ? [
              { term: t("debitNotes.received"), detail: <Amount cents={debitNote.receivedCents} /> },
              { term: t("debitNotes.open"), detail: <Amount cents={openCents} /> },
            ]
          : []),
        { term: t("debitNotes.dueOn"), detail: <DateOf on={debitNote.dueOn} /> },
        {
          term: t("debitNotes.reference"),
          detail: (
            <>
              <code>{reference}</code>
              <br />
              <small>{t("debitNotes.referenceHelp")}</small>
            </>
          ),
        },
        ...("issuedAt" in debitNote
          ? [{ term: t("debitNotes.issuedAt"), detail: <DateTimeOf at={debitNote.issuedAt} /> }]
          : []),
        ...people(shown, page),
      ]}
    />
  );
};

/** Neither a correction itself nor corrected already. */
const isReversible = (movements: Shown["movements"], { version, reverses }: Shown["movements"][number]): boolean =>
  reverses === undefined && movements.every((other) => other.reverses !== version);

const Movements: FC<ShownProps> = ({ shown: { movements, allowedActions, debitNote } }) => {
  const { t, href } = usePage();
  const path = `${debitNotePath(debitNote.id)}/movements`;
  const correction = {
    header: t("debitNotes.action"),
    cell: (movement: Shown["movements"][number]) =>
      isReversible(movements, movement) ? (
        <Link href={href(`${path}/${movement.version}/reversal`)}>
          {t("debitNotes.reverseOf", { reference: movement.bankReference })}
        </Link>
      ) : (
        ""
      ),
  };
  return (
    <Section title={t("debitNotes.movements")}>
      <Table
        caption={t("debitNotes.movements")}
        columns={[
          { header: t("debitNotes.bankReference"), namesRow: true, cell: ({ bankReference }) => bankReference },
          {
            header: t("debitNotes.kind"),
            cell: ({ kind, reverses }) =>
              reverses === undefined
                ? t(`debitNotes.kind.${kind}`)
                : t("debitNotes.reversed", { kind: t(`debitNotes.kind.${kind}`) }),
          },
          { header: t("debitNotes.bookedOn"), noWrap: true, cell: ({ bookedOn }) => <DateOf on={bookedOn} /> },
          {
            header: t("debitNotes.amount"),
            align: "right" as const,
            cell: ({ amountCents, reverses }) => (
              <Amount cents={reverses === undefined ? amountCents : 0 - amountCents} />
            ),
          },
          ...(isAllowed(allowedActions, "reverseMovement") ? [correction] : []),
        ]}
        rows={movements}
        empty={t("debitNotes.movementsEmpty")}
      />
    </Section>
  );
};

const Waiting: FC<ShownProps> = ({ shown: { debitNote, allowedActions } }) => {
  const { t, format } = usePage();
  if (!("waiting" in debitNote) || debitNote.waiting === undefined) return null;
  if (!isOffered(allowedActions, "reportMovement") && !isOffered(allowedActions, "decideMovement")) return null;
  const { kind, amountCents, bookedOn, bankReference, reportedBy, reverses } = debitNote.waiting;
  const words = {
    kind: t(`debitNotes.kind.${kind}`),
    amount: format.money(amountCents),
    on: format.date(bookedOn),
    reference: bankReference,
  };
  return (
    <Section title={t("debitNotes.waiting")}>
      <p>{t(reverses === undefined ? "debitNotes.waitingText" : "debitNotes.waitingReversal", words)}</p>
      <p>
        {t("debitNotes.reportedBy")}: <PersonReference userId={reportedBy} />
      </p>
    </Section>
  );
};

const steps = [
  { action: "issueDebitNote", path: "issue", words: "issue", hidden: {}, kind: "primary" },
  { action: "withdrawDebitNote", path: "withdrawal", words: "withdraw", hidden: {}, kind: "secondary" },
  {
    action: "decideMovement",
    path: "movement-decision",
    words: "confirm",
    hidden: { decision: "CONFIRM" },
    kind: "primary",
  },
  {
    action: "decideMovement",
    path: "movement-decision",
    words: "dismiss",
    hidden: { decision: "DISMISS" },
    kind: "secondary",
  },
] as const;
/** Steps that are not to be taken at this state of the note are left out; those that wait for somebody else say so. */
const isBeside = (page: Shown, action: string): boolean =>
  page.allowedActions.some(
    ({ action: one, because }) =>
      one === action && (because === "DebitNoteStepRefused" || because === "NoMovementWaiting"),
  );

const Steps: FC<ShownProps> = ({ shown }) => {
  const page = usePage();
  const { t, href } = page;
  const { allowedActions, debitNote, version } = shown;
  const path = debitNotePath(debitNote.id);
  const offered = steps.filter(({ action }) => isOffered(allowedActions, action) && !isBeside(shown, action));
  const mayReport = isAllowed(allowedActions, "reportMovement");
  if (offered.length === 0 && !mayReport) return null;
  return (
    <Section title={t("debitNotes.steps")}>
      {mayReport && (
        <ButtonRow>
          <ButtonLink href={href(`${path}/movement`)}>{t("debitNotes.report")}</ButtonLink>
        </ButtonRow>
      )}
      {offered.map(({ action, path: step, words, hidden, kind }) => (
        <Form action={href(`${path}/${step}`)} hidden={{ ...hiddenVersion(version), ...hidden }}>
          <ButtonRow>
            <Button
              kind={kind}
              disabledBecause={words === "dismiss" ? undefined : offBecause(allowedActions, action, page)}
            >
              {t(`debitNotes.${words}`)}
            </Button>
          </ButtonRow>
        </Form>
      ))}
    </Section>
  );
};

export const debitNoteIdOf = (c: PortalContext): string => c.req.param("debitNoteId") ?? "";

export const readDebitNote = (c: PortalContext) =>
  answerOf(
    apiOf(c).GET("/v1/cofunding/debit-notes/{debitNoteId}", { params: { path: { debitNoteId: debitNoteIdOf(c) } } }),
  );

/** A debit note: what the Member State is asked for, what has come, and what the Centre does next. */
export const showDebitNote = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const { t } = page;
  const read = await readDebitNote(c);
  if (!read.ok) return showProblem(c, read.error, debitNotesPath);
  const shown = read.value;
  const { debitNote, status } = shown;
  await namePeople(c, debitNote);
  return show(c, {
    title: t("debitNotes.name", { number: debitNote.number }),
    lead: t("debitNotes.pageLead", { funder: debitNote.funder }),
    crumbs: [debitNotesCrumb(page)],
    content: (
      <>
        <NoteDone />
        {status === "overdue" && (
          <Notification kind="warning" title={t("debitNotes.status.overdue")}>
            <p>{t("debitNotes.overdueText")}</p>
          </Notification>
        )}
        <Facts shown={shown} />
        {(status === "issued" || status === "overdue") && <p>{t("debitNotes.pay")}</p>}
        <ButtonRow>
          <ButtonLink kind="secondary" icon="download" href={page.href(`${debitNotePath(debitNote.id)}/pdf`)}>
            {t("debitNotes.pdf")}
          </ButtonLink>
        </ButtonRow>
        {"receivedCents" in debitNote && <Movements shown={shown} />}
        <Waiting shown={shown} />
        <Steps shown={shown} />
      </>
    ),
  });
};

/** The debit note as a file to keep, in the language of the page. */
export const sendDebitNotePdf = async (c: PortalContext): Promise<Response> => {
  const { language } = c.get("page");
  const params = { path: { debitNoteId: debitNoteIdOf(c) }, query: { language } };
  const file = await answerOf(apiOf(c).GET("/v1/documents/debit-notes/{debitNoteId}", { params }));
  return file.ok ? sendPdf(c, file.value) : showProblem(c, file.error, debitNotesPath);
};

const finish = (
  c: PortalContext,
  answer: { readonly ok: true } | { readonly ok: false; readonly error: Parameters<typeof showProblem>[1] },
  act: NoteAct,
): Response => {
  const path = debitNotePath(debitNoteIdOf(c));
  return answer.ok ? seeOther(c, afterNote(path, act)) : showProblem(c, answer.error, path);
};

export const issueDebitNote = async (c: PortalContext): Promise<Response> => {
  const params = { path: { debitNoteId: debitNoteIdOf(c) }, header: changeHeaders(await readForm(c)) };
  return finish(
    c,
    await answerOf(apiOf(c).POST("/v1/cofunding/debit-notes/{debitNoteId}/issue", { params })),
    "issued",
  );
};

export const withdrawDebitNote = async (c: PortalContext): Promise<Response> => {
  const params = { path: { debitNoteId: debitNoteIdOf(c) }, header: changeHeaders(await readForm(c)) };
  const taken = await answerOf(apiOf(c).POST("/v1/cofunding/debit-notes/{debitNoteId}/withdrawal", { params }));
  return finish(c, taken, "withdrawn");
};

export const decideMovement = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const params = { path: { debitNoteId: debitNoteIdOf(c) }, header: changeHeaders(form) };
  const decision = form.text("decision") === "CONFIRM" ? "CONFIRM" : "DISMISS";
  const decided = await answerOf(
    apiOf(c).POST("/v1/cofunding/debit-notes/{debitNoteId}/movement-decision", { params, body: { decision } }),
  );
  return finish(c, decided, decision === "CONFIRM" ? "confirmed" : "dismissed");
};
