import type { FC } from "hono/jsx";

const Lines: FC<{ text: string }> = ({ text }) => (
  <>
    {text.split("\n").map((line, index) => (
      <>
        {index > 0 && <br />}
        {line}
      </>
    ))}
  </>
);

/** A text that somebody wrote in a text area: blank lines part paragraphs, other line breaks stay. */
export const Paragraphs: FC<{ readonly text: string }> = ({ text }) => (
  <>
    {text
      .trim()
      .split(/\n[ \t]*\n\s*/)
      .map((paragraph) => (
        <p>
          <Lines text={paragraph} />
        </p>
      ))}
  </>
);
