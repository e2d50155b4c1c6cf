import type { FC } from "hono/jsx";
import { hiddenKeys, type Schemas } from "../../api-client.ts";
import { Button } from "../../components/button.tsx";
import { Select } from "../../components/choices.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Form } from "../../components/form.tsx";
import { Section } from "../../components/section.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";

/** An organisation that the reader acts for. */
export type OwnOrganisation = { readonly id: string; readonly name: string };

type TakePartProps = {
  readonly version: Schemas["CallVersion"];
  readonly organisations: readonly OwnOrganisation[];
};

/** Why no proposal can be started now; null where one can. */
const whyNot = ({ version, organisations }: TakePartProps, { t, format, now, person }: PageContext): string | null => {
  if (now < version.opensAt) return t("calls.apply.notOpen", { at: format.dateTime(version.opensAt) });
  const closesAt = version.firstClosesAt ?? version.closesAt;
  if (now > closesAt) return t("calls.apply.closed", { at: format.exactTime(closesAt) });
  if (person === null) return t("calls.apply.signIn");
  return organisations.length === 0 ? t("calls.apply.noOrganisation") : null;
};

type StartProps = {
  readonly callId: string;
  readonly topic: Schemas["Topic"];
  readonly organisations: readonly OwnOrganisation[];
};

const StartForm: FC<StartProps> = ({ callId, topic: { topicId }, organisations }) => {
  const { t, href } = usePage();
  const [only] = organisations.length === 1 ? organisations : [];
  const chosen = only === undefined ? {} : { coordinator: only.id };
  return (
    <Form action={href("/proposals")} hidden={{ ...hiddenKeys(), callId, topicId, ...chosen }}>
      {only === undefined ? (
        <Select
          name="coordinator"
          label={t("calls.apply.organisation")}
          choices={organisations.map(({ id, name }) => ({ value: id, label: name }))}
          value={organisations[0]?.id}
          required
        />
      ) : (
        <DescriptionList items={[{ term: t("calls.apply.organisation"), detail: only.name }]} />
      )}
      <Button>{t("calls.apply.startFor", { topic: topicId })}</Button>
    </Form>
  );
};

/** One button for each topic, or why there is nothing to press. */
export const TakePart: FC<TakePartProps> = ({ version, organisations }) => {
  const page = usePage();
  const { t } = page;
  const reason = whyNot({ version, organisations }, page);
  return (
    <Section title={t("calls.section.apply")}>
      <p>{t("calls.apply.text")}</p>
      {reason === null ? (
        version.content.topics.map((topic) => (
          <>
            <h3>{topic.title}</h3>
            <StartForm callId={version.callId} topic={topic} organisations={organisations} />
          </>
        ))
      ) : (
        <Button disabledBecause={reason}>{t("calls.apply.start")}</Button>
      )}
    </Section>
  );
};
