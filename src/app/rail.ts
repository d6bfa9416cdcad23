/** The rail: the lessons in their groups with how far each has come, and what else there is. A template, in light DOM. */
import { html, nothing, svg } from 'lit';
import type { Lesson, LessonMeta } from '../contract/cell';
import type { Stage } from './progress';
import { type Route, lessonHref } from './routes';

export interface Rail {
  lessons: readonly LessonMeta[];
  route: Route;
  stage: (lesson: LessonMeta) => Stage;
  /** The lesson that stands, for its outline; null until it does. */
  standing: Lesson | null;
  /** Whether single keys do something anywhere. */
  keys: boolean;
  onKeys: () => void;
  onSettings: () => void;
}

const words: Record<Stage, string> = { none: '', some: '(begun)', all: '(done)' };

const reference: readonly { page: Route['page']; href: string; name: string }[] = [
  { page: 'sandbox', href: '#/sandbox', name: 'Sandbox' },
  { page: 'glossary', href: '#/glossary', name: 'Glossary' },
  { page: 'about', href: '#/about', name: 'About' },
];

export function renderRail({ lessons, route, stage, standing, keys, onKeys, onSettings }: Rail) {
  const number = new Map(lessons.map((lesson, i) => [lesson.slug, i + 1]));
  return html`<nav aria-label="Lessons">
      <a class="home" href="#/">${logo()}<span>Forward Pass</span></a>
      <fp-search .slash=${keys}></fp-search>
      ${Array.from(grouped(lessons), ([group, members], i) => {
        const items = members.map((lesson) => {
          const current = route.page === 'lesson' && route.slug === lesson.slug;
          const far = stage(lesson);
          return html`<li>
            <a href=${lessonHref(lesson.slug)} aria-current=${current ? 'page' : 'false'}
              >${disc(far)}<span class="title">${lesson.title}<span class="visually-hidden">${words[far]}</span></span
              ><span class="number" aria-hidden="true">${number.get(lesson.slug)}</span></a
            >${current && standing?.slug === lesson.slug ? html`<fp-outline .lesson=${standing}></fp-outline>` : nothing}
          </li>`;
        });
        return section(`group-${i}`, group, items);
      })}
      ${section(
        'group-reference',
        'Reference',
        reference.map(
          ({ page, href, name }) =>
            html`<li>
              <a href=${href} aria-current=${route.page === page ? 'page' : 'false'}><span class="title">${name}</span></a>
            </li>`,
        ),
      )}
    </nav>
    <div class="foot">
      <button aria-haspopup="dialog" @click=${onSettings}>${cog()}Settings</button>
      <button aria-haspopup="dialog" aria-keyshortcuts=${keys ? '?' : nothing} @click=${onKeys}>Keyboard</button>
    </div>`;
}

/** Where there is no room for the rail: what opens it. */
export function renderBar(open: boolean, onMenu: () => void) {
  return html`<header class="bar" .inert=${open}>
    <button class="menu" aria-expanded=${open} aria-controls="rail" @click=${onMenu}>
      <svg viewBox="0 0 16 16" width="18" height="18" aria-hidden="true">
        <path d="M1 3.5h14M1 8h14M1 12.5h14" stroke="currentColor" stroke-width="1.6"></path>
      </svg>
      Menu
    </button>
    <a class="home" href="#/">${logo()}<span>Forward Pass</span></a>
  </header>`;
}

function section(id: string, name: string, items: unknown) {
  return html`<p class="group" id=${id}>${name}</p>
    <ul aria-labelledby=${id}>
      ${items}
    </ul>`;
}

/** In groups, in the order of each group's first lesson. */
function grouped(all: readonly LessonMeta[]): Map<string, LessonMeta[]> {
  const groups = new Map<string, LessonMeta[]>();
  for (const lesson of all) groups.set(lesson.group, [...(groups.get(lesson.group) ?? []), lesson]);
  return groups;
}

/** Two warm dots joined to a cool one: inputs and an output. */
function logo() {
  return html`<svg class="logo" viewBox="0 0 24 19" width="24" height="19" aria-hidden="true">
    <path d="M3.4 3.4 20 10 3.4 15.6" fill="none" stroke="var(--ink)" stroke-width="1.4"></path>
    <circle cx="3.4" cy="3.4" r="3.2" fill="var(--train)"></circle>
    <circle cx="3.4" cy="15.6" r="3.2" fill="var(--train)"></circle>
    <circle cx="20" cy="9.6" r="3.8" fill="var(--infer)"></circle>
  </svg>`;
}

/** Empty, half or full. */
function disc(stage: Stage) {
  const inside = {
    none: svg``,
    some: svg`<path d="M8 2.5a5.5 5.5 0 0 1 0 11z"></path>`,
    all: svg`<circle cx="8" cy="8" r="8"></circle>`,
  }[stage];
  return html`<svg class="disc ${stage}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    <circle class="ring" cx="8" cy="8" r="7"></circle>
    ${inside}
  </svg>`;
}

function cog() {
  return html`<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    <path d="M2 4.5h12M2 11.5h12" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round"></path>
    <circle cx="10.5" cy="4.5" r="2" fill="var(--paper)" stroke="currentColor" stroke-width="1.5"></circle>
    <circle cx="5.5" cy="11.5" r="2" fill="var(--paper)" stroke="currentColor" stroke-width="1.5"></circle>
  </svg>`;
}
