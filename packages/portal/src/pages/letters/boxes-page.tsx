import { answerOf, apiOf } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Link } from "../../components/link.tsx";
import { Section } from "../../components/section.tsx";
import { Notification } from "../../components/notification.tsx";
import { LetterTable } from "./letter-table.tsx";

const boxPath = (organisationId: string): string => `/letters/organisations/${organisationId}`;
const cursorOf = (c: PortalContext): { readonly cursor?: string } => {
  const cursor = c.get("page").query.get("after");
  return cursor === null ? {} : { cursor };
};

/** The organisations of this person that have a letter box; `null` when the platform does not say. */
const readBoxes = async (c: PortalContext) => {
  const read = await answerOf(apiOf(c).GET("/v1/people/me"));
  if (!read.ok) return null;
  return read.value.organisations.filter(({ allowedActions }) =>
    allowedActions.some(({ action, allowed }) => action === "listLetters" && allowed),
  );
};

/** The one letter box of a person, or the choice between several. */
export const showBoxes = async (c: PortalContext): Promise<Response> => {
  const { t, href, person } = c.get("page");
  if (person === null) return showProblem(c, { status: 401, code: "NotSignedIn" });
  const boxes = (await readBoxes(c)) ?? [];
  const [only] = boxes;
  if (only !== undefined && boxes.length === 1) return c.redirect(href(boxPath(only.id)), 303);
  const content =
    boxes.length === 0 ? (
      <p>{t("letters.noBox")}</p>
    ) : (
      <Section title={t("letters.chooseBox")}>
        <ul class="ecl-unordered-list">
          {boxes.map(({ id, name }) => (
            <li class="ecl-unordered-list__item">
              <Link href={href(boxPath(id))}>{name ?? id}</Link>
            </li>
          ))}
        </ul>
      </Section>
    );
  return show(c, { title: t("letters.title"), lead: t("letters.lead"), content });
};

export const showBox = async (c: PortalContext): Promise<Response> => {
  const organisationId = c.req.param("organisationId") ?? "";
  const params = { path: { organisationId }, query: cursorOf(c) };
  const [read, boxes] = await Promise.all([
    answerOf(apiOf(c).GET("/v1/letters/organisations/{organisationId}/letters", { params })),
    readBoxes(c),
  ]);
  if (!read.ok) return showProblem(c, read.error);
  const { t } = c.get("page");
  const name = boxes?.find(({ id }) => id === organisationId)?.name ?? organisationId;
  return show(c, {
    title: t("letters.boxOf", { name }),
    lead: t("letters.lead"),
    crumbs: [{ label: t("letters.title"), path: "/letters" }],
    content: <LetterTable list={read.value} path={boxPath(organisationId)} />,
  });
};

/** What the Centre sent about a proposal or an agreement. */
export const showLettersAbout = async (c: PortalContext): Promise<Response> => {
  const about = c.req.param("about") ?? "";
  const read = await answerOf(
    apiOf(c).GET("/v1/letters/subjects/{about}/letters", { params: { path: { about }, query: cursorOf(c) } }),
  );
  if (!read.ok) return showProblem(c, read.error);
  const { t, query } = c.get("page");
  const label = read.value.letters[0]?.label ?? about;
  return show(c, {
    title: t("letters.about", { about: label }),
    lead: t("letters.aboutLead"),
    crumbs: about.startsWith("agr_") ? [{ label: t("agreements.title"), path: `/agreements/${about}` }] : [],
    content: (
      <>
        {query.get("done") === "sent" && (
          <Notification kind="success" title={t("letters.done.sent")}>
            <p>{t("letters.doneText")}</p>
          </Notification>
        )}
        <LetterTable list={read.value} path={`/letters/about/${about}`} />
      </>
    ),
  });
};
