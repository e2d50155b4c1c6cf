import type { FC } from "hono/jsx";
import { ButtonLink, ButtonRow } from "../components/button.tsx";
import { Notification } from "../components/notification.tsx";
import type { PageContext } from "../page/page-context.ts";
import { usePage } from "../page/page-context.ts";
import type { Page } from "../page/page.ts";

type Asked = { readonly isStepUp: boolean; readonly isKept: boolean };

const AskAgain: FC<Asked> = ({ isStepUp, isKept }) => {
  const { t, href } = usePage();
  const query = new URLSearchParams({ return: isKept ? "/auth/resume" : href("/") });
  const address = `${isStepUp ? "/auth/step-up" : "/auth/sign-in"}?${query.toString()}`;
  return (
    <>
      <Notification kind="warning" title={t("forms.notDone")}>
        <p>{t(isStepUp ? "signIn.stepUpWhy" : "signIn.lapsedWhy")}</p>
        <p>{t(isKept ? "signIn.kept" : "signIn.notKept")}</p>
      </Notification>
      <ButtonRow>
        <ButtonLink href={address}>{t(isStepUp ? "signIn.stepUp" : "shell.signIn")}</ButtonLink>
      </ButtonRow>
    </>
  );
};

/** In the place of the page that a form would have led to. */
export const askAgainPage = ({ t }: PageContext, asked: Asked): Page => ({
  title: t(asked.isStepUp ? "signIn.stepUpTitle" : "signIn.lapsedTitle"),
  content: <AskAgain {...asked} />,
});
