import type { Child, FC, PropsWithChildren } from "hono/jsx";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon-names.ts";

export type CardFact = { readonly icon: IconName; readonly text: Child };

export type CardProps = {
  readonly title: Child;
  readonly href?: string | undefined;
  /** The state of the thing, as a `<StatusLabel>`. */
  readonly status?: Child | undefined;
  /** One line above the title, such as an identifier. */
  readonly meta?: Child | undefined;
  readonly text?: Child | undefined;
  readonly facts?: readonly CardFact[] | undefined;
  /** 3 under a heading of the page, 2 where the cards stand directly under its title. */
  readonly headingLevel?: 2 | 3 | undefined;
};

const CardTitle: FC<Pick<CardProps, "title" | "href" | "headingLevel">> = ({ title, href, headingLevel = 3 }) => {
  const content =
    href === undefined ? (
      title
    ) : (
      <a class="ecl-link ecl-link--standalone" href={href}>
        {title}
      </a>
    );
  return headingLevel === 2 ? (
    <h2 class="ecl-content-block__title">{content}</h2>
  ) : (
    <h3 class="ecl-content-block__title">{content}</h3>
  );
};

export const Card: FC<CardProps> = ({ title, href, status, meta, text, facts = [], headingLevel }) => (
  <article class="ecl-card">
    <div class="ecl-card__body">
      <div class="ecl-content-block">
        {status !== undefined && (
          <div class="ecl-content-block__label-container">
            <div class="ecl-content-block__label-item">{status}</div>
          </div>
        )}
        {meta !== undefined && (
          <div class="ecl-content-block__primary-meta-container">
            <div class="ecl-content-block__primary-meta-item">{meta}</div>
          </div>
        )}
        <CardTitle title={title} href={href} headingLevel={headingLevel} />
        {text !== undefined && <div class="ecl-content-block__description">{text}</div>}
        {facts.length > 0 && (
          <ul class="ecl-content-block__secondary-meta-container">
            {facts.map((fact) => (
              <li class="ecl-content-block__secondary-meta-item">
                <Icon name={fact.icon} size="s" class="ecl-content-block__secondary-meta-icon" />
                <span class="ecl-content-block__secondary-meta-label">{fact.text}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  </article>
);

/** Cards side by side, as many as fit. */
export const CardList: FC<PropsWithChildren> = ({ children }) => <div class="portal-card-list">{children}</div>;
