import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";

/** A text with the words that were found, told by more than colour. */
export const Marked: FC<{ readonly parts: readonly Schemas["MarkedText"][] }> = ({ parts }) => (
  <>{parts.map(({ text, isMatch }) => (isMatch ? <mark class="portal-mark">{text}</mark> : text))}</>
);
