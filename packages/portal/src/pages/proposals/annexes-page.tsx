import type { FC } from "hono/jsx";
import { hiddenKeys } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Form } from "../../components/form.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { EmptyState } from "../../components/table.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { whyNot } from "./allowed-action.ts";
import {
  annexTones,
  contentOf,
  faultInWords,
  readAnnexes,
  sizeInWords,
  stateOf,
  titleOf,
  type AnnexRow,
} from "./annex-facts.ts";
import { deadlineOf } from "./part-form.tsx";
import { crumbsTo, nameOf, proposalPath, readFacts, type Draft } from "./proposal-facts.ts";

/** One annex of 100 MB where the call says nothing less. */
const bytesMaxUsual = 100_000_000;

const askedInWords = ({ asked }: AnnexRow, page: PageContext): string => {
  if (asked === undefined) return "";
  const { t } = page;
  const formats = asked.formats.map((format) => format.toUpperCase()).join(", ");
  const size = sizeInWords(asked.bytesMax ?? bytesMaxUsual, page);
  return [
    t(asked.isMandatory ? "annexes.mandatory" : "annexes.optional"),
    t("annexes.formats", { formats, size }),
    ...(asked.pagesMax === undefined ? [] : [t("annexes.pagesMax", { count: asked.pagesMax })]),
  ].join(" · ");
};

type RowProps = { readonly draft: Draft; readonly row: AnnexRow };

const Facts: FC<{ readonly row: AnnexRow }> = ({ row }) => {
  const page = usePage();
  const { t } = page;
  const { asked, part, check } = row;
  const content = contentOf(row);
  const facts =
    content === undefined
      ? []
      : [t("annexes.fileFacts", { name: content.fileName, size: sizeInWords(content.bytes, page) })];
  const pages = check?.pages === undefined ? [] : [t("annexes.pages", { count: check.pages })];
  return (
    <DescriptionList
      items={[
        ...(asked === undefined ? [] : [{ term: t("annexes.asked"), detail: askedInWords(row, page) }]),
        ...(asked?.templateUrl === undefined
          ? []
          : [{ term: t("annexes.template"), detail: <Link href={asked.templateUrl}>{asked.templateUrl}</Link> }]),
        ...(content === undefined ? [] : [{ term: t("annexes.file"), detail: [...facts, ...pages].join(" · ") }]),
        ...(part === undefined
          ? []
          : [{ term: t("annexes.received"), detail: <DateTimeOf at={part.savedAt} exact /> }]),
        ...(content === undefined
          ? []
          : [{ term: t("annexes.digest"), detail: <code class="portal-digest">{content.sha256}</code> }]),
      ]}
    />
  );
};

const Findings: FC<{ readonly row: AnnexRow }> = ({ row }) => {
  const page = usePage();
  const { t } = page;
  const { part, check, faults } = row;
  return (
    <>
      {part !== undefined && faults.length > 0 && (
        <Notification kind="warning" title={t("annexes.state.mend")}>
          <ul>
            {faults.map((fault) => (
              <li>{faultInWords(fault, page)}</li>
            ))}
          </ul>
        </Notification>
      )}
      {part !== undefined && check === undefined && <p>{t("annexes.waitingText")}</p>}
      {check?.hasText === false && <Notification kind="info" title={t("annexes.noText")} />}
    </>
  );
};

/** The words that the script says while it sends, in the reader's language. */
const spoken = ({ t }: PageContext) => ({
  "data-portal-hashing": t("annexes.hashing"),
  "data-portal-sending": t("annexes.sending", { percent: "%%" }),
  "data-portal-offline": t("annexes.offline"),
  "data-portal-finishing": t("annexes.finishing"),
  "data-portal-failed": t("annexes.failed"),
});

/** Opening and taking out what is there. */
const OwnActions: FC<RowProps> = ({ draft, row }) => {
  const page = usePage();
  const { t, href } = page;
  const content = contentOf(row);
  if (content === undefined) return null;
  const path = `${proposalPath(draft)}/annexes/${row.annexId}`;
  return (
    <>
      {row.canOpen && (
        <ButtonLink kind="secondary" icon="download" href={href(`${path}/files/${content.uploadId}`)}>
          {t("annexes.download")}
        </ButtonLink>
      )}
      {whyNot(draft, "savePart", page) === undefined && (
        <Form action={href(`${path}/removal`)} hidden={{ version: String(row.part?.version ?? 0) }}>
          <Button kind="tertiary">{t("annexes.remove")}</Button>
        </Form>
      )}
    </>
  );
};

/** Without a script the button leads to a page of its own; with one it asks for the file here, and sends it from here. */
const Actions: FC<RowProps> = ({ draft, row }) => {
  const page = usePage();
  const { t, href } = page;
  const cannot = whyNot(draft, "savePart", page);
  const label = t(row.part === undefined ? "annexes.upload" : "annexes.replace");
  const path = `${proposalPath(draft)}/annexes/${row.annexId}/uploads`;
  if (cannot !== undefined || row.asked === undefined)
    return (
      <ButtonRow>
        {cannot !== undefined && (
          <Button kind="secondary" disabledBecause={cannot}>
            {label}
          </Button>
        )}
        <OwnActions draft={draft} row={row} />
      </ButtonRow>
    );
  return (
    <div
      class="portal-upload"
      data-portal-upload={href(path)}
      data-portal-accept={row.asked.formats.map((format) => `.${format}`).join(",")}
      data-portal-version={String(row.part?.version ?? 0)}
      {...spoken(page)}
    >
      <ButtonRow>
        <Form action={href(path)} hidden={hiddenKeys()}>
          <Button kind={row.part === undefined ? "primary" : "secondary"}>{label}</Button>
        </Form>
        <OwnActions draft={draft} row={row} />
      </ButtonRow>
      <progress class="portal-upload__bar" max="100" value="0" aria-label={t("annexes.progress")} hidden />
      <p class="portal-upload__state" role="status" />
    </div>
  );
};

const Annex: FC<RowProps> = ({ draft, row }) => {
  const { t } = usePage();
  const state = stateOf(row);
  return (
    <section class="portal-section portal-annex" id={row.annexId}>
      <h2 class="portal-section__title">{titleOf(row)}</h2>
      <p>
        <StatusLabel tone={annexTones[state]}>{t(`annexes.state.${state}`)}</StatusLabel>
      </p>
      <Facts row={row} />
      <Findings row={row} />
      <Actions draft={draft} row={row} />
    </section>
  );
};

const doneOf = ({ query, t }: PageContext): string | undefined => {
  const done = query.get("done");
  if (done === "added") return t("annexes.added");
  return done === "removed" ? t("annexes.removed") : undefined;
};

/** What the call asks for, what is there, how it stands, and how it is mended. */
export const showAnnexes = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const [facts, read] = await Promise.all([readFacts(c), readAnnexes(c)]);
  if (!facts.ok) return showProblem(c, facts.error);
  if (!read.ok) return showProblem(c, read.error);
  const { draft } = facts.value;
  const { annexes } = read.value;
  const done = doneOf(page);
  return show(c, {
    title: page.t("annexes.titleOf", { name: nameOf(draft, page) }),
    lead: page.t("annexes.lead"),
    crumbs: crumbsTo(draft, page),
    meta: [draft.proposal.topicId, deadlineOf(facts.value, page)],
    content: (
      <>
        {done !== undefined && <Notification kind="success" title={done} />}
        {annexes.length === 0 && <EmptyState>{page.t("annexes.none")}</EmptyState>}
        {annexes.map((row) => (
          <Annex draft={draft} row={row} />
        ))}
      </>
    ),
  });
};
