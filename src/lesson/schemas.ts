/** The one list of cell kinds' schemas, found by folder. Build time only: the plugin imports it through Vite. */
import type { CellSchema } from '../contract/cell';

const found = import.meta.glob<CellSchema>('../cells/*/schema.ts', { eager: true, import: 'default' });

export const schemas: CellSchema[] = Object.values(found);
