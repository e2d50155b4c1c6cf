import type { FC } from "hono/jsx";
import { usePage } from "../../../page/page-context.ts";

export type Bar = { readonly label: string; readonly value: number; readonly text: string; readonly ofWhole?: number };

type BarPictureProps = { readonly title: string; readonly bars: readonly Bar[] };

const permille = 1_000n;

/** The length of a bar in thousandths of the longest, exact to the last one. */
const lengthOf = (value: number, longest: number): number =>
  longest === 0 ? 0 : Number((BigInt(value) * permille) / BigInt(longest));

const BarOf: FC<{ bar: Bar; longest: number }> = ({ bar: { value, ofWhole }, longest }) => (
  <svg
    class="portal-bars__picture"
    viewBox="0 0 1000 18"
    preserveAspectRatio="none"
    aria-hidden="true"
    focusable="false"
  >
    <rect class="portal-bars__bar" x="0" y="0" width={String(lengthOf(value, longest))} height="18" />
    {ofWhole !== undefined && (
      <rect
        class="portal-bars__frame"
        x="0"
        y="0"
        width={String(lengthOf(ofWhole, longest))}
        height="18"
        vector-effect="non-scaling-stroke"
      />
    )}
  </svg>
);

/**
 * Bars with their names and values above them, drawn on the server. What there is of something is a filled bar, what it is held against a
 * frame around it: told apart without colour. The numbers stand in the table beside it as well.
 */
export const BarPicture: FC<BarPictureProps> = ({ title, bars }) => {
  const { nextId } = usePage();
  const captionId = nextId("picture");
  const longest = Math.max(0, ...bars.flatMap(({ value, ofWhole = 0 }) => [value, ofWhole]));
  return bars.length === 0 ? null : (
    <figure class="portal-bars" aria-labelledby={captionId}>
      <figcaption id={captionId}>{title}</figcaption>
      {bars.map((bar) => (
        <div class="portal-bars__row">
          <span>{bar.label}</span>
          <span>{bar.text}</span>
          <BarOf bar={bar} longest={longest} />
        </div>
      ))}
    </figure>
  );
};
