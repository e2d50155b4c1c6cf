import type { FC } from "hono/jsx";
import { Breadcrumb } from "../components/breadcrumb.tsx";
import { usePage } from "../page/page-context.ts";
import type { Page } from "../page/page.ts";

export const PageHeader: FC<{ readonly page: Page }> = ({ page: { title, lead, crumbs = [], meta = [] } }) => {
  const { path } = usePage();
  return (
    <div class="ecl-page-header portal-page-header">
      <div class="ecl-page-header__container">
        <div class="ecl-container">
          {path !== "/" && <Breadcrumb crumbs={crumbs} here={title} />}
          <h1 class="ecl-page-header__title">{title}</h1>
          {lead !== undefined && (
            <div class="ecl-page-header__description-top">
              <div class="ecl-page-header__description-container">
                <p class="ecl-page-header__description">{lead}</p>
              </div>
            </div>
          )}
          {meta.length > 0 && (
            <div class="ecl-page-header__meta">
              {meta.map((item) => (
                <div class="ecl-page-header__meta-item">{item}</div>
              ))}
            </div>
          )}
        </div>
      </div>
    </div>
  );
};
