import { type Instant, dateInZone } from "@grants/kernel/time";
import type { Mail, PersonLanguage } from "../access/access-store.ts";

type Letter = {
  readonly to: string;
  readonly language: PersonLanguage;
  /** Empty before the proposal has one. */
  readonly acronym: string;
  /** Empty before the coordinator is described. */
  readonly coordinator: string;
  readonly link: string;
  readonly expiresAt: Instant;
};

const subjects = {
  en: "Invitation to take part in a proposal",
  nl: "Uitnodiging om mee te doen aan een voorstel",
} as const;

const lines = {
  en: ({ acronym, coordinator, link, expiresAt }: Letter) => [
    "Good day,",
    `${coordinator === "" ? "A coordinator" : coordinator} invites your organisation to take part in the proposal ${acronym === "" ? "" : `${acronym} `}on ECCC Grants, the platform of the European Cybersecurity Competence Centre.`,
    "Open this link and sign in or make an account. If your organisation is not registered yet, you register it there; then you accept or decline:",
    link,
    `The link can be used once, until ${dateInZone(expiresAt)}. If you did not expect this mail, you need not do anything.`,
  ],
  nl: ({ acronym, coordinator, link, expiresAt }: Letter) => [
    "Goedendag,",
    `${coordinator === "" ? "Een coördinator" : coordinator} nodigt uw organisatie uit om mee te doen aan het voorstel ${acronym === "" ? "" : `${acronym} `}op ECCC Grants, het platform van het Europees Kenniscentrum voor cyberbeveiliging.`,
    "Open deze link en meld u aan of maak een account. Is uw organisatie nog niet geregistreerd, dan registreert u haar daar; daarna aanvaardt of weigert u:",
    link,
    `De link werkt één keer, tot en met ${dateInZone(expiresAt)}. Verwachtte u deze mail niet, dan hoeft u niets te doen.`,
  ],
} as const;

/** The mail that carries the link: nothing in it tells whether the address has an account. */
export const composePartnerMail = (letter: Letter): Mail => ({
  to: letter.to,
  subject: subjects[letter.language],
  text: `${lines[letter.language](letter).join("\n\n")}\n`,
});
