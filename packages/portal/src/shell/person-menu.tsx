import type { FC } from "hono/jsx";
import { Icon } from "../components/icon.tsx";
import { Link } from "../components/link.tsx";
import { isMessageKey } from "../words/catalogue.ts";
import { usePage, type Person } from "../page/page-context.ts";
import { signInAddress } from "./sign-in-address.ts";

const SignInLink: FC<{ address: string }> = ({ address }) => {
  const label = usePage().t("shell.signIn");
  return (
    // On a phone only the icon shows, so the name cannot hang on the text.
    <a
      href={address}
      aria-label={label}
      class="ecl-link ecl-link--tertiary-neutral ecl-link--icon ecl-site-header__login-toggle"
    >
      <Icon name="log-in" class="ecl-link__icon ecl-site-header__icon" />
      <span class="ecl-link__label">{label}</span>
    </a>
  );
};

/** Signing out changes something, so it is a form like any other. */
const SignOut: FC = () => {
  const { t, href, csrfToken, language } = usePage();
  return (
    <>
      <hr class="ecl-site-header__login-separator" />
      <p class="ecl-site-header__login-description">
        <Link href={href("/sessions")}>{t("signIn.sessionsTitle")}</Link>
      </p>
      <form method="post" action="/auth/sign-out">
        <input type="hidden" name="csrf" value={csrfToken ?? ""} />
        <input type="hidden" name="language" value={language} />
        <button type="submit" class="ecl-button ecl-button--secondary">
          {t("signIn.signOut")}
        </button>
      </form>
    </>
  );
};

const SignedIn: FC<{ person: Person }> = ({ person }) => {
  const { t, href, hasSignIn } = usePage();
  const roles = person.roles.map((role) => `roles.${role}`).filter(isMessageKey);
  const signedInAs = t("shell.signedInAs", { name: person.name });
  return (
    <details class="portal-disclosure">
      <summary
        class="ecl-link ecl-link--tertiary-neutral ecl-link--icon ecl-site-header__login-toggle"
        aria-label={signedInAs}
      >
        <Icon name="logged-in" class="ecl-link__icon ecl-site-header__icon" />
        <span class="ecl-link__label">{person.name}</span>
      </summary>
      <div class="ecl-site-header__login-box ecl-site-header__login-box--active portal-disclosure__panel">
        <p class="ecl-site-header__login-description">{signedInAs}</p>
        {roles.length > 0 && (
          <p class="ecl-site-header__login-description portal-roles">{roles.map((role) => t(role)).join(", ")}</p>
        )}
        {person.affiliation !== undefined && (
          <p class="ecl-site-header__login-description portal-roles">{person.affiliation}</p>
        )}
        <p class="ecl-site-header__login-description">
          <Link href={href("/people")}>{t("people.mine")}</Link>
        </p>
        <p class="ecl-site-header__login-description">
          <Link href={href("/my-data")}>{t("myData.title")}</Link>
        </p>
        {hasSignIn && <SignOut />}
      </div>
    </details>
  );
};

/** Who is signed in, or the way to sign in. Empty where neither can be. */
export const PersonMenu: FC = () => {
  const page = usePage();
  const address = signInAddress(page);
  if (page.person !== null) {
    return (
      <div class="ecl-site-header__login-container">
        <SignedIn person={page.person} />
      </div>
    );
  }
  return address === null ? null : (
    <div class="ecl-site-header__login-container">
      <SignInLink address={address} />
    </div>
  );
};
