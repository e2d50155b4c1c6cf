/** Whether a JSON text is nested deeper than so many lists and objects, told by its characters alone: nothing is parsed, and no call is made within a call. */
export const isDeeperThan = (text: string, depthMax: number): boolean => {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (isInString) {
      // What follows a backslash is part of the string, a quotation mark too.
      if (character === "\\") index += 1;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === "{" || character === "[") {
      depth += 1;
      if (depth > depthMax) return true;
    } else if (character === "}" || character === "]") depth -= 1;
  }
  return false;
};
