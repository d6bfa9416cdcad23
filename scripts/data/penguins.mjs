/**
 * Converts Palmer penguins (penguins.json of npm vega-datasets 3.2.1) to datasets/penguins/penguins.csv. Missing values stay empty.
 * Run: node scripts/data/penguins.mjs PATH/TO/penguins.json
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';

const rows = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const columns = ['Species', 'Island', 'Beak Length (mm)', 'Beak Depth (mm)', 'Flipper Length (mm)', 'Body Mass (g)', 'Sex'];
const header = 'species,island,bill length (mm),bill depth (mm),flipper length (mm),body mass (g),sex';
// One penguin's sex is recorded as '.', which means unknown like an empty one.
const cell = (value) => (value === null || value === '.' ? '' : String(value).toLowerCase());
const csv = `${[header, ...rows.map((row) => columns.map((name) => cell(row[name])).join(','))].join('\n')}\n`;
writeFileSync(new URL('../../datasets/penguins/penguins.csv', import.meta.url), csv);
process.stdout.write(`${rows.length} rows, SHA-256 ${createHash('sha256').update(csv).digest('hex')}\n`);
