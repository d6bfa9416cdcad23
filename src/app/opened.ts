/** What the address carries for a lesson's cells: read when a lesson is opened with it, and said where it cannot be. */
import { html, type TemplateResult } from 'lit';
import type { Lesson, Opened } from '../contract/cell';
import { InputFault } from '../share/fault';
import { stageWords } from '../share/stages';

/** Never rejects. What it takes to read a link loads only where there is one. */
export async function openLink(state: string, lesson: Lesson): Promise<Opened | InputFault> {
  try {
    const { readLink } = await import('../share/link');
    const cells = lesson.blocks.flatMap((block) => (block.type === 'cell' ? [block.cell] : []));
    return await readLink(state, cells);
  } catch (error) {
    if (error instanceof InputFault) return error;
    return new InputFault('decompression', error instanceof Error ? error.message : String(error), { cause: error });
  }
}

export function linkFault({ stage, message }: InputFault): TemplateResult {
  return html`<fp-notice kind="error"
    >This link could not be opened; the lesson is as usual. It failed at ${stageWords[stage]}: ${message}</fp-notice
  >`;
}
