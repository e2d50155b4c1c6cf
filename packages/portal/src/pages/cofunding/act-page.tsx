import type { Child, FC, PropsWithChildren } from "hono/jsx";
import type { PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Form, RequiredNote } from "../../components/form.tsx";
import type { Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { usePage } from "../../page/page-context.ts";
import type { Crumb } from "../../page/page.ts";

type ActFormProps = PropsWithChildren<{
  /** Below the language. */
  readonly action: string;
  readonly hidden: Readonly<Record<string, string>>;
  readonly button: string;
  /** Where to go without doing it. */
  readonly back: string;
}>;

/** One act, one form: its fields, its button, and the way back. */
export const ActForm: FC<ActFormProps> = ({ action, hidden, button, back, children }) => {
  const { t, href } = usePage();
  return (
    <Form action={href(action)} hidden={hidden}>
      <RequiredNote />
      {children}
      <ButtonRow>
        <Button>{button}</Button>
        <ButtonLink href={href(back)} kind="secondary">
          {t("forms.cancel")}
        </ButtonLink>
      </ButtonRow>
    </Form>
  );
};

export type ActPage = {
  readonly title: string;
  readonly lead: string;
  readonly crumbs: readonly Crumb[];
  readonly content: Child;
  readonly refusal: Refusal | null;
};

export const showAct = (c: PortalContext, { refusal, ...page }: ActPage): Response => showForm(c, page, refusal);
