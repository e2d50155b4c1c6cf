import { type Result, ok } from "@grants/kernel/result";
import { type PersonalItemName, personalItems } from "@grants/core/transparency/personal-data";
import { answerOf, apiOf, commandHeaders, hiddenKeys, seeOther, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Checkbox } from "../../components/choices.tsx";
import { Details } from "../../components/details.tsx";
import { Form } from "../../components/form.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { readForm } from "../../forms/form-values.ts";
import { refusalOf, refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { usePage } from "../../page/page-context.ts";
import type { Page } from "../../page/page.ts";
import type { Problem } from "../../problem.ts";
import { clockWords } from "../../static-pages/retention-words.ts";
import { isMessageKey } from "../../words/catalogue.ts";
import { detailsOf, MailForm, saveMail, type Card, type Details as Mail } from "./my-mail.tsx";

type MyData = Schemas["MyData"];
type Item = { readonly name: PersonalItemName; readonly records: MyData["records"] };

const isItemName = (name: string): name is PersonalItemName => Object.hasOwn(personalItems, name);

const itemsOf = ({ records }: MyData): readonly Item[] =>
  [...Map.groupBy(records, ({ item }) => item)].flatMap(([name, some]) =>
    isItemName(name) ? [{ name, records: some }] : [],
  );

const Kept = ({ data }: { readonly data: MyData }) => {
  const { t, href, format } = usePage();
  return (
    <Section title={t("myData.keptTitle")}>
      <Table
        caption={t("myData.keptCaption")}
        rows={itemsOf(data)}
        columns={[
          { header: t("myData.item"), cell: ({ name }) => t(`privacy.item.${name}`), namesRow: true },
          { header: t("myData.count"), cell: ({ records }) => format.number(records.length), align: "right" },
          { header: t("privacy.dataWhy"), cell: ({ name }) => t(`privacy.purpose.${personalItems[name].purpose}`) },
          { header: t("privacy.dataLong"), cell: ({ name }) => clockWords(t, personalItems[name].clock) },
        ]}
        empty={<p>{t("myData.nothing")}</p>}
      />
      {itemsOf(data).map(({ name, records }) => (
        <Details summary={t("myData.show", { item: t(`privacy.item.${name}`) })}>
          <pre class="portal-data">{JSON.stringify(records, null, 1)}</pre>
        </Details>
      ))}
      <ButtonRow>
        <ButtonLink kind="secondary" icon="download" href={href("/my-data/file")}>
          {t("myData.download")}
        </ButtonLink>
      </ButtonRow>
    </Section>
  );
};

const Obstacle = ({ obstacle }: { readonly obstacle: NonNullable<MyData["erasure"]> }) => {
  const { t, format } = usePage();
  const { because, untilOn, of, rule } = obstacle;
  const key = `roles.${of}`;
  const role = isMessageKey(key) ? t(key) : of;
  const on = untilOn === null ? "" : format.date(untilOn);
  const words = () => {
    if (because === "RECORDS_KEPT") return t("myData.obstacle.RECORDS_KEPT", { on, of: role, rule: rule ?? "" });
    if (because === "FILE_OPEN") return t("myData.obstacle.FILE_OPEN", { of, rule: rule ?? "" });
    return untilOn === null
      ? t("myData.obstacle.ROLE_IN_FORCE", { role })
      : t("myData.obstacle.ROLE_UNTIL", { role, on });
  };
  return (
    <Notification kind="info" title={t("myData.notYetTitle")}>
      <p>{words()}</p>
    </Notification>
  );
};

const Erase = ({ data, refusal }: { readonly data: MyData; readonly refusal: Refusal | null }) => {
  const { t, href } = usePage();
  return (
    <Section title={t("myData.eraseTitle")}>
      <p>{t("myData.eraseText")}</p>
      {data.erasure !== null && <Obstacle obstacle={data.erasure} />}
      {data.erasure === null && (
        <Form action={href("/my-data/erasure")} hidden={hiddenKeys()}>
          <Checkbox name="confirm" value="yes" label={t("myData.eraseConfirm")} error={refusal?.errors["confirm"]} />
          <Button kind="primary">{t("myData.erase")}</Button>
        </Form>
      )}
    </Section>
  );
};

type Mine = { readonly data: MyData; readonly card: Card };

const pageOf = (c: PortalContext, { data, card }: Mine, refusal: Refusal | null, details = detailsOf(data)): Page => {
  const { t, query } = c.get("page");
  return {
    title: t("myData.title"),
    lead: t("myData.lead"),
    content: (
      <>
        {query.get("done") === "erased" && refusal === null && (
          <Notification kind="success" title={t("myData.erased")} />
        )}
        {query.get("done") === "mail" && refusal === null && (
          <Notification kind="success" title={t("myData.mailSaved")} />
        )}
        <MailForm details={details} card={card} refusal={refusal} />
        <Kept data={data} />
        <Erase data={data} refusal={refusal} />
      </>
    ),
  };
};

const readMyData = (c: PortalContext) => answerOf(apiOf(c).GET("/v1/people/me/data"));

const readMine = async (c: PortalContext): Promise<Result<Mine, Problem>> => {
  const [data, me] = await Promise.all([readMyData(c), answerOf(apiOf(c).GET("/v1/people/me"))]);
  if (!data.ok) return data;
  return me.ok ? ok({ data: data.value, card: me.value }) : me;
};

export const showMyData = async (c: PortalContext): Promise<Response> => {
  const read = await readMine(c);
  return read.ok ? show(c, pageOf(c, read.value, null)) : showProblem(c, read.error);
};

/** The same as a file, to be read by a machine (Article 22 of Regulation (EU) 2018/1725). */
export const downloadMyData = async (c: PortalContext): Promise<Response> => {
  const read = await readMyData(c);
  if (!read.ok) return showProblem(c, read.error);
  return c.body(JSON.stringify(read.value, null, 1), 200, {
    "content-type": "application/json",
    "content-disposition": `attachment; filename="my-data.json"`,
  });
};

const showRefused = async (c: PortalContext, refusal: Refusal, typed?: Mail): Promise<Response> => {
  const read = await readMine(c);
  return read.ok ? showForm(c, pageOf(c, read.value, refusal, typed), refusal) : showProblem(c, read.error);
};

export const eraseMyData = async (c: PortalContext): Promise<Response> => {
  const { t } = c.get("page");
  const form = await readForm(c);
  const unconfirmed = refusalOfFields(form.text("confirm") === "yes" ? {} : { confirm: t("myData.eraseConfirmRule") });
  if (unconfirmed !== null) return showRefused(c, unconfirmed);
  const params = { header: commandHeaders(form) };
  const erased = await answerOf(apiOf(c).POST("/v1/people/me/erasure", { params }));
  return erased.ok ? seeOther(c, "/my-data?done=erased") : showRefused(c, refusalOf(erased.error, {}));
};

export const saveMyMail = async (c: PortalContext): Promise<Response> => {
  const saved = await saveMail(c);
  return "response" in saved ? saved.response : showRefused(c, saved.refusal, saved.details);
};
