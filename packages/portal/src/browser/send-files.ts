/** How long a piece that did not get through is left alone; a connection that comes back is not waited for any longer. */
const retryMs = 3_000;
const percentOf = 100;

type Piece = {
  readonly number: number;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly isStored: boolean;
};
type Begun = { readonly uploadId: string; readonly pieceBytes: number };

/** What the site said that cannot be: the page shows it as it is. */
class Refused extends Error {}

/** Asks the site as this form would, for data in the place of a page. */
const ask = async <T>(form: HTMLFormElement, path: string, fields: Readonly<Record<string, string>>): Promise<T> => {
  const csrf = form.querySelector<HTMLInputElement>("input[name=csrf]")?.value ?? "";
  const body = new URLSearchParams({ csrf, ...fields });
  const response = await fetch(path, { method: "POST", body, headers: { accept: "application/json" } });
  const isData = response.headers.get("content-type")?.startsWith("application/json") === true;
  if (response.ok && isData) return response.json();
  if (!isData) throw new Refused("");
  const { text }: { text: string } = await response.json();
  throw new Refused(text);
};

const digestOf = async (blob: Blob): Promise<ArrayBuffer> => crypto.subtle.digest("SHA-256", await blob.arrayBuffer());

const base64Of = (bytes: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(bytes)));

/** The same for the same file at the same place: choosing it again goes on where it was left. */
const keyOf = async (path: string, { name, size, lastModified }: File): Promise<string> => {
  const named = new Blob([JSON.stringify([path, name, size, lastModified])]);
  return base64Of(await digestOf(named));
};

const slices = (file: File, pieceBytes: number): readonly Blob[] =>
  Array.from({ length: Math.ceil(file.size / pieceBytes) }, (_, index) =>
    file.slice(index * pieceBytes, (index + 1) * pieceBytes),
  );

/** Sends one piece; `onBytes` hears how much of it is out. A browser tells that of this kind of request alone. */
const put = (piece: Piece, bytes: Blob, onBytes: (sent: number) => void): Promise<boolean> => {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const request = new XMLHttpRequest();
  request.open("PUT", piece.url);
  for (const [name, value] of Object.entries(piece.headers)) request.setRequestHeader(name, value);
  request.upload.addEventListener("progress", ({ loaded }) => onBytes(loaded));
  request.addEventListener("load", () => resolve(request.status === 200));
  request.addEventListener("error", () => resolve(false));
  request.send(bytes);
  return promise;
};

/** Until the connection is back, or a while, whichever comes first. */
const rest = (): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = window.setTimeout(resolve, retryMs);
  window.addEventListener(
    "online",
    () => {
      clearTimeout(timer);
      resolve();
    },
    { once: true },
  );
  return promise;
};

type Told = {
  readonly say: (text: string) => void;
  readonly show: (part: number) => void;
  readonly words: DOMStringMap;
};

const sendPieces = async (
  pieces: readonly Piece[],
  parts: readonly Blob[],
  { say, show, words }: Told,
): Promise<void> => {
  const total = parts.reduce((sum, { size }) => sum + size, 0);
  let sent = 0;
  const tell = (bytes: number): void => {
    const percent = Math.floor((bytes * percentOf) / total);
    show(percent);
    say((words["portalSending"] ?? "").replace("%%", String(percent)));
  };
  for (const piece of pieces) {
    const bytes = parts[piece.number - 1] ?? new Blob();
    let isThere = piece.isStored;
    while (!isThere) {
      // oxlint-disable-next-line no-await-in-loop -- one piece after the other: a slow line is not shared.
      isThere = await put(piece, bytes, (now) => tell(sent + now));
      if (isThere) break;
      say(words["portalOffline"] ?? "");
      // oxlint-disable-next-line no-await-in-loop -- the pause is the point.
      await rest();
    }
    sent += bytes.size;
    tell(sent);
  }
};

const send = async (frame: HTMLElement, form: HTMLFormElement, file: File, told: Told): Promise<void> => {
  const path = frame.dataset["portalUpload"] ?? "";
  const { say, words } = told;
  say(words["portalHashing"] ?? "");
  const idempotencyKey = await keyOf(path, file);
  const begun = await ask<Begun>(form, path, { idempotencyKey, bytes: String(file.size) });
  const parts = slices(file, begun.pieceBytes);
  const digests: string[] = [];
  // oxlint-disable-next-line no-await-in-loop -- one piece is in memory at a time.
  for (const part of parts) digests.push(base64Of(await digestOf(part)));
  const upload = `${path}/${begun.uploadId}`;
  const { pieces } = await ask<{ pieces: Piece[] }>(form, `${upload}/pieces`, { pieces: digests.join(" ") });
  await sendPieces(pieces, parts, told);
  say(words["portalFinishing"] ?? "");
  const version = frame.dataset["portalVersion"] ?? "0";
  await ask(form, `${upload}/registration`, { idempotencyKey, version, fileName: file.name });
  const page = new URL(location.href);
  page.searchParams.set("done", "added");
  page.hash = "";
  location.assign(page);
};

const watch = (frame: HTMLElement, form: HTMLFormElement): void => {
  const [state, bar] = [frame.querySelector(".portal-upload__state"), frame.querySelector("progress")];
  const chooser = document.createElement("input");
  chooser.type = "file";
  chooser.accept = frame.dataset["portalAccept"] ?? "";
  const say = (text: string): void => {
    if (state !== null && state.textContent !== text) state.textContent = text;
  };
  const show = (percent: number): void => {
    if (bar === null) return;
    bar.hidden = false;
    bar.value = percent;
  };
  let isSending = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!isSending) chooser.click();
  });
  chooser.addEventListener("change", () => {
    const [file] = chooser.files ?? [];
    if (file === undefined) return;
    isSending = true;
    const words = frame.dataset;
    send(frame, form, file, { say, show, words })
      .catch((error: unknown) => {
        if (bar !== null) bar.hidden = true;
        say(
          `${words["portalFailed"] ?? ""} ${error instanceof Refused ? error.message : (words["portalOffline"] ?? "")}`,
        );
      })
      .finally(() => {
        isSending = false;
        chooser.value = "";
      });
  });
};

/** Sends files straight to the storage, in pieces: with progress, and on from where a break left off. */
export const sendFiles = (root: Document): void => {
  for (const frame of root.querySelectorAll<HTMLElement>("[data-portal-upload]")) {
    const form = frame.querySelector("form");
    if (form !== null) watch(frame, form);
  }
};
