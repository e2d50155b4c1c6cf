import type { FC } from "hono/jsx";
import { answerOf, apiOf, changeHeaders, hiddenVersion, seeOther, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Amount } from "../../components/amount.tsx";
import { Button, ButtonRow } from "../../components/button.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Form } from "../../components/form.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { Table } from "../../components/table.tsx";
import { DateOf, DateTimeOf } from "../../components/time.tsx";
import { readForm } from "../../forms/form-values.ts";
import { namePeople } from "../../name-people.ts";
import { usePage } from "../../page/page-context.ts";
import { PersonReference } from "../registry/person-reference.tsx";
import { isOffered, offBecause } from "./allowed-action.ts";
import { DoneNotice, after } from "./done-notice.tsx";
import { standingText, standingTone, statementPath, statementsCrumb, statementsPath } from "./statement-words.ts";

type Shown = Schemas["YearlyStatementPage"];
type ShownProps = { readonly shown: Shown };

const pathOf = (c: PortalContext) => ({
  member: c.req.param("member") ?? "",
  year: c.req.param("year") ?? "",
});

const Facts: FC<ShownProps> = ({ shown }) => {
  const page = usePage();
  const { t } = page;
  const { statement } = shown;
  return (
    <DescriptionList
      items={[
        {
          term: t("cofunding.state"),
          detail: <StatusLabel tone={standingTone(shown)}>{standingText(shown, page)}</StatusLabel>,
        },
        { term: t("cofunding.statements.due"), detail: <DateOf on={shown.dueOn} /> },
        ...(statement === null
          ? []
          : [
              { term: t("cofunding.statements.preparedBy"), detail: <PersonReference userId={statement.preparedBy} /> },
              { term: t("cofunding.statements.preparedAt"), detail: <DateTimeOf at={statement.preparedAt} /> },
            ]),
        ...(statement?.state === "signed"
          ? [
              { term: t("cofunding.statements.signedBy"), detail: <PersonReference userId={statement.signedBy} /> },
              { term: t("cofunding.statements.signedAt"), detail: <DateTimeOf at={statement.signedAt} /> },
            ]
          : []),
        { term: t("cofunding.statements.digest"), detail: <code>{shown.figuresSha256}</code> },
      ]}
    />
  );
};

const Figures: FC<ShownProps> = ({ shown: { figures, titles } }) => {
  const { t } = usePage();
  const titleOf = new Map(titles.map(({ jointActionId, title }) => [jointActionId, title]));
  return (
    <Section title={t("cofunding.statements.figures")}>
      <p>{t("cofunding.statements.figuresText")}</p>
      <Table
        caption={t("cofunding.statements.figures")}
        columns={[
          {
            header: t("cofunding.jointAction"),
            namesRow: true,
            cell: ({ jointActionId }) => titleOf.get(jointActionId) ?? t("cofunding.unpublished"),
          },
          { header: t("cofunding.funders.funder"), cell: ({ funder }) => funder },
          { header: t("cofunding.lines.purpose"), cell: ({ purpose }) => t(`cofunding.purpose.${purpose}`) },
          { header: t("cofunding.lines.channel"), cell: ({ channel }) => t(`cofunding.channel.${channel}`) },
          {
            header: t("cofunding.funders.committed"),
            align: "right",
            cell: ({ committedCents }) => <Amount cents={committedCents} />,
          },
          {
            header: t("cofunding.funders.contributed"),
            align: "right",
            cell: ({ contributedCents }) => <Amount cents={contributedCents} />,
          },
        ]}
        rows={figures.rows}
        totals={[
          t("cofunding.together"),
          "",
          "",
          "",
          <Amount cents={figures.committedCents} />,
          <Amount cents={figures.contributedCents} />,
        ]}
        empty={t("cofunding.statements.nothing")}
      />
    </Section>
  );
};

const Steps: FC<ShownProps> = ({ shown }) => {
  const page = usePage();
  const { t, href } = page;
  const { allowedActions, version, figuresSha256 } = shown;
  const steps = [
    ["prepareYearlyStatement", "prepare", "draft", {}],
    ["signYearlyStatement", "sign", "signature", { figuresSha256 }],
  ] as const;
  const offered = steps.filter(([action]) => isOffered(allowedActions, action));
  if (offered.length === 0) return null;
  return (
    <Section title={t("cofunding.statements.steps")}>
      <p>{t("cofunding.statements.stepsText")}</p>
      {offered.map(([action, name, path, hidden]) => {
        const because = offBecause(allowedActions, action, page);
        return (
          <Form action={href(`${statementPath(shown)}/${path}`)} hidden={{ ...hiddenVersion(version), ...hidden }}>
            <ButtonRow>
              <Button disabledBecause={because}>{t(`cofunding.statements.${name}`)}</Button>
            </ButtonRow>
          </Form>
        );
      })}
    </Section>
  );
};

const readStatement = (c: PortalContext) => {
  const { member, year } = pathOf(c);
  // The address is what somebody typed: the API says whether it is a Member State and a year.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked at the API's own door.
  const path = { member: member as Shown["member"], year: Number(year) };
  return { path, params: { path } };
};

/** A Member State's statement of a year: its figures, how far it is, and its two steps. */
export const showYearlyStatement = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const { t } = page;
  const { params } = readStatement(c);
  const read = await answerOf(apiOf(c).GET("/v1/cofunding/statements/{member}/{year}", { params }));
  if (!read.ok) return showProblem(c, read.error, statementsPath);
  const shown = read.value;
  if (shown.statement !== null) await namePeople(c, shown.statement);
  return show(c, {
    title: t("cofunding.statements.name", { member: shown.member, year: `${shown.year}` }),
    lead: t("cofunding.statements.lead"),
    crumbs: [statementsCrumb(page)],
    content: (
      <>
        <DoneNotice />
        {shown.isOutdated && (
          <Notification kind="warning" title={t("cofunding.statements.outdated")}>
            <p>{t("cofunding.statements.outdatedText")}</p>
          </Notification>
        )}
        <Facts shown={shown} />
        <Figures shown={shown} />
        <Steps shown={shown} />
      </>
    ),
  });
};

export const prepareStatement = async (c: PortalContext): Promise<Response> => {
  const { path } = readStatement(c);
  const params = { path, header: changeHeaders(await readForm(c)) };
  const prepared = await answerOf(apiOf(c).PUT("/v1/cofunding/statements/{member}/{year}/draft", { params }));
  return prepared.ok
    ? seeOther(c, after(statementPath(path), "statementPrepared"))
    : showProblem(c, prepared.error, statementPath(path));
};

export const signStatement = async (c: PortalContext): Promise<Response> => {
  const { path } = readStatement(c);
  const form = await readForm(c);
  const params = { path, header: changeHeaders(form) };
  const body = { figuresSha256: form.text("figuresSha256") };
  const signed = await answerOf(apiOf(c).POST("/v1/cofunding/statements/{member}/{year}/signature", { params, body }));
  return signed.ok
    ? seeOther(c, after(statementPath(path), "statementSigned"))
    : showProblem(c, signed.error, statementPath(path));
};
