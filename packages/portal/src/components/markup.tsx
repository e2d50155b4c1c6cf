import { parseMarkup, type Block, type Line } from "@grants/core/proposals/markup";
import type { FC } from "hono/jsx";

const Words: FC<{ line: Line }> = ({ line }) => (
  <>
    {line.map(({ kind, text }) => {
      if (kind === "strong") return <strong>{text}</strong>;
      return kind === "stressed" ? <em>{text}</em> : text;
    })}
  </>
);

const Heading: FC<{ level: number; line: Line }> = ({ level, line }) => {
  const words = <Words line={line} />;
  if (level <= 3) return <h3>{words}</h3>;
  if (level === 4) return <h4>{words}</h4>;
  return level === 5 ? <h5>{words}</h5> : <h6>{words}</h6>;
};

const MarkupTable: FC<{ block: Extract<Block, { kind: "table" }> }> = ({ block: { caption, header, rows } }) => (
  <div class="portal-markup__table">
    <table>
      {caption !== "" && <caption>{caption}</caption>}
      {header.length > 0 && (
        <thead>
          <tr>
            {header.map((cell) => (
              <th scope="col">
                <Words line={cell} />
              </th>
            ))}
          </tr>
        </thead>
      )}
      <tbody>
        {rows.map((row) => (
          <tr>
            {row.map((cell) => (
              <td>
                <Words line={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

const List: FC<{ block: Extract<Block, { kind: "list" }> }> = ({ block: { isNumbered, items } }) => {
  const rows = items.map((item) => (
    <li>
      <Words line={item} />
    </li>
  ));
  return isNumbered ? <ol>{rows}</ol> : <ul>{rows}</ul>;
};

const BlockView: FC<{ block: Block; topLevel: number }> = ({ block, topLevel }) => {
  switch (block.kind) {
    case "heading":
      return <Heading level={topLevel + block.level - 1} line={block.line} />;
    case "list":
      return <List block={block} />;
    case "table":
      return <MarkupTable block={block} />;
    case "paragraph":
      return (
        <p>
          {block.lines.map((line, index) => (
            <>
              {index > 0 && <br />}
              <Words line={line} />
            </>
          ))}
        </p>
      );
  }
};

/** A long text in the plain markup. Its headings stand below those of the page: `topLevel` is what one "#" becomes. */
export const Markup: FC<{ readonly text: string; readonly topLevel?: 3 | 4 }> = ({ text, topLevel = 4 }) => (
  <div class="portal-markup">
    {parseMarkup(text).map((block) => (
      <BlockView block={block} topLevel={topLevel} />
    ))}
  </div>
);
