import type { FC } from "hono/jsx";
import { hiddenVersion, type Schemas } from "../../api-client.ts";
import { Button } from "../../components/button.tsx";
import { Form } from "../../components/form.tsx";
import { Section } from "../../components/section.tsx";
import type { FormValues } from "../../forms/form-values.ts";
import { usePage } from "../../page/page-context.ts";
import { offerOf, runPath } from "./payment-facts.tsx";

type FormsProps = { readonly contents: Schemas["RunContents"]; readonly form: FormValues | null };

/** The digest of the list that the person has seen goes with the confirmation. */
const ConfirmForm: FC<FormsProps> = ({ contents, form }) => {
  const page = usePage();
  const { t, href } = page;
  const { run, version } = contents;
  const { isOffered, disabledBecause } = offerOf(contents.allowedActions, "confirmRun", page);
  return !isOffered || run.state !== "prepared" ? null : (
    <Section title={t("disbursement.section.confirm")}>
      <p>{t("disbursement.confirmText")}</p>
      <Form
        action={href(`${runPath(run.id)}/confirmation`)}
        hidden={{ ...hiddenVersion(version, form), manifestSha256: run.manifestSha256 }}
      >
        <Button disabledBecause={disabledBecause}>{t("disbursement.confirm")}</Button>
      </Form>
    </Section>
  );
};

const SendForm: FC<FormsProps> = ({ contents, form }) => {
  const page = usePage();
  const { t, href } = page;
  const { run, version } = contents;
  const { isOffered, disabledBecause } = offerOf(contents.allowedActions, "sendRun", page);
  const isNext = run.state === "prepared" || run.state === "confirmed" || run.state === "unwritable";
  return !isOffered || !isNext ? null : (
    <Section title={t("disbursement.section.send")}>
      <p>{t("disbursement.sendText")}</p>
      <Form action={href(`${runPath(run.id)}/sending`)} hidden={hiddenVersion(version, form)}>
        <Button disabledBecause={disabledBecause}>{t("disbursement.send")}</Button>
      </Form>
    </Section>
  );
};

/** The next step of the run, for the person whose step it is. */
export const RunForms: FC<FormsProps> = (props) => (
  <>
    <ConfirmForm {...props} />
    <SendForm {...props} />
  </>
);
