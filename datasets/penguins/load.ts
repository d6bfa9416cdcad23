/** Palmer penguins from penguins.csv: rows that lack a chosen column are left out, and that is said. */
import type { Load } from '../loading';
import url from './penguins.csv?url';
import meta from './meta';

const species = ['adelie', 'chinstrap', 'gentoo'];

const load: Load = async (spec, { read }) => {
  const [head, ...lines] = new TextDecoder()
    .decode(await read(url))
    .trim()
    .split('\n');
  const columns = head.split(',');
  const chosen = spec.features.length ? spec.features : meta.defaultFeatures;
  const raw: number[] = [];
  const labels: number[] = [];
  let incomplete = 0;
  for (const line of lines) {
    const cells = line.split(',');
    const values = chosen.map((name) => toNumber(cells[columns.indexOf(name)]));
    if (values.includes(null)) {
      incomplete++;
      continue;
    }
    raw.push(...(values as number[]));
    labels.push(species.indexOf(cells[0]));
  }
  const notes = [
    'Each column is standardised: its mean over the training rows is subtracted, and the rest divided by its standard deviation there.',
  ];
  if (incomplete) notes.unshift(`${incomplete} of ${lines.length} penguins lack a value in the chosen columns and are left out.`);
  return { raw: Float32Array.from(raw), rawWidth: chosen.length, labels: Uint8Array.from(labels), notes };
};

/** Sex becomes 0 for female and 1 for male; an empty cell is missing. */
function toNumber(cell: string): number | null {
  if (cell === '') return null;
  if (cell === 'female') return 0;
  if (cell === 'male') return 1;
  return Number(cell);
}

export default load;
