import type { Child, FC } from "hono/jsx";
import type { HomeSlots, PortalArea, PortalContext } from "../area.ts";
import { Link } from "../components/link.tsx";
import { Section, TwoColumns } from "../components/section.tsx";
import { EmptyState } from "../components/table.tsx";
import { usePage } from "../page/page-context.ts";
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

const MyWork: FC<{ content: Child }> = ({ content }) => {
  const { t, person, demo, signInPath } = usePage();
  if (person === null) {
    return (
      <>
        <p>{t("home.myWorkSignedOut")}</p>
        {!demo && signInPath === null && <p>{t("home.signInUnavailable")}</p>}
      </>
    );
  }
  return (
    <>
      <p>{t("home.myWorkGreeting", { name: person.name })}</p>
      {content ?? <EmptyState>{t("home.myWorkEmpty")}</EmptyState>}
    </>
  );
};

const HomeContent: FC<{ openCalls: Child; myWork: Child }> = ({ openCalls, myWork }) => {
  const { t } = usePage();
  return (
    <>
      <TwoColumns>
        <Section title={t("home.openCalls")}>
          {openCalls ?? <EmptyState>{t("home.openCallsEmpty")}</EmptyState>}
        </Section>
        <Section title={t("home.myWork")}>
          <MyWork content={myWork} />
        </Section>
      </TwoColumns>
      <HowItWorks />
    </>
  );
};

/** What every area has for a slot, in the order of the areas; null when none has anything. */
const fillSlot = async (name: keyof HomeSlots, c: PortalContext, areas: readonly PortalArea[]): Promise<Child> => {
  const fills = areas.flatMap(({ home }) => home?.[name] ?? []);
  const filled = await Promise.all(fills.map((fill) => fill(c)));
  const parts = filled.filter((part) => part !== null && part !== undefined);
  return parts.length === 0 ? null : <>{parts}</>;
};

/** Where am I, what is expected of me, by when: the site, the open calls, the reader's own work. */
export const homePage = async (c: PortalContext, areas: readonly PortalArea[]): Promise<Page> => {
  const { t, person } = c.get("page");
  const [openCalls, myWork] = await Promise.all([
    fillSlot("openCalls", c, areas),
    person === null ? null : fillSlot("myWork", c, areas),
  ]);
  return {
    title: t("home.title"),
    lead: t("home.lead"),
    content: <HomeContent openCalls={openCalls} myWork={myWork} />,
  };
};
