import { spreadsheetBytesMax } from "@grants/kernel/limits";
import { err, ok, type Result } from "@grants/kernel/result";
import type { FC } from "hono/jsx";
import { answerOf, apiOf, seeOther, type Schemas } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Amount } from "../../components/amount.tsx";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Form } from "../../components/form.tsx";
import { Notification } from "../../components/notification.tsx";
import { Table } from "../../components/table.tsx";
import { readForm } from "../../forms/form-values.ts";
import { refusalOf, refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import type { Problem } from "../../problem.ts";
import { isMessageKey } from "../../words/catalogue.ts";
import { translateLoosely } from "../../words/translate.ts";
import { WorkbookSection, workbookField, xlsxType } from "./budget-workbook-section.tsx";
import { crumbsTo, partnerName, proposalIdOf, readDraft, type Draft } from "./proposal-facts.ts";
import { budgetPath, packageName, workPackagesOf } from "./work-plan.ts";

type Preview = Schemas["BudgetImportPreview"];
type Change = Preview["changes"][number];

const pathOf = (c: PortalContext) => ({ proposalId: proposalIdOf(c) });

/** The workbook as a file to keep. */
export const downloadWorkbook = async (c: PortalContext): Promise<Response> => {
  const asked = apiOf(c).GET("/v1/spreadsheets/proposals/{proposalId}/budget", { params: { path: pathOf(c) } });
  const made = await answerOf(asked);
  if (!made.ok) return showProblem(c, made.error);
  const bytes = Uint8Array.from(atob(made.value.contentBase64), (letter) => letter.codePointAt(0) ?? 0);
  return c.body(bytes, 200, {
    "content-type": xlsxType,
    "content-disposition": `attachment; filename="${made.value.fileName}"`,
  });
};

type Fault = { readonly cell: string; readonly code: string };
const isFault = (value: unknown): value is Fault =>
  typeof value === "object" && value !== null && "cell" in value && "code" in value;

/** "H7: Write a number…" for every cell that was refused. */
const faultsIn = ({ faults }: Problem, page: PageContext): readonly string[] =>
  (Array.isArray(faults) ? faults : []).filter(isFault).map(({ cell, code }) => {
    const key = `budget.fault.${code}`;
    const rule = isMessageKey(key) ? translateLoosely(page.language, key, {}) : code;
    return page.t("budget.fault", { cell, rule });
  });

const Faults: FC<{ readonly faults: readonly string[] }> = ({ faults }) => {
  const { t } = usePage();
  return (
    <Notification kind="error" title={t("budget.faults", { count: faults.length })}>
      <ul>
        {faults.map((fault) => (
          <li>{fault}</li>
        ))}
      </ul>
    </Notification>
  );
};

const showUpload = (c: PortalContext, draft: Draft, refusal: Refusal, faults: readonly string[] = []): Response => {
  const page = c.get("page");
  const content = (
    <>
      {faults.length > 0 && <Faults faults={faults} />}
      <WorkbookSection draft={draft} errors={refusal.errors} />
    </>
  );
  return showForm(
    c,
    { title: page.t("budget.workbook.title"), crumbs: [...crumbsTo(draft, page), crumb(draft, page)], content },
    refusal,
  );
};

const crumb = (draft: Draft, { t }: PageContext) => ({ label: t("budget.title"), path: budgetPath(draft) });

const Changes: FC<{ readonly draft: Draft; readonly preview: Preview }> = ({ draft, preview }) => {
  const page = usePage();
  const { t, href } = page;
  const { changes, centsBefore, centsAfter } = preview;
  const kept = JSON.stringify(changes.map(({ content, expectedVersion }) => ({ content, expectedVersion })));
  return (
    <>
      <Table
        wide
        caption={t("budget.preview.caption")}
        columns={[
          {
            header: t("budget.preview.where"),
            namesRow: true,
            cell: ({ content }: Change) =>
              `${partnerName(draft, content.slot, page)}, ${packageName(workPackagesOf(draft), content.workPackage, page)}`,
          },
          {
            header: t("budget.preview.lines"),
            cell: ({ linesBefore, content }: Change) =>
              t("budget.preview.linesFromTo", { before: linesBefore, after: content.lines.length }),
          },
          {
            header: t("budget.preview.before"),
            align: "right" as const,
            cell: (change: Change) => <Amount cents={change.centsBefore} />,
          },
          {
            header: t("budget.preview.after"),
            align: "right" as const,
            cell: (change: Change) => <Amount cents={change.centsAfter} />,
          },
          {
            header: t("budget.preview.difference"),
            align: "right" as const,
            cell: (change: Change) => <Amount cents={change.centsAfter - change.centsBefore} />,
          },
        ]}
        rows={changes}
        empty=""
        totals={[
          t("budget.preview.whole"),
          "",
          <Amount cents={centsBefore} />,
          <Amount cents={centsAfter} />,
          <Amount cents={centsAfter - centsBefore} />,
        ]}
      />
      <Form action={href(`${budgetPath(draft)}/workbook/taking-over`)} hidden={{ changes: kept }}>
        <ButtonRow>
          <Button>{t("budget.preview.take")}</Button>
          <ButtonLink kind="secondary" href={href(budgetPath(draft))}>
            {t("budget.preview.leave")}
          </ButtonLink>
        </ButtonRow>
      </Form>
    </>
  );
};

const showPreview = (c: PortalContext, draft: Draft, preview: Preview): Response => {
  const page = c.get("page");
  const { t, href } = page;
  const isSame = preview.changes.length === 0;
  const content = isSame ? (
    <>
      <Notification kind="info" title={t("budget.preview.same")} />
      <ButtonLink href={href(budgetPath(draft))}>{t("budget.preview.leave")}</ButtonLink>
    </>
  ) : (
    <Changes draft={draft} preview={preview} />
  );
  return showForm(
    c,
    {
      title: t("budget.preview.title"),
      lead: t("budget.preview.lead"),
      crumbs: [...crumbsTo(draft, page), crumb(draft, page)],
      content,
    },
    null,
  );
};

/** The file of the form in base64, or what is wrong with it before it is sent on. */
const fileIn = async (c: PortalContext): Promise<Result<string, "none" | "large">> => {
  const file = (await c.req.formData()).get(workbookField);
  if (file === null || typeof file === "string" || file.size === 0) return err("none");
  if (file.size > spreadsheetBytesMax) return err("large");
  const bytes = new Uint8Array(await file.arrayBuffer());
  let letters = "";
  for (const byte of bytes) letters += String.fromCodePoint(byte);
  return ok(btoa(letters));
};

/** Reads a workbook and shows every change that it would make. */
export const previewWorkbook = async (c: PortalContext): Promise<Response> => {
  const { t, format } = c.get("page");
  const [file, draft] = await Promise.all([fileIn(c), readDraft(c)]);
  if (!draft.ok) return showProblem(c, draft.error);
  if (!file.ok) {
    const rules = {
      none: t("budget.workbook.choose"),
      large: t("budget.workbook.tooLarge", { max: format.number(spreadsheetBytesMax) }),
    };
    const refusal = refusalOfFields({ [workbookField]: rules[file.error] });
    return refusal === null ? seeOther(c, budgetPath(draft.value)) : showUpload(c, draft.value, refusal);
  }
  const asked = apiOf(c).POST("/v1/spreadsheets/proposals/{proposalId}/budget/preview", {
    params: { path: pathOf(c) },
    body: { contentBase64: file.value },
  });
  const preview = await answerOf(asked);
  if (preview.ok) return showPreview(c, draft.value, preview.value);
  const faults = faultsIn(preview.error, c.get("page"));
  return showUpload(c, draft.value, refusalOf(preview.error, {}), faults);
};

/** What the preview carried; it is checked again by the API, like everything that a form sends. */
const changesIn = (text: string): Schemas["BudgetImport"]["changes"] | null => {
  try {
    const changes: unknown = JSON.parse(text);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API checks every field of it.
    return Array.isArray(changes) ? (changes as Schemas["BudgetImport"]["changes"]) : null;
  } catch {
    return null;
  }
};

/** Takes over what the preview showed; where somebody saved a part meanwhile, nothing of it. */
export const takeOverWorkbook = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const draft = await readDraft(c);
  if (!draft.ok) return showProblem(c, draft.error);
  const path = budgetPath(draft.value);
  const changes = changesIn(form.text("changes"));
  if (changes === null) return showProblem(c, { status: 400, code: "FormUnreadable" }, path);
  const asked = apiOf(c).PUT("/v1/spreadsheets/proposals/{proposalId}/budget", {
    params: { path: pathOf(c) },
    body: { changes },
  });
  const taken = await answerOf(asked);
  return taken.ok ? seeOther(c, `${path}?done=imported`) : showProblem(c, taken.error, path);
};
