/**
 * The element with an id, or the first that a selector finds below a parent.
 *
 * @throws Error when there is none of that type: the page and its code do not belong together.
 */
export function byId<T extends HTMLElement>(id: string, type: new () => T): T {
  return checked(document.getElementById(id), `#${id}`, type);
}

export function within<T extends HTMLElement>(parent: ParentNode, selector: string, type: new () => T): T {
  return checked(parent.querySelector(selector), selector, type);
}

/** A copy of what a `<template>` holds. */
export function copyOf(templateId: string): DocumentFragment {
  return document.importNode(byId(templateId, HTMLTemplateElement).content, true);
}

function checked<T extends HTMLElement>(found: Element | null, what: string, type: new () => T): T {
  if (found instanceof type) return found;
  throw new Error(`the page has no ${type.name} ${what}`);
}
