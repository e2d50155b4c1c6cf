import type { Child, FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import type { PortalContext } from "../../area.ts";
import { DescriptionList } from "../../components/description-list.tsx";
import { Link } from "../../components/link.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { mayDo } from "../../may-do.ts";
import { usePage } from "../../page/page-context.ts";
import { readInvitations } from "./read-call.ts";
import { wordFor } from "./term-fields.tsx";

type Invited = Schemas["InvitedCall"];

/** Whether a call is for everybody: neither an award without a call, nor the second of two stages. */
export const isPublic = ({ directAward, secondStage }: Schemas["CallContent"]): boolean =>
  directAward === undefined && secondStage === undefined;

/** Awards without a call, above the calls for everybody: for who is invited, and for the officers. */
export const Invitations: FC<{ readonly invitations: readonly Invited[] }> = ({ invitations }) => {
  const { t, href } = usePage();
  return invitations.length === 0 ? null : (
    <Section title={t("directAward.list")}>
      <Table
        caption={t("directAward.listCaption")}
        columns={[
          {
            header: t("calls.field.title"),
            namesRow: true,
            cell: ({ callId, title }) => <Link href={href(`/calls/${callId}`)}>{title}</Link>,
          },
          { header: t("calls.field.reference"), cell: ({ reference }) => reference },
          { header: t("calls.fact.deadline"), cell: ({ closesAt }) => <DateTimeOf at={closesAt} /> },
        ]}
        rows={invitations}
        empty=""
      />
    </Section>
  );
};

/** On the first page: what an organisation of the reader is invited to and may still answer. */
export const homeInvitations = async (c: PortalContext): Promise<Child> => {
  const { t, href, format, person, now } = c.get("page");
  if (!mayDo(person, "createProposal")) return null;
  const open = (await readInvitations(c)).filter(({ closesAt }) => closesAt >= now);
  return open.length === 0 ? null : (
    <ul>
      {open.map(({ callId, title, closesAt }) => (
        <li>
          <Link href={href(`/calls/${callId}`)}>{title}</Link>{" "}
          {t("directAward.home", { at: format.dateTime(closesAt) })}
        </li>
      ))}
    </ul>
  );
};

/** Why there is no call, and who may answer (CALL-08). */
export const DirectAwardSection: FC<{ readonly content: Schemas["CallContent"] }> = ({ content: { directAward } }) => {
  const page = usePage();
  const { t } = page;
  if (directAward === undefined) return null;
  const { ground, basis, invited } = directAward;
  return (
    <Section title={t("directAward.section")}>
      <p>{t("directAward.text")}</p>
      <DescriptionList
        items={[
          {
            term: t("calls.term.directAward.ground"),
            detail: ground === undefined ? t("components.unknown") : wordFor(`calls.choice.${ground}`, page),
          },
          { term: t("calls.term.directAward.basis"), detail: basis ?? t("components.unknown") },
          {
            term: t("calls.term.directAward.invited"),
            detail: t("directAward.centresOf", { countries: invited.map(({ country }) => country).join(", ") }),
          },
        ]}
      />
    </Section>
  );
};
