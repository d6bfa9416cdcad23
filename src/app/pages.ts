/** Which element shows which route. Each page is loaded when it is first asked for. */
import { html } from 'lit';
import type { Kept, LessonMeta, Progress } from '../contract/cell';
import type { EngineClient } from '../contract/client';
import { hasNotes } from './lessons';
import type { Route } from './routes';
import { lessonHref, stateOf } from './routes';

/** What the shell gives each page. */
export interface PageContext {
  progressOf(slug: string): Progress;
  /** What the lesson's cells kept; read anew each time a lesson is opened. Never rejects. */
  keptOf(slug: string): Promise<Kept>;
  /** One engine for the whole visit, made at first use. */
  engine(): EngineClient;
  /** A page calls this once its content stands. */
  onReady(): void;
}

/** What each page's element can do besides: bring the heading, cell or term of this id into view. False where there is none. */
export interface Page extends HTMLElement {
  reveal?(anchor: string): Promise<boolean>;
  /** What the address is about, where it does not say so itself: the cell that a link shows. */
  readonly place?: string | null;
}

export const notFound = 'Not found';

const modules = {
  lesson: () => import('./lesson-page'),
  sandbox: () => import('./sandbox-page'),
  glossary: () => import('./glossary-page'),
  about: () => import('./about-page'),
  notes: () => import('./notes-page'),
};

/** Begins to load what a route needs. Without this page a rejected load says so itself. */
export async function loadPage(route: Route): Promise<void> {
  if (route.page in modules) await modules[route.page as keyof typeof modules]();
}

/** Addresses with the same key are the same page, in the same state, at different places. */
export function pageKey(route: Route): string {
  const page =
    route.page === 'lesson' || route.page === 'notes'
      ? `${route.page}/${route.slug}`
      : route.page === 'missing'
        ? route.what
        : route.page;
  return `${page} ${stateOf(route) ?? ''}`;
}

/** What the address names; null where there is no such page. */
export function titleOf(route: Route, lessons: readonly LessonMeta[]): string | null {
  switch (route.page) {
    case 'lesson':
      return lessons.find(({ slug }) => slug === route.slug)?.title ?? null;
    case 'sandbox':
      return 'Sandbox';
    case 'glossary':
      return 'Glossary';
    case 'about':
      return 'About';
    case 'notes': {
      const title = hasNotes(route.slug) && lessons.find(({ slug }) => slug === route.slug)?.title;
      return title ? `Teacher’s notes: ${title}` : null;
    }
    default:
      return null;
  }
}

/** The id that an address points at within its page. */
export function anchorOf(route: Route): string | null {
  return route.page === 'lesson' ? route.anchor : route.page === 'glossary' ? route.term : null;
}

/** @param loaded whether progress is known: until then a lesson shows its words, and no cell draws what is done as not done */
export function renderPage(route: Route, lessons: readonly LessonMeta[], context: PageContext, loaded: boolean) {
  switch (route.page) {
    case 'lesson': {
      const index = lessons.findIndex((lesson) => lesson.slug === route.slug);
      return index < 0
        ? missing(`There is no lesson named “${route.slug}”.`, lessons)
        : html`<fp-lesson-page
            .lessons=${lessons}
            .index=${index}
            .link=${route.state}
            .context=${context}
            .cells=${loaded}
          ></fp-lesson-page>`;
    }
    case 'sandbox':
      return html`<fp-sandbox-page .link=${route.state} .context=${context}></fp-sandbox-page>`;
    case 'glossary':
      return html`<fp-glossary-page .context=${context} .term=${route.term}></fp-glossary-page>`;
    case 'about':
      return html`<fp-about-page .context=${context}></fp-about-page>`;
    case 'notes': {
      const lesson = lessons.find(({ slug }) => slug === route.slug);
      return lesson && hasNotes(lesson.slug)
        ? html`<fp-notes-page .lesson=${lesson} .context=${context}></fp-notes-page>`
        : missing(`There are no notes on “${route.slug}”.`, lessons);
    }
    case 'start':
      return missing('There are no lessons yet.', lessons);
    case 'missing':
      return missing(`There is nothing at ${route.what} here.`, lessons);
  }
}

function missing(what: string, lessons: readonly LessonMeta[]) {
  return html`<div class="page prose">
    <h1>${notFound}</h1>
    <p>${what} A link may be old, or its address misspelt. What there is:</p>
    <ul>
      ${lessons.map(({ slug, title }) => html`<li><a href=${lessonHref(slug)}>${title}</a></li>`)}
      <li><a href="#/sandbox">Sandbox</a></li>
      <li><a href="#/glossary">Glossary</a></li>
      <li><a href="#/about">About</a></li>
    </ul>
  </div>`;
}
