import type { FC } from "hono/jsx";
import { answerOf, apiOf, changeHeaders, hiddenVersion, seeOther } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Form } from "../../components/form.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { Tag } from "../../components/status-label.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { EmptyState, Table } from "../../components/table.tsx";
import { fieldRules } from "../../forms/field-rules.ts";
import { readForm } from "../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { mayDo, organisationsFor } from "../../may-do.ts";
import { namePeople } from "../../name-people.ts";
import { usePage } from "../../page/page-context.ts";
import type { Crumb, Page } from "../../page/page.ts";
import { ExclusionNotice, FactLinks } from "./fact-links.tsx";
import { OrganisationSteps } from "./organisation-steps.tsx";
import { PersonReference } from "./person-reference.tsx";
import {
  accountPath,
  AccountState,
  EntityState,
  lastCharacters,
  leadOf,
  nextOfAccount,
  nextOfOrganisation,
  offerOf,
  organisationIdOf,
  organisationPath,
  pendingChange,
  readOrganisation,
  type OrganisationFile,
} from "./registry-facts.tsx";

type FileProps = { readonly file: OrganisationFile };

const words = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined).join(" ");

const addressLines = ({ legalEntity: { address } }: OrganisationFile): string => {
  const { streetName, buildingNumber, postCode, townName, country } = address;
  return [words(streetName, buildingNumber), words(postCode, townName), country]
    .filter((text) => text !== "")
    .join(", ");
};

const Entity: FC<FileProps> = ({ file }) => {
  const { t } = usePage();
  const { legalEntity, organisation } = file;
  return (
    <Section title={t("registry.section.entity")}>
      <DescriptionList
        items={[
          { term: t("registry.field.state"), detail: <EntityState state={organisation.state} /> },
          { term: t("registry.field.name"), detail: legalEntity.name },
          { term: t("registry.field.pic"), detail: legalEntity.pic },
          { term: t("registry.field.registrationNumber"), detail: legalEntity.registrationNumber },
          { term: t("registry.field.address"), detail: addressLines(file) },
          ...(legalEntity.vatNumber === undefined
            ? []
            : [{ term: t("registry.field.vatNumber"), detail: legalEntity.vatNumber }]),
          ...(legalEntity.nuts === undefined ? [] : [{ term: t("registry.field.nuts"), detail: legalEntity.nuts }]),
          ...(legalEntity.phone === undefined ? [] : [{ term: t("registry.field.phone"), detail: legalEntity.phone }]),
          {
            term: t("registry.field.registeredBy"),
            detail: <PersonReference userId={organisation.registeredBy} />,
          },
          ...(organisation.state === "validated"
            ? [
                {
                  term: t("registry.field.validatedBy"),
                  detail: <PersonReference userId={organisation.validatedBy} />,
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
};

const Validation: FC<FileProps> = ({ file }) => {
  const page = usePage();
  const { t, href } = page;
  const { isOffered, disabledBecause } = offerOf(file.allowedActions, "validateOrganisation", page);
  return !isOffered || file.organisation.state === "validated" ? null : (
    <Section title={t("registry.section.validateEntity")}>
      <p>{t("registry.validateEntityText")}</p>
      <Form action={href(`${organisationPath(file.organisation.id)}/validation`)} hidden={hiddenVersion(file.version)}>
        <Button disabledBecause={disabledBecause}>{t("registry.validateEntity")}</Button>
      </Form>
    </Section>
  );
};

const RefusedNotice: FC<FileProps> = ({ file: { organisation } }) => {
  const { t, href, person } = usePage();
  return organisation.state === "refused" ? (
    <Notification kind="error" title={t("registry.state.refused")}>
      <p>{t("registry.refusedText")}</p>
      {organisationsFor(person, "registerOrganisation").includes(organisation.id) && (
        <Link href={href(`${organisationPath(organisation.id)}/registration`)}>{t("registry.toRegister")}</Link>
      )}
    </Notification>
  ) : null;
};

const RefusalForm: FC<FileProps> = ({ file }) => {
  const page = usePage();
  const { t, href } = page;
  const { isOffered, disabledBecause } = offerOf(file.allowedActions, "refuseOrganisation", page);
  return !isOffered || file.organisation.state !== "registered" ? null : (
    <Section title={t("registry.section.refuseEntity")}>
      <Form action={href(`${organisationPath(file.organisation.id)}/refusal`)} hidden={hiddenVersion(file.version)}>
        <TextArea
          name="reason"
          label={t("standing.field.reason")}
          help={t("standing.help.reason")}
          rows={3}
          charactersMax={1_000}
          required
        />
        <Button kind="secondary" disabledBecause={disabledBecause}>
          {t("registry.refuseEntity")}
        </Button>
      </Form>
    </Section>
  );
};

const AccountTable: FC<FileProps> = ({ file: { accounts } }) => {
  const { t, href } = usePage();
  return (
    <Table
      caption={t("registry.accountsCaption")}
      columns={[
        {
          header: t("registry.column.account"),
          namesRow: true,
          cell: ({ account, iban, isPayeeAccount }) => (
            <>
              <Link href={href(accountPath(account))}>{t("registry.accountName", { last: lastCharacters(iban) })}</Link>{" "}
              {isPayeeAccount && <Tag>{t("registry.payee")}</Tag>}
            </>
          ),
        },
        { header: t("registry.column.holder"), cell: ({ holderName }) => holderName },
        { header: t("registry.column.state"), cell: ({ account }) => <AccountState state={account.state} /> },
        { header: t("registry.column.next"), cell: ({ account }) => t(nextOfAccount(account)) },
      ]}
      rows={accounts}
      empty={t("registry.accountsEmpty")}
    />
  );
};

const Accounts: FC<FileProps> = ({ file }) => {
  const page = usePage();
  const { t, href } = page;
  const { isOffered, disabledBecause } = offerOf(file.allowedActions, "registerBankAccount", page);
  const change = offerOf(file.allowedActions, "changeBankAccount", page);
  return (
    <Section title={t("registry.section.accounts")}>
      <AccountTable file={file} />
      {change.isOffered && change.disabledBecause === undefined && (
        <ButtonRow>
          <ButtonLink
            href={href(`${organisationPath(file.organisation.id)}/bank-account-changes/new`)}
            kind="secondary"
            icon="edit"
          >
            {t("registry.toChange")}
          </ButtonLink>
        </ButtonRow>
      )}
      {isOffered && disabledBecause === undefined && (
        <ButtonRow>
          <ButtonLink
            href={href(`${organisationPath(file.organisation.id)}/bank-accounts/new`)}
            kind={file.accounts.length === 0 ? "primary" : "secondary"}
            icon="plus"
          >
            {t("registry.toAccount")}
          </ButtonLink>
        </ButtonRow>
      )}
    </Section>
  );
};

/** A notice to everybody of the organisation: whoever did not want the change stops it. */
const ChangeNotice: FC<FileProps> = ({ file }) => {
  const { t, href, format } = usePage();
  const shown = pendingChange(file);
  if (shown === undefined) return null;
  const { account } = shown;
  return (
    <Notification kind="warning" title={t("registry.changeNoticeTitle")}>
      <p>
        {t("registry.changeNoticeText", {
          last: lastCharacters(shown.iban),
          at: format.dateTime(account.registeredAt),
        })}{" "}
        <Link href={href(accountPath(account))}>{t("registry.changeNoticeLink")}</Link>
      </p>
    </Notification>
  );
};

const Done: FC = () => {
  const { t, query } = usePage();
  const done = query.get("done");
  if (done === "validated") return <Notification kind="success" title={t("registry.doneEntity")}></Notification>;
  if (done === "refused") return <Notification kind="success" title={t("registry.doneRefused")}></Notification>;
  if (done === "exclusion") return <Notification kind="success" title={t("registry.doneExclusion")}></Notification>;
  return done === "registered" ? (
    <Notification kind="success" title={t("registry.doneRegistered")}>
      <p>{t("registry.doneRegisteredText")}</p>
    </Notification>
  ) : null;
};

/** Above the page of an organisation: the work of those who check it, or the list of somebody who acts for several. */
const crumbsOf = (c: PortalContext, organisationId: string): readonly Crumb[] => {
  const { t, person } = c.get("page");
  const own = organisationsFor(person, "registerOrganisation");
  if (own.includes(organisationId)) return own.length > 1 ? [{ label: t("registry.title"), path: "/registry" }] : [];
  return mayDo(person, "listRegistryWork") ? [{ label: t("registry.workTitle"), path: "/registry/work" }] : [];
};

const pageOf = (c: PortalContext, file: OrganisationFile): Page => {
  return {
    title: file.legalEntity.name,
    lead: leadOf(nextOfOrganisation(file), c.get("page")),
    crumbs: crumbsOf(c, file.organisation.id),
    meta: [<EntityState state={file.organisation.state} />, file.organisation.id],
    content: (
      <>
        <Done />
        <ChangeNotice file={file} />
        <ExclusionNotice file={file} />
        <RefusedNotice file={file} />
        <OrganisationSteps file={file} />
        <Validation file={file} />
        <RefusalForm file={file} />
        <Entity file={file} />
        <Accounts file={file} />
        <FactLinks file={file} />
      </>
    ),
  };
};

const NotRegistered: FC<{ organisationId: string }> = ({ organisationId }) => {
  const { t, href } = usePage();
  return (
    <>
      <EmptyState title={t("registry.state.missing")}>{t("registry.notRegistered")}</EmptyState>
      <ButtonRow>
        <ButtonLink href={href(`${organisationPath(organisationId)}/registration`)}>
          {t("registry.toRegister")}
        </ButtonLink>
      </ButtonRow>
    </>
  );
};

export const showOrganisation = async (c: PortalContext): Promise<Response> => {
  const { t, person } = c.get("page");
  const organisationId = organisationIdOf(c);
  const read = await readOrganisation(c, organisationId);
  if (read.ok) {
    await namePeople(c, read.value);
    return show(c, pageOf(c, read.value));
  }
  const isOwn = organisationsFor(person, "registerOrganisation").includes(organisationId);
  if (!isOwn || read.error.code !== "OrganisationNotFound") return showProblem(c, read.error);
  const content = <NotRegistered organisationId={organisationId} />;
  return show(c, {
    title: t("registry.title"),
    lead: t("registry.lead"),
    meta: [<EntityState state="missing" />, organisationId],
    content,
  });
};

/** The page as it stands now, with what was refused first. */
const showRefused = async (c: PortalContext, refusal: Refusal): Promise<Response> => {
  const read = await readOrganisation(c, organisationIdOf(c));
  return read.ok ? showForm(c, pageOf(c, read.value), refusal) : showProblem(c, read.error);
};

export const refuseOrganisation = async (c: PortalContext): Promise<Response> => {
  const { t } = c.get("page");
  const organisationId = organisationIdOf(c);
  const form = await readForm(c);
  const params = { path: { organisationId }, header: changeHeaders(form) };
  const body = { reason: form.text("reason").trim() };
  const done = await answerOf(apiOf(c).POST("/v1/registry/organisations/{organisationId}/refusal", { params, body }));
  const rules = fieldRules(t, { reason: { label: t("standing.field.reason"), rule: t("standing.rule.reason") } });
  return done.ok
    ? seeOther(c, `${organisationPath(organisationId)}?done=refused`)
    : showRefused(c, refusalOf(done.error, rules));
};

export const validateOrganisation = async (c: PortalContext): Promise<Response> => {
  const organisationId = organisationIdOf(c);
  const params = { path: { organisationId }, header: changeHeaders(await readForm(c)) };
  const done = await answerOf(apiOf(c).POST("/v1/registry/organisations/{organisationId}/validation", { params }));
  return done.ok
    ? seeOther(c, `${organisationPath(organisationId)}?done=validated`)
    : showRefused(c, refusalOf(done.error, {}));
};
