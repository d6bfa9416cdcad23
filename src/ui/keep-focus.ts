/**
 * A button that is pressed and then goes, or can no longer be pressed (Run gives way to Cancel, Measure waits), would take the
 * focus along, and whoever works by keyboard would begin again at the top of the page. The nearest control takes it instead,
 * and gives it back when the button can be pressed again. After a tap it is left alone: on a phone a field with the focus brings
 * the keyboard up. To be imported before any element's own module.
 */
import { LitElement, type ReactiveController } from 'lit';

const reachable = ':is(button, a[href], input, select, textarea):enabled, a[href], summary, [tabindex="0"]';

LitElement.addInitializer((element) => element.addController(new FocusKeeper(element as LitElement)));

type Holder = Element | ShadowRoot;

class FocusKeeper implements ReactiveController {
  /** What has the focus as a drawing begins, and all that holds it. */
  #held: { element: HTMLElement; around: Holder[] } | null = null;
  /** What lost it, and what stands in for that. */
  #away: { element: HTMLElement; standIn: HTMLElement } | null = null;

  constructor(private readonly host: LitElement) {}

  hostUpdate(): void {
    const element = this.#focused;
    this.#held = element && { element, around: ancestors(element) };
  }

  hostUpdated(): void {
    const held = this.#held;
    this.#held = null;
    if (!held) return;
    const { element, around } = held;
    const away = this.#away;
    if (away && away.standIn !== element) this.#away = null;
    else if (away && takes(away.element)) {
      this.#away = null;
      away.element.focus();
      return;
    }
    if (takes(element)) return;
    const standIn = nearest(element, around);
    if (!standIn) return;
    this.#away = { element: this.#away?.element ?? element, standIn };
    standIn.focus();
  }

  get #focused(): HTMLElement | null {
    const element = this.host.shadowRoot?.activeElement;
    return element instanceof HTMLElement && element.matches(':focus-visible') ? element : null;
  }
}

/** Nearest first. */
function ancestors(node: Node): Holder[] {
  const { parentNode } = node;
  return parentNode instanceof Element || parentNode instanceof ShadowRoot ? [parentNode, ...ancestors(parentNode)] : [];
}

function takes(element: HTMLElement): boolean {
  return element.isConnected && !element.matches(':disabled');
}

/** Beside it, or else as near as can be: what comes after it, or else what stands before it. */
function nearest(element: HTMLElement, around: readonly Holder[]): HTMLElement | undefined {
  const after = (one: Element) => Boolean(element.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
  for (const one of around) {
    if (!one.isConnected) continue;
    const all = [...one.querySelectorAll<HTMLElement>(reachable)].filter((other) => other.checkVisibility());
    const found = element.isConnected ? (all.find(after) ?? all.at(-1)) : all.at(0);
    if (found) return found;
  }
  return undefined;
}
