/** A lesson's notes for teachers: goals, minutes, common mistakes, and the answers, which come from the lesson's own cells. */
import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import type { LessonMeta, LessonNotes, NotedCell } from '../contract/cell';
import { loadNotes } from './lessons';
import type { PageContext } from './pages';
import { lessonHref } from './routes';

@customElement('fp-notes-page')
export class FpNotesPage extends LitElement {
  @property({ attribute: false }) accessor lesson: LessonMeta | null = null;
  @property({ attribute: false }) accessor context: PageContext | null = null;

  @state() private accessor notes: LessonNotes | null = null;
  @state() private accessor failed = false;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('lesson')) void this.#load();
  }

  override render() {
    const { lesson, notes } = this;
    if (!lesson) return nothing;
    const inClass = notes?.plan.reduce((sum, part) => sum + part.minutes, 0);
    return html`<div class="page">
      <p class="eyebrow">
        For teachers${notes ? html` · ${inClass} min in class, ${lesson.minutes} min to read alone` : nothing}
      </p>
      <h1>Teacher’s notes: ${lesson.title}</h1>
      ${
        this.failed
          ? html`<fp-notice kind="error"
              >These notes could not be fetched.
              <button slot="actions" @click=${() => location.reload()}>Reload the page</button></fp-notice
            >`
          : nothing
      }
      ${notes ? this.#notes(notes) : nothing}
    </div>`;
  }

  #notes({ slug, before, goals, plan, mistakes, cells }: LessonNotes) {
    const of = (kind: NotedCell['kind']) => cells.filter((cell) => cell.kind === kind);
    return html`<div class="prose notes">
      ${unsafeHTML(before)}
      <p>These notes give the answers away. The lesson itself is <a href=${lessonHref(slug)}>here</a>.</p>
      <h2>Goals</h2>
      <p>After the lesson a learner</p>
      <ul>
        ${goals.map((goal) => html`<li>${unsafeHTML(goal)}</li>`)}
      </ul>
      <h2>Minutes</h2>
      <ol class="plan">
        ${plan.map(({ minutes, html: what }) => html`<li><strong>${minutes} min</strong><span>${unsafeHTML(what)}</span></li>`)}
      </ol>
      <h2>Common mistakes</h2>
      <dl>
        ${mistakes.map(
          ({ thought, answer }) =>
            html`<dt>“${unsafeHTML(thought)}”</dt>
              <dd>${unsafeHTML(answer)}</dd>`,
        )}
      </dl>
      ${this.#section(slug, 'Answers to the checks', of('check'))}
      ${this.#section(slug, 'Guesses, and what to say after', of('predict'))}
      ${this.#section(slug, 'What learners do', of('task'))}
    </div>`;
  }

  #section(slug: string, title: string, cells: readonly NotedCell[]) {
    if (cells.length === 0) return nothing;
    return html`<h2>${title}</h2>
      ${cells.map(
        ({ id, title: name, ask, answers, hint }) =>
          html`<section class="noted">
            <h3><a href=${lessonHref(slug, id)}>${name}</a></h3>
            <div>${unsafeHTML(ask)}</div>
            ${
              answers
                ? html`<ul class="answers">
                    ${answers.map(
                      ({ text, right, why }) =>
                        html`<li>
                          ${right ? html`<strong>${unsafeHTML(text)} (right)</strong>` : unsafeHTML(text)}
                          <div class="why">${unsafeHTML(why)}</div>
                        </li>`,
                    )}
                  </ul>`
                : nothing
            }
            ${hint ? html`<div class="why">${unsafeHTML(hint)}</div>` : nothing}
          </section>`,
      )}`;
  }

  async #load(): Promise<void> {
    const { lesson } = this;
    this.notes = null;
    this.failed = false;
    const notes = lesson ? await loadNotes(lesson.slug).catch(() => null) : null;
    if (lesson !== this.lesson) return;
    this.notes = notes;
    this.failed = notes === null;
    await this.updateComplete;
    this.context?.onReady();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-notes-page': FpNotesPage;
  }
}
