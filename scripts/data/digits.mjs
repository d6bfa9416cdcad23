/**
 * Converts the UCI 8×8 digits (digits.csv.gz, as Debian's python3-sklearn 1.2.1+dfsg-1 ships it) to datasets/digits/digits.bin:
 * for each of 1,797 images 64 bytes of 0..16 and one byte of label.
 * Run: node scripts/data/digits.mjs PATH/TO/digits.csv.gz
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';

const lines = gunzipSync(readFileSync(process.argv[2])).toString().trim().split('\n');
const bytes = Uint8Array.from(lines.flatMap((line) => line.split(',').map(Number)));
if (bytes.length !== lines.length * 65) throw new Error(`expected 65 numbers a line, got ${bytes.length / lines.length}`);
writeFileSync(new URL('../../datasets/digits/digits.bin', import.meta.url), bytes);
process.stdout.write(`${lines.length} images, SHA-256 ${createHash('sha256').update(bytes).digest('hex')}\n`);
