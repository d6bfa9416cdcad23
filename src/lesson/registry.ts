/** The one list of cell kinds' elements, found by folder and loaded when a lesson has one. */

const modules = import.meta.glob('../cells/*/fp-*.ts');

/** Defines the element of a kind: src/cells/<kind>/fp-<kind>.ts. Rejects where there is none, or it does not load. */
export async function loadKind(kind: string): Promise<void> {
  const load = modules[`../cells/${kind}/fp-${kind}.ts`];
  if (!load) throw new Error(`there is no cell kind "${kind}"`);
  await load();
}
