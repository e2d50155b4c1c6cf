import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { DescriptionList } from "../../components/description-list.tsx";
import { Paragraphs } from "../../components/paragraphs.tsx";

type Block = Schemas["LetterBlock"];

const BlockOf: FC<{ block: Block }> = ({ block }) => {
  switch (block.kind) {
    case "heading":
      return <h3>{block.text}</h3>;
    case "text":
      return <Paragraphs text={block.text} />;
    case "note":
      return (
        <p>
          <small>{block.text}</small>
        </p>
      );
    case "facts":
      return (
        <>
          <p>
            <strong>{block.caption}</strong>
          </p>
          <DescriptionList items={block.rows} />
        </>
      );
    case "list": {
      const items = block.items.map((item) => (
        <li class={block.isOrdered ? "ecl-ordered-list__item" : "ecl-unordered-list__item"}>{item}</li>
      ));
      return block.isOrdered ? <ol class="ecl-ordered-list">{items}</ol> : <ul class="ecl-unordered-list">{items}</ul>;
    }
  }
};

/** What a letter or a report says, in its order. */
export const Blocks: FC<{ readonly blocks: readonly Block[] }> = ({ blocks }) => (
  <>
    {blocks.map((block) => (
      <BlockOf block={block} />
    ))}
  </>
);

/** The words of the letter, in the language in which it was sent. */
export const LetterText: FC<{ readonly shown: Schemas["ShownLetter"] }> = ({ shown }) => (
  <div lang={shown.letter.language}>
    <p>{shown.standing}</p>
    <Blocks blocks={shown.blocks} />
  </div>
);
