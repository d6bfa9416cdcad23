/** What axe finds in what the page holds now; the page around the cell is not what is looked at. */
import axe from 'axe-core';

export async function faults(): Promise<string[]> {
  const { violations } = await axe.run(document, {
    rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
  });
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`));
}
