import { statesCosts } from "@grants/core/reporting/compute-statement";
import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { showForm } from "../../forms/show-form.tsx";
import { namePeople } from "../../name-people.ts";
import { usePage } from "../../page/page-context.ts";
import { ToLetters } from "../letters/letters-of.tsx";
import type { Page } from "../../page/page.ts";
import { readOrganisation, type OrganisationFile } from "../registry/registry-facts.tsx";
import { agreementIdOf, AgreementState, isSigningOver, readAgreement, type AgreementFile } from "./agreement-facts.tsx";
import { AccountSection, MoneySection, SourcesSection } from "./sheet-money.tsx";
import { LimitsSection, LumpSumSection, PartiesSection, ProjectSection, RecordSection } from "./sheet-sections.tsx";
import { SignForm, SignInvitation, type SentSignature } from "./sign-form.tsx";
import { readCall } from "../calls/read-call.ts";
import { SignatureSteps, SignedRecord } from "./signatures.tsx";

/** What the page shows beside the agreement: null where it does not answer, or not for this reader. */
type Beside = { readonly call: Schemas["CallSummary"] | null; readonly coordinator: OrganisationFile | null };

const readBeside = async (c: PortalContext, { sheet }: AgreementFile): Promise<Beside> => {
  const [call, coordinator] = await Promise.all([
    readCall(c, sheet.callId),
    sheet.bankAccountId === undefined ? null : readOrganisation(c, sheet.coordinator),
  ]);
  return {
    call: call.ok ? call.value.summary : null,
    coordinator: coordinator?.ok === true ? coordinator.value : null,
  };
};

const Done: FC<{ file: AgreementFile }> = ({ file: { agreement, sheet } }) => {
  const { t, query, format } = usePage();
  const done = query.get("done");
  if (done === "prepared")
    return (
      <Notification kind="success" title={t("agreements.preparedTitle")}>
        <p>{t("agreements.preparedText", { on: format.date(sheet.signByOn) })}</p>
      </Notification>
    );
  return done === "signed" ? (
    <Notification kind="success" title={t("agreements.signedTitle")}>
      <p>{t(agreement.state === "inForce" ? "agreements.signedWhole" : "agreements.signedHalf")}</p>
    </Notification>
  ) : null;
};

const SigningOver: FC<{ file: AgreementFile }> = ({ file: { agreement, sheet } }) => {
  const { t, now, format } = usePage();
  return agreement.state !== "inForce" && isSigningOver(sheet, now) ? (
    <Notification kind="warning" title={t("agreements.overTitle")}>
      <p>{t("agreements.overText", { on: format.date(sheet.signByOn) })}</p>
    </Notification>
  ) : null;
};

const ToPayments: FC<{ file: AgreementFile }> = ({ file: { agreement } }) => {
  const { t, href } = usePage();
  return agreement.state === "inForce" ? (
    <p>
      <Link href={href(`/payments/agreements/${agreement.id}`)}>{t("disbursement.toPayments")}</Link>
    </p>
  ) : null;
};

const ToReports: FC<{ file: AgreementFile }> = ({ file: { agreement, sheet } }) => {
  const { t, href } = usePage();
  return agreement.state === "inForce" && statesCosts(sheet) ? (
    <p>
      <Link href={href(`/agreements/${agreement.id}/reports`)}>{t("reporting.toReports")}</Link>
    </p>
  ) : null;
};

type Shown = { readonly file: AgreementFile; readonly beside: Beside; readonly sent: SentSignature };

const pageOf = (c: PortalContext, { file, beside, sent }: Shown): Page => {
  const { t } = c.get("page");
  const { agreement, sheet } = file;
  return {
    title: `${sheet.acronym}: ${sheet.title}`,
    lead: t(`agreements.next.${agreement.state}`),
    crumbs: [{ label: t("agreements.title"), path: "/agreements" }],
    meta: [sheet.projectNumber, <AgreementState state={agreement.state} />],
    content: (
      <>
        {sent === null && <Done file={file} />}
        <SigningOver file={file} />
        {sent === null && <SignInvitation file={file} />}
        <SignatureSteps file={file} />
        <SignedRecord file={file} />
        <ToPayments file={file} />
        <ToReports file={file} />
        <ToLetters about={file.agreement.id} />
        <ProjectSection sheet={sheet} call={beside.call} />
        <PartiesSection sheet={sheet} />
        <LumpSumSection sheet={sheet} />
        <MoneySection sheet={sheet} />
        <SourcesSection sheet={sheet} />
        <LimitsSection sheet={sheet} />
        <AccountSection sheet={sheet} coordinator={beside.coordinator} />
        <RecordSection file={file} />
        <SignForm file={file} sent={sent} />
      </>
    ),
  };
};

/** The agreement as it stands now, with what was refused first. */
export const showAgreementPage = async (c: PortalContext, sent: SentSignature): Promise<Response> => {
  const read = await readAgreement(c, agreementIdOf(c));
  if (!read.ok) return showProblem(c, read.error);
  const file = read.value;
  await namePeople(c, file.agreement);
  const page = pageOf(c, { file, beside: await readBeside(c, file), sent });
  return sent === null ? show(c, page) : showForm(c, page, sent.refusal);
};

export const showAgreement = (c: PortalContext): Promise<Response> => showAgreementPage(c, null);
