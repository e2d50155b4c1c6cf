import type { FC } from "hono/jsx";
import { show, showProblem, type PortalContext, type PortalRouter } from "../area.ts";
import { Button, ButtonLink, ButtonRow } from "../components/button.tsx";
import { Form } from "../components/form.tsx";
import { Link } from "../components/link.tsx";
import { Notification } from "../components/notification.tsx";
import { StatusLabel } from "../components/status-label.tsx";
import { Table } from "../components/table.tsx";
import { DateTimeOf } from "../components/time.tsx";
import { usePage } from "../page/page-context.ts";
import { nameOfAgent } from "./name-of-agent.ts";
import type { SessionRow, SignInPort } from "./sign-in-port.ts";

const Sessions: FC<{ rows: readonly SessionRow[] }> = ({ rows }) => {
  const { t, language } = usePage();
  return (
    <>
      <Table
        caption={t("signIn.sessionsCaption")}
        columns={[
          {
            header: t("signIn.agent"),
            namesRow: true,
            cell: ({ agent }: SessionRow) => nameOfAgent(agent) ?? t("signIn.unknownAgent"),
          },
          { header: t("signIn.signedInAt"), cell: ({ signedInAt }: SessionRow) => <DateTimeOf at={signedInAt} /> },
          { header: t("signIn.seenAt"), cell: ({ seenAt }: SessionRow) => <DateTimeOf at={seenAt} /> },
          {
            header: t("signIn.here"),
            cell: ({ isThis }: SessionRow) =>
              isThis ? <StatusLabel tone="active">{t("signIn.thisSession")}</StatusLabel> : "–",
          },
        ]}
        rows={rows}
        empty={t("signIn.noSessions")}
      />
      <Form action="/auth/sign-out-everywhere" hidden={{ language }}>
        <p>{t("signIn.everywhereText")}</p>
        <Button>{t("signIn.signOutEverywhere")}</Button>
      </Form>
    </>
  );
};

const showSessions = async (c: PortalContext, signIn: SignInPort): Promise<Response> => {
  const { person, t } = c.get("page");
  if (person === null) return showProblem(c, { status: 401, code: "NotSignedIn" });
  const rows = await signIn.listSessions(c.get("visit"));
  return show(c, {
    title: t("signIn.sessionsTitle"),
    lead: t("signIn.sessionsLead"),
    content: <Sessions rows={rows} />,
  });
};

const SignedOut: FC = () => {
  const { t, href, query } = usePage();
  return (
    <>
      <Notification
        kind="success"
        title={t(query.has("everywhere") ? "signIn.signedOutEverywhere" : "signIn.signedOut")}
      >
        <p>{t("signIn.signedOutText")}</p>
        <p>
          <Link href="/auth/sign-out-of-issuer">{t("signIn.signOutOfIssuer")}</Link>
        </p>
      </Notification>
      <ButtonRow>
        <ButtonLink href={`/auth/sign-in?${new URLSearchParams({ return: href("/") }).toString()}`}>
          {t("signIn.signInAgain")}
        </ButtonLink>
        <ButtonLink href={href("/")} kind="secondary">
          {t("problems.toHome")}
        </ButtonLink>
      </ButtonRow>
    </>
  );
};

/** Where one is signed in, and the way out. */
export const addSessionPages = (site: PortalRouter, signIn: SignInPort): void => {
  site.get("/sessions", (c) => showSessions(c, signIn));
  site.get("/signed-out", (c) => show(c, { title: c.get("page").t("signIn.signedOutTitle"), content: <SignedOut /> }));
};
