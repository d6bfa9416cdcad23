/** What stands where in a lesson: its headings of the second level, each with the headings and cells under it. Pure. */
import type { Lesson } from '../contract/cell';

export interface Place {
  id: string;
  text: string;
}

export interface Section {
  /** Null before the first heading. */
  heading: Place | null;
  parts: Place[];
}

export function sectionsOf(lesson: Lesson): Section[] {
  const sections: Section[] = [{ heading: null, parts: [] }];
  for (const block of lesson.blocks) {
    const under = sections[sections.length - 1];
    if (block.type === 'cell') {
      under.parts.push({ id: block.cell.id, text: block.cell.title });
      continue;
    }
    const here = lesson.outline.filter(({ id }) => block.html.includes(` id="${id}">`));
    for (const { id, text, level } of here) {
      if (level === 2) sections.push({ heading: { id, text }, parts: [] });
      else sections[sections.length - 1].parts.push({ id, text });
    }
  }
  return sections.filter(({ heading, parts }) => heading !== null || parts.length > 0);
}
