/** Must run before the cells' own modules: every element of a cell then gets what lets it stand alone, from its first moment. */
import { LitElement } from 'lit';
import { metas } from '../../datasets/metas';
import type { CellSchema } from '../contract/cell';
import tokens from '../styles/tokens.css?inline';
import '../ui/keep-focus';
import { createPageContext } from './page';
import { type CellElement, Standalone } from './standalone';

const found = import.meta.glob<CellSchema>(['../cells/*/schema.ts', '!../cells/js/*'], { eager: true, import: 'default' });
const schemas = new Map<string, CellSchema>(Object.values(found).map((schema) => [schema.tag, schema]));

/** Shared by all elements of the page that have not been given another. */
export const page = createPageContext();

LitElement.addInitializer((element) => {
  const host = element as CellElement;
  const schema = schemas.get(host.localName);
  if (schema) host.addController(new Standalone(host, schema, page, Object.keys(metas)));
});

// The colours, sizes and typefaces of the cells, on them alone. Light or dark is the page's own color-scheme, unless :root says data-theme.
const tags = `:where(${[...schemas.keys()].join(', ')})`;
const sheet = new CSSStyleSheet();
sheet.replaceSync(
  tokens
    .replace(/color-scheme:\s*light dark;?/, '')
    .replace(/:root\[([^\]]+)\]/g, `:root[$1] ${tags}`)
    .replaceAll(/:root(?=\s*\{)/g, tags),
);
document.adoptedStyleSheets.push(sheet);
