import type { FC, PropsWithChildren } from "hono/jsx";

/** How much a state asks of the reader; the words say which state it is. */
export type StatusTone = "active" | "attention" | "neutral" | "quiet";

const toneClass: Readonly<Record<StatusTone, string>> = {
  active: "ecl-label ecl-label--highlight",
  attention: "ecl-label ecl-label--high",
  neutral: "ecl-label ecl-label--medium",
  quiet: "ecl-label ecl-label--low",
};

/** The state of a thing, as a word on a coloured ground: never colour alone. */
export const StatusLabel: FC<PropsWithChildren<{ readonly tone: StatusTone }>> = ({ tone, children }) => (
  <span class={toneClass[tone]}>{children}</span>
);

/** A keyword; with an address it leads to the things that share it. */
export const Tag: FC<PropsWithChildren<{ readonly href?: string | undefined }>> = ({ href, children }) =>
  href === undefined ? (
    <span class="ecl-tag portal-tag--plain">{children}</span>
  ) : (
    <a class="ecl-tag" href={href}>
      {children}
    </a>
  );

export const TagList: FC<{
  readonly tags: readonly { readonly label: string; readonly href?: string | undefined }[];
}> = ({ tags }) => (
  <ul class="ecl-tag-set">
    {tags.map(({ label, href }) => (
      <li class="ecl-tag-set__item">
        <Tag href={href}>{label}</Tag>
      </li>
    ))}
  </ul>
);
