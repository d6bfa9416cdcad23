/** The two arrows under a network: the way forward, and the way back, which inference does without. A template, no state. */
import { html } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { styleMap } from 'lit/directives/style-map.js';
import type { Stage } from './diagram-edges';
import type { Diagram } from './diagram-layout';

export function arrows(diagram: Diagram, phase: 'training' | 'inference', stage: Stage | null) {
  const first = diagram.columns[0];
  const last = diagram.columns[diagram.columns.length - 1];
  const margin = {
    marginLeft: `${first.places[0].x - first.radius}px`,
    marginRight: `${diagram.width - last.places[0].x - last.radius}px`,
  };
  const locked = phase === 'inference';
  const back = stage === 'backward' || stage === 'update';
  return html`<div class="arrows" aria-hidden="true" style=${styleMap(margin)}>
    <div class=${classMap({ arrow: true, faded: stage !== null && stage !== 'forward' })}>forward<span class="line"></span></div>
    <div class="lower">
      <div class=${classMap({ arrow: true, warm: true, gone: locked, faded: !locked && stage !== null && !back })}>
        backward, then update<span class="line"></span>
      </div>
      <div class=${classMap({ lock: true, gone: !locked })}>
        <svg viewBox="0 0 11 13">
          <path d="M2.5 6V3.8a3 3 0 0 1 6 0V6" />
          <rect x="1" y="6" width="9" height="6.2" rx="1.4" />
        </svg>
        weights locked
      </div>
    </div>
  </div>`;
}
