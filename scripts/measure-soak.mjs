/** `npm run measure:soak`: 10 minutes of training, 500 resets, 200 phase switches; prints what is left. Exits 1 if anything leaks. */
import { serveSite } from './site.mjs';
import { soak } from './soak.mjs';

const seconds = Number(process.argv[2] ?? 600);
const site = await serveSite();
const result = await soak(site.url, { seconds, resets: 500, switches: 200, say: (line) => process.stdout.write(`${line}\n`) });
await site.close();
const grown = (result.bytesAfter - result.bytesBefore) / 1e6;
process.stdout.write(`tensors ${result.tensorsBefore} → ${result.tensorsAfter}\n`);
process.stdout.write(
  `memory ${(result.bytesBefore / 1e6).toFixed(1)} MB → ${(result.bytesAfter / 1e6).toFixed(1)} MB (${grown.toFixed(1)} MB)\n`,
);
process.exitCode = result.tensorsAfter !== result.tensorsBefore || grown > 10 ? 1 : 0;
