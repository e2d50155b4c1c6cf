import type { Child, FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Link } from "../../components/link.tsx";
import { Pagination } from "../../components/pagination.tsx";
import { Section } from "../../components/section.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { Table } from "../../components/table.tsx";
import { mayDo } from "../../may-do.ts";
import { usePage } from "../../page/page-context.ts";
import type { Language } from "../../words/language.ts";
import { accountPath, nextOfAccount, organisationPath, readOrganisation, waitsForCall } from "./registry-facts.tsx";

type Work = Schemas["RegistryWork"];
/** What an organisation is called; one whose file was not read goes by its identifier. */
type NameOf = (organisationId: string) => string;
/** By name, as the reader's language orders them. */
const inOrder = <Row,>(rows: readonly Row[], nameIn: (row: Row) => string, language: Language): readonly Row[] =>
  rows.toSorted((a, b) => nameIn(a).localeCompare(nameIn(b), language));

type ListProps = { readonly work: Work; readonly nameOf: NameOf };

const acts = { verifier: "verifyBankAccount", accountingOfficer: "validateBankAccount" } as const;

const WhoActs: FC<{ role: "verifier" | "accountingOfficer" }> = ({ role }) => {
  const { t, person } = usePage();
  const actor = t(role === "verifier" ? "registry.actor.verifier" : "registry.actor.accountant");
  return (
    <p>
      {t("registry.work.actor", { actor })}{" "}
      {mayDo(person, acts[role]) && <StatusLabel tone="attention">{t("registry.work.yours")}</StatusLabel>}
    </p>
  );
};

const Entities: FC<ListProps> = ({ work, nameOf }) => {
  const { t, href, language } = usePage();
  return (
    <Section title={t("registry.work.entities")}>
      <WhoActs role="verifier" />
      <Table
        caption={t("registry.work.entities")}
        columns={[
          {
            header: t("registry.column.organisation"),
            namesRow: true,
            cell: ({ organisation }) => (
              <Link href={href(organisationPath(organisation.id))}>{nameOf(organisation.id)}</Link>
            ),
          },
          { header: t("registry.column.pic"), cell: ({ organisation }) => organisation.pic },
          { header: t("registry.column.country"), cell: ({ organisation }) => organisation.country },
        ]}
        rows={inOrder(work.organisations, ({ organisation }) => nameOf(organisation.id), language)}
        empty={t("registry.work.entitiesEmpty")}
      />
    </Section>
  );
};

type AccountsProps = ListProps & {
  readonly state: "registered" | "verified";
  readonly title: string;
  readonly empty: string;
};

/** Under whom an account waits: the verifier calls about a change, whether or not the bank has answered. */
const queueOf = (account: Schemas["BankAccount"]): AccountsProps["state"] =>
  account.state === "verified" && !waitsForCall(account) ? "verified" : "registered";

const Accounts: FC<AccountsProps> = ({ work, nameOf, state, title, empty }) => {
  const { t, href, language } = usePage();
  const checkOf = (account: Schemas["BankAccount"]): Child =>
    "payeeCheck" in account && !waitsForCall(account)
      ? t(`registry.check.${account.payeeCheck}`)
      : t(nextOfAccount(account));
  return (
    <Section title={title}>
      <WhoActs role={state === "registered" ? "verifier" : "accountingOfficer"} />
      <Table
        caption={title}
        columns={[
          {
            header: t("registry.column.account"),
            namesRow: true,
            cell: ({ account }) => (
              <Link href={href(accountPath(account))}>
                {t("registry.work.accountOf", { name: nameOf(account.organisation) })}
              </Link>
            ),
          },
          {
            header: t(state === "registered" ? "registry.column.next" : "registry.field.payeeCheck"),
            cell: ({ account }) => checkOf(account),
          },
        ]}
        rows={inOrder(
          work.accounts.filter(({ account }) => queueOf(account) === state),
          ({ account }) => nameOf(account.organisation),
          language,
        )}
        empty={empty}
      />
    </Section>
  );
};

/** Rows of a page: each is asked for the name of its organisation. */
const namesMax = 30;

const readNames = async (c: PortalContext, { organisations, accounts }: Work): Promise<NameOf> => {
  const ids = [
    ...organisations.map(({ organisation }) => organisation.id),
    ...accounts.map(({ account }) => account.organisation),
  ];
  const files = await Promise.all([...new Set(ids)].slice(0, namesMax).map((id) => readOrganisation(c, id)));
  const names = new Map(
    files.flatMap((file) => (file.ok ? [[file.value.organisation.id, file.value.legalEntity.name]] : [])),
  );
  return (organisationId) => names.get(organisationId) ?? organisationId;
};

/** Legal entities and accounts that wait, each under the person who acts next. */
export const showWork = async (c: PortalContext): Promise<Response> => {
  const { t, href, query } = c.get("page");
  const cursor = query.get("cursor");
  const params = { query: { rows: String(namesMax), ...(cursor === null ? {} : { cursor }) } };
  const listed = await answerOf(apiOf(c).GET("/v1/registry/work", { params }));
  if (!listed.ok) return showProblem(c, listed.error);
  const work = listed.value;
  const nameOf = await readNames(c, work);
  return show(c, {
    title: t("registry.workTitle"),
    lead: t("registry.workLead"),
    content: (
      <>
        <Entities work={work} nameOf={nameOf} />
        <Accounts
          work={work}
          nameOf={nameOf}
          state="registered"
          title={t("registry.work.verify")}
          empty={t("registry.work.verifyEmpty")}
        />
        <Accounts
          work={work}
          nameOf={nameOf}
          state="verified"
          title={t("registry.work.validate")}
          empty={t("registry.work.validateEmpty")}
        />
        <Pagination
          nextHref={
            work.next === undefined ? undefined : `${href("/registry/work")}?cursor=${encodeURIComponent(work.next)}`
          }
        />
      </>
    ),
  });
};
