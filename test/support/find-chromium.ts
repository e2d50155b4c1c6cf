import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { access, constants, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

export type Chromium = {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
};

const systemNames = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const macPaths = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

const isExecutable = async (path: string): Promise<boolean> => {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const systemChromium = async (): Promise<string | null> => {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const candidates = [...folders.flatMap((folder) => systemNames.map((name) => join(folder, name))), ...macPaths];
  for (const candidate of candidates) if (await isExecutable(candidate)) return candidate;
  return null;
};

/** Only the fonts of the package, so that pages measure the same on every machine. */
const fontsConfiguration = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>
`;

/**
 * Unpacks in a process of its own: the package always writes to the folder for temporary files, and a second test run
 * would take a half-written browser for a whole one. The environment it pretends makes it unpack the NSS libraries
 * too, which a bare system lacks.
 */
const unpackInto = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const script = `const { default: chromium } = await import("@sparticuz/chromium"); await chromium.executablePath();`;
  await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: import.meta.dirname,
    env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x" },
  });
};

const packageVersion = (): string => {
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const manifest: { readonly version: string } = createRequire(import.meta.url)(join(entry, "../../package.json"));
  return manifest.version;
};

const packagedChromium = async (): Promise<Chromium> => {
  const folder = join(tmpdir(), `grants-chromium-${packageVersion()}`);
  if (!(await isExecutable(join(folder, "chromium")))) {
    const staging = `${folder}.${randomUUID()}`;
    await unpackInto(staging).catch((cause: unknown) => {
      throw new Error("The browser of @sparticuz/chromium could not be unpacked; set CHROMIUM_PATH to one.", { cause });
    });
    // Whoever comes second finds the folder in place and throws its own copy away.
    await rename(staging, folder).catch(() => rm(staging, { recursive: true }));
  }
  await writeFile(join(folder, "fonts.conf"), fontsConfiguration(folder));
  return {
    executablePath: join(folder, "chromium"),
    env: { FONTCONFIG_FILE: join(folder, "fonts.conf"), LD_LIBRARY_PATH: join(folder, "al2023", "lib") },
  };
};

/** CHROMIUM_PATH, else a browser of the system, else the one that comes with the packages. Never none in silence. */
export const findChromium = async (): Promise<Chromium> => {
  const named = process.env["CHROMIUM_PATH"];
  if (named !== undefined && named !== "") {
    if (!(await isExecutable(named))) throw new Error(`CHROMIUM_PATH names ${named}, which is not a program.`);
    return { executablePath: named, env: {} };
  }
  const installed = await systemChromium();
  if (installed !== null) return { executablePath: installed, env: {} };
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error("No browser for the browser tests: install Chromium or Chrome, or set CHROMIUM_PATH to one.");
  }
  return packagedChromium();
};
