import type { FC } from "hono/jsx";
import { hiddenVersion } from "../../api-client.ts";
import { Button } from "../../components/button.tsx";
import { Checkbox } from "../../components/choices.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Form } from "../../components/form.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { DateOf } from "../../components/time.tsx";
import type { Refusal } from "../../forms/refusal.ts";
import { usePage } from "../../page/page-context.ts";
import { agreementPath, sideOf, signOffer, type AgreementFile } from "./agreement-facts.tsx";

const confirmField = "confirm";

/** Why the page is shown again; null where it was only opened. */
export type SentSignature = { readonly refusal: Refusal } | null;

/** First on the page of those who are to sign: the form stands below everything that is signed. */
export const SignInvitation: FC<{ readonly file: AgreementFile }> = ({ file }) => {
  const page = usePage();
  const { t, format } = page;
  const { isOffered, disabledBecause } = signOffer(file, page);
  return isOffered && disabledBecause === undefined ? (
    <Notification kind="info" title={t("agreements.askedTitle")}>
      <p>{t("agreements.askedText", { on: format.date(file.sheet.signByOn) })}</p>
      <p>
        <Link href={`#${confirmField}`}>{t("agreements.toSign")}</Link>
      </p>
    </Notification>
  ) : null;
};

/** Last on the page, after everything that is signed: the digest of the sheet that its reader has seen goes with the signature. */
export const SignForm: FC<{ readonly file: AgreementFile; readonly sent: SentSignature }> = ({ file, sent }) => {
  const page = usePage();
  const { t, href, person } = page;
  const { agreement, sheet, version } = file;
  const { isOffered, disabledBecause } = signOffer(file, page);
  const { sheetSha256 } = agreement;
  if (!isOffered || agreement.state === "inForce") return null;
  return (
    <Section title={t("agreements.section.sign")}>
      {disabledBecause === undefined && (
        <p>
          {t(sideOf(person, sheet) === "coordinator" ? "agreements.signAsCoordinator" : "agreements.signAsAuthority")}
        </p>
      )}
      <DescriptionList
        items={[
          { term: t("agreements.fact.digest"), detail: <code>{sheetSha256}</code> },
          { term: t("agreements.signByOn"), detail: <DateOf on={sheet.signByOn} /> },
        ]}
      />
      <Form
        action={href(`${agreementPath(agreement.id)}/signatures`)}
        hidden={{ ...hiddenVersion(version), sheetSha256 }}
      >
        {disabledBecause === undefined && (
          <Checkbox
            name={confirmField}
            label={t("agreements.confirm")}
            error={sent?.refusal.errors[confirmField]}
            required
          />
        )}
        <Button disabledBecause={disabledBecause}>{t("agreements.sign")}</Button>
      </Form>
    </Section>
  );
};
