import { readFile } from "node:fs/promises";
import { iconNames } from "../components/icon-names.ts";

const toDataAddress = (svg: string): string => {
  const oneLine = svg.replaceAll(/\s+/g, " ").replaceAll('"', "'").trim();
  const escaped = oneLine.replaceAll("#", "%23").replaceAll("<", "%3C").replaceAll(">", "%3E");
  return `url("data:image/svg+xml,${escaped}")`;
};

/** Version 5 of the library ships no icons: those of version 4 become masks, which take the colour of their text. */
export const iconMasks = async (folder: string): Promise<string> => {
  const rules = iconNames.map(async (name) => {
    const svg = await readFile(`${folder}/${name}.svg`, "utf8");
    return `.wt-icon--${name}{--portal-icon:${toDataAddress(svg)}}`;
  });
  const shape = `[class*="wt-icon--"]{background-color:currentcolor;display:inline-block;flex-shrink:0;mask:var(--portal-icon) center/contain no-repeat}`;
  const contrast = `@media (forced-colors:active){[class*="wt-icon--"]{background-color:CanvasText}}`;
  return [shape, contrast, ...(await Promise.all(rules))].join("\n");
};
