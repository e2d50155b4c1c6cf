import { namePeople } from "../../name-people.ts";
import type { FC } from "hono/jsx";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { DescriptionList } from "../../components/description-list.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { Tag } from "../../components/status-label.tsx";
import { StepList, type Step } from "../../components/step-list.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import type { FormValues } from "../../forms/form-values.ts";
import type { Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import type { Page } from "../../page/page.ts";
import { CallBackForm, ValidationForm, VerificationForm, WithdrawalForm } from "./account-forms.tsx";
import { PersonReference, personText } from "./person-reference.tsx";
import {
  AccountState,
  bankAccountIdOf,
  groupedIban,
  isConfirmed,
  lastCharacters,
  leadOf,
  nextOfAccount,
  organisationIdOf,
  organisationPath,
  readOrganisation,
  waitsForCall,
  type OrganisationFile,
  type ShownAccount,
} from "./registry-facts.tsx";

type ShownProps = { readonly shown: ShownAccount };

const Facts: FC<ShownProps> = ({ shown: { account, iban, holderName, isPayeeAccount } }) => {
  const { t } = usePage();
  const change = account.state === "registered" ? undefined : account.change;
  const checked = [
    ...("payeeCheck" in account
      ? [
          { term: t("registry.field.payeeCheck"), detail: t(`registry.check.${account.payeeCheck}`) },
          { term: t("registry.field.checkedAt"), detail: <DateTimeOf at={account.checkedAt} /> },
        ]
      : []),
    ...(change === undefined
      ? []
      : [
          { term: t("registry.field.askedAt"), detail: <DateTimeOf at={account.registeredAt} /> },
          { term: t("registry.field.cooledAt"), detail: <DateTimeOf at={change.cooledAt} exact /> },
        ]),
    ...(change?.callBack === undefined
      ? []
      : [
          { term: t("registry.field.outcome"), detail: t(`registry.call.${change.callBack.outcome}`) },
          { term: t("registry.field.calledAt"), detail: <DateTimeOf at={change.callBack.at} /> },
        ]),
  ];
  return (
    <Section title={t("registry.section.account")}>
      <DescriptionList
        items={[
          {
            term: t("registry.field.state"),
            detail: (
              <>
                <AccountState state={account.state} /> {isPayeeAccount && <Tag>{t("registry.payee")}</Tag>}
              </>
            ),
          },
          { term: t("registry.field.holderName"), detail: holderName },
          { term: t("registry.field.iban"), detail: groupedIban(iban) },
          ...checked,
          { term: t("registry.field.registeredBy"), detail: <PersonReference userId={account.registeredBy} /> },
        ]}
      />
    </Section>
  );
};

/** The call that a changed account needs first. */
const callStep = ({ account }: ShownAccount, page: PageContext): readonly Step[] => {
  const { t } = page;
  const callBack = account.state === "registered" ? undefined : account.change?.callBack;
  const title = t("registry.step.callBack");
  if (waitsForCall(account))
    return [{ title, actor: t("registry.actor.verifier"), state: "current", text: t("registry.step.callBackText") }];
  if (callBack?.outcome !== "CONFIRMED") return [];
  return [{ title, state: "done", text: t("registry.done.by", { person: personText(callBack.by, page) }) }];
};

/** Three different persons stand behind an account; each step says who did it, or who is to. */
const Steps: FC<ShownProps> = ({ shown }) => {
  const page = usePage();
  const { t } = page;
  const { account } = shown;
  const by = (userId: string) => t("registry.done.by", { person: personText(userId, page) });
  const isValidated = account.state === "validated";
  const waitsForBank = account.state === "registered" || isConfirmed(account);
  const waitsForValidation = account.state === "verified" && !waitsForCall(account);
  const steps: readonly Step[] = [
    {
      title: t("registry.step.account"),
      state: "done",
      text: by(account.registeredBy),
    },
    ...callStep(shown, page),
    {
      title: t("registry.step.verify"),
      actor: "verifiedBy" in account ? undefined : t("registry.actor.verifier"),
      state: "verifiedBy" in account ? "done" : waitsForBank ? "current" : "upcoming",
      text: "verifiedBy" in account ? by(account.verifiedBy) : undefined,
    },
    {
      title: t("registry.step.validateAccount"),
      actor: isValidated ? undefined : t("registry.actor.accountant"),
      state: isValidated ? "done" : waitsForValidation ? "current" : "upcoming",
      text: isValidated ? by(account.validatedBy) : t("registry.step.validateAccountText"),
    },
  ];
  return account.state === "withdrawn" ? null : (
    <Section title={t("registry.section.steps")}>
      <StepList steps={account.state === "blocked" ? steps.slice(0, -1) : steps} />
    </Section>
  );
};

const done = {
  registered: ["registry.doneAccount", "registry.doneAccountText"],
  asked: ["registry.doneAsked", "registry.doneAskedText"],
  called: ["registry.doneCalled", null],
  withdrawn: ["registry.doneWithdrawn", null],
  verified: ["registry.doneVerified", null],
  validated: ["registry.doneValidated", "registry.doneValidatedText"],
} as const;

const isDone = (name: string | null): name is keyof typeof done => name !== null && Object.hasOwn(done, name);

const Done: FC = () => {
  const { t, query } = usePage();
  const name = query.get("done");
  if (!isDone(name)) return null;
  const [title, text] = done[name];
  return (
    <Notification kind="success" title={t(title)}>
      {text === null ? undefined : <p>{t(text)}</p>}
    </Notification>
  );
};

const Warning: FC<ShownProps> = ({ shown: { account } }) => {
  const { t } = usePage();
  if (account.state === "blocked")
    return (
      <Notification kind="error" title={t("registry.noMatchTitle")}>
        <p>{t("registry.noMatchText")}</p>
      </Notification>
    );
  if (account.state === "withdrawn")
    return (
      <Notification kind="error" title={t("registry.withdrawnTitle")}>
        <p>{t(account.withdrawn === undefined ? "registry.deniedText" : "registry.withdrawnText")}</p>
      </Notification>
    );
  if (account.state !== "verified" || account.payeeCheck === "MATCH") return null;
  const isClose = account.payeeCheck === "CLOSE_MATCH";
  return (
    <Notification kind="warning" title={t(isClose ? "registry.closeMatchTitle" : "registry.notPossibleTitle")}>
      <p>{t(isClose ? "registry.closeMatchText" : "registry.notPossibleText")}</p>
    </Notification>
  );
};

/** What was sent and refused; null on a page that was only opened. */
type Sent = { readonly form: FormValues; readonly refusal: Refusal } | null;

const pageOf = (
  c: PortalContext,
  file: OrganisationFile,
  { shown, sent }: { shown: ShownAccount; sent: Sent },
): Page => {
  const { t } = c.get("page");
  const errors = sent?.refusal.errors ?? {};
  const form = sent?.form ?? null;
  return {
    title: t("registry.accountName", { last: lastCharacters(shown.iban) }),
    lead: leadOf(nextOfAccount(shown.account), c.get("page")),
    crumbs: [{ label: file.legalEntity.name, path: organisationPath(file.organisation.id) }],
    meta: [file.legalEntity.name, shown.account.id],
    content: (
      <>
        {sent === null && <Done />}
        <Warning shown={shown} />
        <Facts shown={shown} />
        <CallBackForm shown={shown} phone={file.legalEntity.phone} form={form} errors={errors} />
        <VerificationForm shown={shown} form={form} errors={errors} />
        <ValidationForm shown={shown} form={form} errors={errors} />
        <Steps shown={shown} />
        <WithdrawalForm shown={shown} form={form} errors={errors} />
      </>
    ),
  };
};

/** The page of one account as it stands now, with what was refused first. */
export const showAccountPage = async (c: PortalContext, sent: Sent): Promise<Response> => {
  const read = await readOrganisation(c, organisationIdOf(c));
  if (!read.ok) return showProblem(c, read.error);
  const bankAccountId = bankAccountIdOf(c);
  const shown = read.value.accounts.find(({ account }) => account.id === bankAccountId);
  if (shown === undefined) return showProblem(c, { status: 404, code: "BankAccountNotFound" });
  await namePeople(c, read.value);
  const page = pageOf(c, read.value, { shown, sent });
  return sent === null ? show(c, page) : showForm(c, page, sent.refusal);
};

export const showAccount = (c: PortalContext): Promise<Response> => showAccountPage(c, null);
