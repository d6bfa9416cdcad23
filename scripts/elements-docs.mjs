/** Writes the reference in docs/elements.md anew from the cells' schemas: what each element takes and publishes. Run by `npm run build:elements`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const kebab = (key) => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** What a schema says of a value that cannot be right. */
function expected(entry, wrong) {
  const message = entry['~standard'].validate(wrong).issues?.[0]?.message ?? 'text';
  return message.replace(/^expected /, '').replace(/,? but (got|received) .*$/s, '');
}

function takes(schema, key, entry) {
  if (schema.references?.includes(key)) return 'the `id` of another element';
  if (schema.expressions?.includes(key)) return 'an expression such as `$net.testLoss < 0.1`';
  if (schema.datasets?.includes(key)) return key === 'data' ? 'the name of a dataset' : 'names of datasets';
  let inner = entry;
  while (inner.wrapped) inner = inner.wrapped;
  if (key === 'optimizer' && inner.type !== 'picklist')
    return 'its name; its other keys, such as `learning-rate`, are attributes too';
  if (inner.type === 'array' && !inner.item.entries) {
    return inner.item.type === 'string' ? 'words' : `several, each ${expected(inner.item, {})}`;
  }
  if (inner.type === 'array') return 'a list, in JSON';
  if (inner.entries) return `an object with ${Object.keys(inner.entries).join(', ')}, in JSON`;
  if (inner.type === 'boolean') return '`true` or `false`';
  return expected(inner, inner.type === 'string' ? 0 : '');
}

function section({ tag, schema, publishes, ...rest }) {
  const rows = Object.entries(schema.entries).map(([key, entry]) => {
    const preset =
      entry.type === 'optional' && entry.default !== undefined ? `\`${[entry.default].flat().join(' ') || 'none'}\`` : '';
    const need = entry.type === 'optional' ? preset : '**needed**';
    return `| \`${key === 'phase' ? 'first-phase' : kebab(key)}\` | ${takes({ schema, ...rest }, key, entry)} | ${need} |`;
  });
  const table = rows.length > 0 ? `| attribute | takes | if left out |\n|---|---|---|\n${rows.join('\n')}\n\n` : '';
  const names = publishes.map((name) => `\`${name}\``).join(', ');
  return `### \`<${tag}>\`\n\n${table}Publishes ${names || 'nothing'}.\n`;
}

/** @returns {Promise<Map<string, string>>} each element's section of the reference, by its tag */
export async function reference() {
  const { module } = await runnerImport(join(root, 'src/lesson/schemas.ts'), { root, configFile: false, logLevel: 'error' });
  // Code cells are none of the elements (src/elements/cells.ts).
  const schemas = module.schemas.filter(({ kind }) => kind !== 'js').toSorted((a, b) => a.tag.localeCompare(b.tag));
  return new Map(schemas.map((schema) => [schema.tag, section(schema)]));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = join(root, 'docs/elements.md');
  const [before] = readFileSync(file, 'utf8').split(/^### /m);
  writeFileSync(file, `${before}${[...(await reference()).values()].join('\n')}`);
}
