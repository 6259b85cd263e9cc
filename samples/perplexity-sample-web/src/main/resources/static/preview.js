// Shows what a citation refers to, while the pointer or the focus is on it

import { element, webAddress } from "./markdown.js";

const preview = document.getElementById("preview");
const sources = new WeakMap();

let shown; // The link whose preview is open
let closing;

/** Give a link a preview. */
export function describe(link, source) {
	sources.set(link, source);
}

function open(link) {
	clearTimeout(closing);
	if (shown === link) {
		return;
	}
	close();
	const source = sources.get(link);
	const host = webAddress(source.url)?.hostname.replace(/^www\./, "");
	preview.replaceChildren(element("strong", source.title || source.url || "Without a title"));
	const about = [host, source.date].filter(Boolean).join(", ");
	if (about) {
		preview.append(element("span", about));
	}
	if (source.snippet) {
		preview.append(element("p", source.snippet.length > 240 ? source.snippet.slice(0, 240) + "…" : source.snippet));
	}
	preview.hidden = false;
	link.setAttribute("aria-describedby", preview.id);
	shown = link;
	place(link.getBoundingClientRect());
}

function place(mark) {
	const box = preview.getBoundingClientRect();
	const left = Math.min(Math.max(8, mark.left - 24), document.documentElement.clientWidth - box.width - 8);
	const above = mark.top - box.height - 4;
	preview.style.left = `${left}px`;
	preview.style.top = `${(above > 8) ? above : mark.bottom + 4}px`;
}

function close() {
	clearTimeout(closing);
	shown?.removeAttribute("aria-describedby");
	shown = undefined;
	preview.hidden = true;
}

// The pointer may go on to the preview
function closeSoon() {
	clearTimeout(closing);
	closing = setTimeout(close, 200);
}

const linkOf = (event) => sources.has(event.target) ? event.target : null;

document.addEventListener("pointerover", (event) => {
	if (preview.contains(event.target)) {
		clearTimeout(closing);
	}
	else if (linkOf(event)) {
		open(linkOf(event));
	}
	else if (shown && document.activeElement !== shown) {
		closeSoon();
	}
});
document.addEventListener("focusin", (event) => linkOf(event) ? open(linkOf(event)) : close());
document.addEventListener("focusout", (event) => linkOf(event) && close());
// It goes with its mark, as far as that is seen
document.addEventListener("scroll", () => {
	const mark = shown?.getBoundingClientRect();
	if (mark && (mark.bottom < 0 || mark.top > document.documentElement.clientHeight)) {
		close();
	}
	else if (mark) {
		place(mark);
	}
}, { passive: true });
document.addEventListener("keydown", (event) => {
	if (event.key === "Escape" && shown) {
		event.preventDefault(); // It closes the preview, and does not stop the answer
		close();
	}
}, { capture: true });
