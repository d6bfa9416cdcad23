/** A lesson that uses everything, and a project that it fits into: for the compiler's tests. */
import type { Project } from '../../src/lesson/compile/project';
import { schemas } from '../../src/lesson/schemas';

export const project: Project = {
  schemas: new Map(schemas.map((schema) => [schema.kind, schema])),
  datasets: new Set(['moons', 'circle']),
  terms: new Set(['epoch', 'batch-size']),
  lessons: new Map([['two-phases', new Set(['why-it-matters', 'net'])]]),
};

export const sample = `---
title: Train a network live
group: Start here
minutes: 12
summary: See a loss fall.
---

While it learns, a network runs [forward, backward and update]{train}, then only the
[[forward pass](glossary:epoch)]{infer}. It's "one" pass.[^pass]

## What a step costs

An [epoch](glossary:epoch) costs $n \\times 3$ passes, not $5 or $6; see [above](lesson:two-phases#why-it-matters),
[the cell](#net) and [a paper](https://example.org/a?b=1&c=2).[^cost]

$$
\\sum_{i=1}^n x_i
$$

\`\`\`network
id: net
title: One network
data: moons
layers: [8, 8]
seed: 7
\`\`\`

### Now you

\`\`\`task
id: settle
title: Let it settle
do: Train until the **test loss** is below $0.10$.[^cost]
when: $net.testLoss < 0.1 and not $net.running
hint: |
  Press Train.

  Then wait.
\`\`\`

\`\`\`check
id: why
title: Why
question: Which pass is left?
answers:
  - text: Forward
    right: true
    why: Yes, see [epoch](glossary:epoch).
  - text: Backward
    why: That one changes weights.
\`\`\`

\`\`\`predict
id: cross
title: Where do they cross?
ask: From which batch size on does the GPU win?
of: $lat.crossover
kind: batch
\`\`\`

\`\`\`latency
id: lat
title: Sweep
of: $net
guess: $cross
backends: [cpu, webgl]
batchSizes: [1, 16]
\`\`\`

| a | b |
|---|---|
| 1 | $x$ |

\`\`\`js
const a = 1 < 2;
\`\`\`

[^pass]: Rumelhart et al., 1986.
[^cost]: A source over
    two lines, with $x$ and [a link](https://example.org).
`;
