import { type Instant, dateInZone } from "@grants/kernel/time";
import type { Mail, PersonLanguage } from "./access-store.ts";
import type { Role } from "./role.ts";

type Letter = {
  readonly to: string;
  readonly language: PersonLanguage;
  readonly role: Role;
  /** `null` for a role that belongs to no organisation. */
  readonly organisation: string | null;
  readonly link: string;
  readonly expiresAt: Instant;
};

const subjects = {
  en: "Invitation to ECCC Grants",
  nl: "Uitnodiging voor ECCC Grants",
} as const;

const lines = {
  en: ({ organisation, link, expiresAt }: Letter) => [
    "Good day,",
    organisation === null
      ? "You are invited to take up a role on ECCC Grants, the platform of the European Cybersecurity Competence Centre."
      : `You are invited to work for ${organisation} on ECCC Grants, the platform of the European Cybersecurity Competence Centre.`,
    "Open this link, sign in or make an account, and accept or decline:",
    link,
    `The link can be used once, until ${dateInZone(expiresAt)}. If you did not expect this mail, you need not do anything.`,
  ],
  nl: ({ organisation, link, expiresAt }: Letter) => [
    "Goedendag,",
    organisation === null
      ? "U wordt uitgenodigd om een rol op te nemen op ECCC Grants, het platform van het Europees Kenniscentrum voor cyberbeveiliging."
      : `U wordt uitgenodigd om voor ${organisation} te werken op ECCC Grants, het platform van het Europees Kenniscentrum voor cyberbeveiliging.`,
    "Open deze link, meld u aan of maak een account, en aanvaard of weiger:",
    link,
    `De link werkt één keer, tot en met ${dateInZone(expiresAt)}. Verwachtte u deze mail niet, dan hoeft u niets te doen.`,
  ],
} as const;

/** The mail that carries the link: nothing in it tells whether the address has an account. */
export const composeInvitationMail = (letter: Letter): Mail => ({
  to: letter.to,
  subject: subjects[letter.language],
  text: `${lines[letter.language](letter).join("\n\n")}\n`,
});
