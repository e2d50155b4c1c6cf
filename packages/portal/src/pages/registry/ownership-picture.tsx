import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { usePage } from "../../page/page-context.ts";

type Declaration = Schemas["OwnershipDeclaration"];
type PictureProps = {
  readonly declaration: Declaration;
  /** The keys of the chain of control, from the organisation upwards. */
  readonly chain: readonly string[];
  readonly own: string;
};
type Box = { readonly key: string; readonly column: number; readonly level: number };

const boxWidth = 190;
const boxHeight = 46;
const gapX = 20;
const gapY = 54;
const ownKey = "SELF";
const charactersMax = 24;

/** How many holdings lie between the organisation and each of its owners; what hangs on nothing stands on top. */
const levelsOf = ({ owners, holdings }: Declaration): ReadonlyMap<string, number> => {
  const levels = new Map([[ownKey, 0]]);
  // A map takes in what is added while it is gone through, behind what was there.
  for (const [owned, level] of levels)
    for (const { owner } of holdings.filter((holding) => holding.owned === owned))
      if (!levels.has(owner)) levels.set(owner, level + 1);
  const top = Math.max(...levels.values());
  for (const { key } of owners) if (!levels.has(key)) levels.set(key, top);
  return levels;
};

const boxesOf = (declaration: Declaration): readonly Box[] => {
  const columns = new Map<number, number>();
  return [...levelsOf(declaration)].map(([key, level]) => {
    const column = columns.get(level) ?? 0;
    columns.set(level, column + 1);
    return { key, column, level };
  });
};

const shortened = (text: string): string =>
  text.length > charactersMax ? `${text.slice(0, charactersMax - 1)}…` : text;

/** The declaration as a drawing, owners above what they own; the table below says the same in words. */
export const OwnershipPicture: FC<PictureProps> = ({ declaration, chain, own }) => {
  const { t } = usePage();
  const boxes = boxesOf(declaration);
  const top = Math.max(...boxes.map(({ level }) => level));
  const wide = Math.max(...boxes.map(({ column }) => column)) + 1;
  const at = new Map(
    boxes.map(({ key, column, level }) => [
      key,
      { x: column * (boxWidth + gapX) + 1, y: (top - level) * (boxHeight + gapY) + 1 },
    ]),
  );
  const width = wide * (boxWidth + gapX);
  const height = (top + 1) * (boxHeight + gapY) - gapY + 2;
  const owners = new Map(declaration.owners.map((owner) => [owner.key, owner]));
  return (
    <svg
      class="portal-ownership"
      viewBox={`0 0 ${String(width)} ${String(height)}`}
      width={width}
      role="img"
      aria-label={t("standing.picture")}
    >
      {declaration.holdings.map(({ owned, owner, sharePercent }) => {
        const [from, to] = [at.get(owner), at.get(owned)];
        if (from === undefined || to === undefined) return null;
        const [x1, y1] = [from.x + boxWidth / 2, from.y + boxHeight];
        const [x2, y2] = [to.x + boxWidth / 2, to.y];
        const leads = chain.includes(owner) && chain[chain.indexOf(owned) + 1] === owner;
        return (
          <>
            <line
              x1={x1}
              y1={y1}
              x2={x2}
              y2={y2}
              class={leads ? "portal-ownership__link portal-ownership__link--control" : "portal-ownership__link"}
            />
            <text x={(x1 + x2) / 2} y={(y1 + y2) / 2 + 5} text-anchor="middle" class="portal-ownership__share">
              {sharePercent} %
            </text>
          </>
        );
      })}
      {boxes.map(({ key }) => {
        const place = at.get(key);
        if (place === undefined) return null;
        const name = owners.get(key)?.name ?? own;
        return (
          <>
            <rect
              x={place.x}
              y={place.y}
              width={boxWidth}
              height={boxHeight}
              class={
                chain.includes(key) ? "portal-ownership__box portal-ownership__box--control" : "portal-ownership__box"
              }
            />
            <text x={place.x + 8} y={place.y + 20} class="portal-ownership__name">
              {shortened(name)}
            </text>
            <text x={place.x + 8} y={place.y + 38} class="portal-ownership__country">
              {owners.get(key)?.country ?? ""}
            </text>
          </>
        );
      })}
    </svg>
  );
};
