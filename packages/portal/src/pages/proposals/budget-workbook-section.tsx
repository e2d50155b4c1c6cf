import type { FC } from "hono/jsx";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import type { FieldErrors } from "../../components/error-summary.tsx";
import { Form } from "../../components/form.tsx";
import { fieldAttributes, FormGroup } from "../../components/form-group.tsx";
import { Section } from "../../components/section.tsx";
import { usePage } from "../../page/page-context.ts";
import { whyNot } from "./allowed-action.ts";
import type { Draft } from "./proposal-facts.ts";
import { budgetPath } from "./work-plan.ts";

export const workbookField = "workbook";
export const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

type SectionProps = { readonly draft: Draft; readonly errors: FieldErrors };

/** The budget taken out as a workbook, and brought back. */
export const WorkbookSection: FC<SectionProps> = ({ draft, errors }) => {
  const page = usePage();
  const { t, href } = page;
  const path = `${budgetPath(draft)}/workbook`;
  const field = {
    name: workbookField,
    label: t("budget.workbook.file"),
    help: t("budget.workbook.fileHelp"),
    error: errors[workbookField],
  };
  return (
    <Section title={t("budget.workbook.title")}>
      <p>{t("budget.workbook.help")}</p>
      <ButtonRow>
        <ButtonLink kind="secondary" icon="download" href={href(path)}>
          {t("budget.workbook.download")}
        </ButtonLink>
      </ButtonRow>
      <Form action={href(path)} upload>
        <FormGroup field={field}>
          <input {...fieldAttributes(field)} class="portal-file-input" type="file" accept={`.xlsx,${xlsxType}`} />
        </FormGroup>
        <Button kind="secondary" disabledBecause={whyNot(draft, "savePart", page)}>
          {t("budget.workbook.look")}
        </Button>
      </Form>
    </Section>
  );
};
