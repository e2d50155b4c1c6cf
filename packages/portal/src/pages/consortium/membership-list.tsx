import type { FC } from "hono/jsx";
import { hiddenVersion } from "../../api-client.ts";
import { Button, ButtonRow } from "../../components/button.tsx";
import { CheckboxGroup, Select } from "../../components/choices.tsx";
import { Details } from "../../components/details.tsx";
import { Form } from "../../components/form.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import type { ShownMembership } from "./consortium-words.ts";

const scopes = [
  "text.relevance",
  "text.implementation",
  "text.impact",
  "text.excellence",
  "workPackages",
  "annexes",
] as const;

type RowProps = {
  readonly path: string;
  readonly shown: ShownMembership;
  readonly mayDecide: boolean;
  readonly mayInvite: boolean;
};

const stateText = ({ membership, isExpired }: ShownMembership, { t, format }: PageContext): string => {
  if (membership.state !== "invited") return t(`consortium.member.${membership.state}`);
  const at = format.dateTime(membership.expiresAt);
  return t(isExpired ? "consortium.member.expired" : "consortium.member.invited", { at });
};

const whoText = ({ membership, mail }: ShownMembership, { t, names }: PageContext): string => {
  if ("user" in membership) return names?.get(membership.user) ?? t("consortium.member.somebody");
  return mail ?? t("consortium.member.byOrganisation");
};

const Step: FC<RowProps & { readonly step: "resending" | "withdrawal" | "end"; readonly label: string }> = (props) => {
  const { href } = usePage();
  const { path, shown, step, label } = props;
  return (
    <Form
      action={href(`${path}/consortium/members/${shown.membership.id}/${step}`)}
      hidden={hiddenVersion(shown.version)}
    >
      <Button kind="secondary">{label}</Button>
    </Form>
  );
};

const Rights: FC<RowProps> = ({ path, shown }) => {
  const { t, href } = usePage();
  const { membership } = shown;
  const name = `writes-${membership.id}`;
  return (
    <Details summary={t("consortium.rights.title")}>
      <Form action={href(`${path}/consortium/members/${membership.id}/rights`)} hidden={hiddenVersion(shown.version)}>
        <Select
          name={`role-${membership.id}`}
          label={t("consortium.rights.role")}
          value={membership.role}
          choices={[
            { value: "partner", label: t("consortium.role.partner") },
            { value: "viewer", label: t("consortium.role.viewer") },
          ]}
        />
        <CheckboxGroup
          name={name}
          label={t("consortium.rights.writes")}
          help={t("consortium.rights.help")}
          choices={scopes.map((scope) => ({ value: scope, label: t(`consortium.scope.${scope}`) }))}
          values={membership.writes ?? []}
        />
        <Button kind="secondary">{t("consortium.rights.save")}</Button>
      </Form>
    </Details>
  );
};

/** A person of a place, or an invitation, with what may be done about it. */
export const MembershipRow: FC<RowProps> = (props) => {
  const page = usePage();
  const { t } = page;
  const { shown, mayDecide, mayInvite } = props;
  const { state } = shown.membership;
  const isMe = "user" in shown.membership && shown.membership.user === page.person?.id;
  return (
    <li>
      <p>
        <strong>{whoText(shown, page)}</strong> · {t(`consortium.role.${shown.membership.role}`)} ·{" "}
        {stateText(shown, page)}
      </p>
      <ButtonRow>
        {state === "invited" && mayInvite && <Step {...props} step="resending" label={t("consortium.resend")} />}
        {state === "invited" && mayInvite && <Step {...props} step="withdrawal" label={t("consortium.withdraw")} />}
        {state === "joined" && isMe && <Step {...props} step="end" label={t("consortium.leave")} />}
        {state === "joined" && !isMe && mayDecide && <Step {...props} step="end" label={t("consortium.endMember")} />}
      </ButtonRow>
      {state === "joined" && mayDecide && <Rights {...props} />}
    </li>
  );
};

export const writtenRights = (id: string) => ({ role: `role-${id}`, writes: `writes-${id}` });
export const isScope = (text: string): text is (typeof scopes)[number] => scopes.some((scope) => scope === text);
