import type { Child, FC } from "hono/jsx";
import type { PortalArea, PortalContext } from "../area.ts";
import { Link } from "../components/link.tsx";
import { Section, TwoColumns } from "../components/section.tsx";
import { EmptyState } from "../components/table.tsx";
import { navigationFor } from "../navigation.ts";
import { usePage, type NavigationItem } from "../page/page-context.ts";
import type { Page } from "../page/page.ts";

const steps = ["call", "proposal", "evaluation", "cofunding", "agreement", "payment"] as const;

const HowItWorks: FC = () => {
  const { t, href } = usePage();
  return (
    <Section title={t("home.howTitle")}>
      <ol class="portal-way">
        {steps.map((step) => (
          <li class="portal-way__step">
            <h3 class="portal-way__title">{t(`home.step.${step}`)}</h3>
            <p class="portal-way__text">{t(`home.step.${step}Text`)}</p>
            <p class="portal-way__actor">{t("components.stepActor", { actor: t(`home.step.${step}Actor`) })}</p>
          </li>
        ))}
      </ol>
      <p>
        <Link href={href("/about")}>{t("home.moreAbout")}</Link>
      </p>
    </Section>
  );
};

type Work = {
  readonly content: Child;
  /** All that this person does is in `content`. */
  readonly isWhole: boolean;
  /** Pages that are for this person's roles. */
  readonly places: readonly NavigationItem[];
};

const Places: FC<{ places: readonly NavigationItem[] }> = ({ places }) => {
  const { t } = usePage();
  if (places.length === 0) return <EmptyState title={t("home.noPlaceTitle")}>{t("home.noPlace")}</EmptyState>;
  return (
    <>
      <p>{t("home.places")}</p>
      <ul class="ecl-unordered-list">
        {places.map(({ label, href }) => (
          <li class="ecl-unordered-list__item">
            <Link href={href}>{label}</Link>
          </li>
        ))}
      </ul>
    </>
  );
};

const MyWork: FC<{ work: Work }> = ({ work: { content, isWhole, places } }) => {
  const { t, person, hasSignIn } = usePage();
  if (person === null) {
    return (
      <>
        <p>{t("home.myWorkSignedOut")}</p>
        {!hasSignIn && <p>{t("home.signInUnavailable")}</p>}
      </>
    );
  }
  return (
    <>
      <p>{t("home.myWorkGreeting", { name: person.name })}</p>
      {content ?? (isWhole && <p>{t("home.myWorkEmpty")}</p>)}
      <Places places={places} />
    </>
  );
};

const HomeContent: FC<{ openCalls: Child; myWork: Work }> = ({ openCalls, myWork }) => {
  const { t } = usePage();
  return (
    <>
      <TwoColumns>
        <Section title={t("home.openCalls")}>
          {openCalls ?? <EmptyState>{t("home.openCallsEmpty")}</EmptyState>}
        </Section>
        <Section title={t("home.myWork")}>
          <MyWork work={myWork} />
        </Section>
      </TwoColumns>
      <HowItWorks />
    </>
  );
};

/** What every area has for a slot, in the order of the areas; null when none has anything. */
const fillSlot = async (
  name: "openCalls" | "myWork",
  c: PortalContext,
  areas: readonly PortalArea[],
): Promise<Child> => {
  const fills = areas.flatMap(({ home }) => home?.[name] ?? []);
  const filled = await Promise.all(fills.map((fill) => fill(c)));
  const parts = filled.filter((part) => part !== null && part !== undefined);
  return parts.length === 0 ? null : <>{parts}</>;
};

/** Where am I, what is expected of me, by when: the site, the open calls, the reader's own work. */
export const homePage = async (c: PortalContext, areas: readonly PortalArea[]): Promise<Page> => {
  const { t, person, language, path } = c.get("page");
  const known = new Set(areas.flatMap(({ home }) => home?.myWorkOf ?? []));
  const own = areas.flatMap(({ navigation }) => navigation).filter(({ visibleTo }) => visibleTo !== "everyone");
  const [openCalls, content] = await Promise.all([
    fillSlot("openCalls", c, areas),
    person === null ? null : fillSlot("myWork", c, areas),
  ]);
  const isWhole = person?.roles.every((role) => known.has(role)) ?? false;
  const work = { content, isWhole, places: navigationFor(own, { language, path, person }) };
  return {
    title: t("home.title"),
    lead: t("home.lead"),
    content: <HomeContent openCalls={openCalls} myWork={work} />,
  };
};
