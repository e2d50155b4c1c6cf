import { createServer } from "node:http";
import { createStaticAssets } from "@grants/local/static-assets";
import { portalAreas } from "@grants/portal/areas";
import { assetsFolder, buildAssets } from "@grants/portal/assets/build";
import { beforeAll, describe, expect, test } from "vitest";
import { aPortal } from "../portal/a-portal.ts";

describe("API8: a page of the portal", () => {
  const policy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
  let portal: ReturnType<typeof aPortal>;
  let assets: Awaited<ReturnType<typeof buildAssets>>;
  beforeAll(async () => {
    assets = await buildAssets();
    portal = aPortal({ assets, areas: portalAreas });
  });

  /** Every address that the site answers with GET, with something in the place of each parameter. */
  const addresses = () => [
    ...new Set(
      portal.routes
        .filter(({ method, path }) => method === "GET" && !path.includes("*"))
        .map(({ path }) => path.replaceAll(/:(\w+)(?:\{[^}]+\})?/g, "x")),
    ),
  ];

  test("has every header, whatever its address answers, and nothing that the policy would stop", async () => {
    const failures: string[] = [];
    const seen = new Map<number, number>();
    for (const address of [...addresses(), "/en/nowhere", "/en/calls/", "/en/%00"])
      for (const cookie of ["", "person=applicant"]) {
        const answer = await portal.request(`https://grants.example${address}`, { headers: { cookie } });
        const html = await answer.text();
        seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
        const isGood =
          answer.headers.get("content-security-policy") === policy &&
          answer.headers.get("strict-transport-security") === "max-age=63072000" &&
          answer.headers.get("cross-origin-embedder-policy") === "require-corp" &&
          answer.headers.get("cross-origin-opener-policy") === "same-origin" &&
          answer.headers.get("cross-origin-resource-policy") === "same-origin" &&
          answer.headers.get("referrer-policy") === "strict-origin-when-cross-origin" &&
          answer.headers.get("x-content-type-options") === "nosniff" &&
          answer.headers.get("x-frame-options") === "DENY" &&
          (answer.headers.get("permissions-policy") ?? "").includes("camera=()");
        const isInline = /<script(?![^>]*\ssrc=)|<style|\sstyle="|\son[a-z]+="|javascript:/i.test(html);
        if (!isGood || isInline) failures.push(`${address} ${String(answer.status)}${isInline ? " inline" : ""}`);
      }
    expect(failures).toEqual([]);
    // Pages, redirects and problems were among them.
    expect([...seen.keys()]).toEqual(expect.arrayContaining([200, 302, 404, 503]));
  });

  test("asks for no file of another site", async () => {
    const html = await (await portal.request("https://grants.example/en")).text();
    const loaded = [...html.matchAll(/<(?:script|link|img)[^>]*\s(?:src|href)="([^"]+)"/g)].map(
      ([, address]) => address,
    );
    expect(loaded.length).toBeGreaterThan(2);
    expect(loaded.filter((address) => address?.startsWith("/assets/") !== true)).toEqual([]);
  });

  test("is read with files that run nothing by themselves, and lie nowhere else", async () => {
    const serve = createStaticAssets(assetsFolder);
    const server = createServer(
      (request, response) =>
        void serve(request, response, new URL(request.url ?? "/", "http://x").pathname.replace("/assets", "")),
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const answers = await Promise.all(
      [...Object.values(assets), "/assets/..%2f..%2fpackage.json", "/assets/.hidden"].map(async (path) => {
        const { status, headers } = await fetch(`http://127.0.0.1:${String(port)}${path}`);
        return {
          status,
          isGuarded: status !== 200 || (headers.get("content-security-policy") ?? "").includes("default-src 'none'"),
        };
      }),
    );
    server.close();
    expect(answers.map(({ status }) => status)).toEqual([...Object.values(assets).map(() => 200), 404, 404]);
    expect(answers.filter(({ isGuarded }) => !isGuarded)).toEqual([]);
  });
});
