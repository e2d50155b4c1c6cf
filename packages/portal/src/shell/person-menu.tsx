import type { FC } from "hono/jsx";
import { Icon } from "../components/icon.tsx";
import { isMessageKey } from "../words/catalogue.ts";
import { usePage, type Person } from "../page/page-context.ts";
import { signInAddress } from "./sign-in-address.ts";

const SignInLink: FC<{ address: string }> = ({ address }) => {
  const { demo, t } = usePage();
  const label = demo ? t("shell.choosePerson") : t("shell.signIn");
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

const SignedIn: FC<{ person: Person; switchAddress: string | null }> = ({ person, switchAddress }) => {
  const { t, href } = usePage();
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
        <a href={href("/people")} class="ecl-link ecl-link--standalone">
          {t("people.mine")}
        </a>
        <hr class="ecl-site-header__login-separator" />
        <a href={href("/my-data")} class="ecl-link ecl-link--standalone">
          {t("myData.title")}
        </a>
        {switchAddress !== null && (
          <>
            <hr class="ecl-site-header__login-separator" />
            <a href={switchAddress} class="ecl-link ecl-link--standalone">
              {t("shell.switchPerson")}
            </a>
          </>
        )}
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
        <SignedIn person={page.person} switchAddress={page.demo ? address : null} />
      </div>
    );
  }
  return address === null ? null : (
    <div class="ecl-site-header__login-container">
      <SignInLink address={address} />
    </div>
  );
};
