import { element, show, webAddress, webLink } from "./markdown.js";
import { describe } from "./preview.js";

const $ = (id) => document.getElementById(id);
const form = $("form");
const question = $("question");
const research = $("research");
const touch = matchMedia("(pointer: coarse)").matches;
const KEPT = "perplexity-sample.turns";

let turns = []; // The conversation: what was asked, and the id of the run that answers it
let current; // The turn that is being answered

// Asking

async function ask(text, thorough) {
	const turn = add({ question: text.trim(), research: thorough, started: Date.now() });
	begin(turn);
	reveal(turn);
	try {
		const previous = turns.findLast((other) => other.complete)?.id;
		turn.id = (await call("POST", "runs", { text: turn.question, research: thorough, previous })).id;
		keep();
		if (turn.stopping) {
			stop(turn);
		}
		follow(turn);
	}
	catch (error) {
		fail(turn, error.message);
		question.value ||= turn.question; // To be asked again
		fit();
	}
}

async function call(method, path, body) {
	let response;
	try {
		response = await fetch(path, { method, headers: { "Content-Type": "application/json" },
			body: body && JSON.stringify(body) });
	}
	catch {
		throw new Error("The application cannot be reached. Is it still running?");
	}
	const content = await response.text();
	if (!response.ok) {
		throw new Error(content.startsWith("{") && JSON.parse(content).detail || `The application answered with ${response.status}.`);
	}
	return content && JSON.parse(content);
}

// The browser itself comes back after a lost connection, and says which event was its last
function follow(turn) {
	const events = new EventSource(`runs/${encodeURIComponent(turn.id)}/events`);
	const on = (name, handler) => events.addEventListener(name, (event) => handler(turn, JSON.parse(event.data)));
	turn.events = events;
	on("step", step);
	on("done", done);
	on("problem", (_, { message }) => turn.stopping ? end(turn, "Stopped. What has arrived is kept.")
		: fail(turn, message));
	events.onopen = () => turn.away && (turn.away = false, tell(turn, "Connected again"));
	events.onerror = () => {
		turn.away = true;
		tell(turn, "The connection to the application is lost. Waiting for it; the answer goes on");
		if (events.readyState === EventSource.CLOSED && !turn.ended) {
			setTimeout(() => turn.ended || (begin(turn), follow(turn)), 2000);
		}
	};
}

function stop(turn) {
	turn.stopping = true;
	tell(turn, "Stopping");
	if (turn.id) {
		call("DELETE", `runs/${encodeURIComponent(turn.id)}`).catch(() => {}); // It has ended by itself
	}
}

// What arrives

function step(turn, { queries, urls, sources, text }) {
	for (const query of queries ?? []) {
		log(turn, `Searched for “${query}”`);
		tell(turn, `Searching for ${query}`);
	}
	for (const url of urls ?? []) {
		log(turn, "Read ", webLink(webAddress(url)?.hostname ?? url, url));
		tell(turn, "Reading");
	}
	if (sources) {
		sources.forEach((source, index) => turn.sources.set(source.id ?? index + 1, source));
		turn.fresh = true;
	}
	if (text) {
		if (!turn.text) {
			tell(turn, "Answering");
		}
		turn.text += text;
	}
	draw(turn);
}

function done(turn, { text, markdown, answer }) {
	turn.text = text;
	turn.markdown = markdown;
	turn.complete = true;
	turn.sources = new Map(answer.sources.map((source, index) => [source.id ?? index + 1, source]));
	if (!text) {
		fail(turn, "There was no answer to this question. Try to ask it in other words.");
		return;
	}
	facts(turn, answer);
	const count = turn.sources.size;
	const found = (count === 0) ? "without sources" : (count === 1) ? "with 1 source" : `with ${count} sources`;
	end(turn, (answer.finishReason === "incomplete") ? `The answer ended early, ${found}.`
		: `The answer is complete, ${found}.`);
}

// Showing

function add(turn) {
	turn.node = $("turn").content.firstElementChild.cloneNode(true);
	turn.part = (selector) => turn.node.querySelector(selector);
	turn.number = turns.push(turn);
	const title = turn.part("h2");
	title.textContent = turn.question;
	title.id = `question-${turn.number}`;
	turn.node.setAttribute("aria-labelledby", title.id);
	turn.part(".copy").addEventListener("click", () => copy(turn));
	$("turns").append(turn.node);
	$("examples").hidden = true;
	$("anew").hidden = false;
	document.querySelector("label[for=question]").textContent = "Your next question";
	question.placeholder = "And what else would you like to know?";
	return turn;
}

function begin(turn) {
	Object.assign(turn, { text: "", sources: new Map(), ended: false });
	current = turn;
	turn.part(".steps ol").replaceChildren();
	turn.part(".steps").open = turn.research;
	turn.node.classList.add("writing");
	turn.node.setAttribute("aria-busy", "true");
	turn.part(".state").hidden = false;
	clearInterval(turn.clock);
	turn.clock = setInterval(() => tell(turn, turn.doing, false), 1000);
	tell(turn, turn.research ? "Research begins" : "Asking");
	swap($("ask"), $("stop"));
}

function end(turn, words) {
	turn.events?.close();
	clearInterval(turn.clock);
	turn.ended = true;
	draw(turn);
	turn.node.classList.remove("writing");
	turn.node.removeAttribute("aria-busy");
	turn.part(".steps").open = false;
	turn.part(".state").textContent = turn.complete ? "" : words;
	turn.part(".state").hidden = turn.complete;
	turn.part(".foot").hidden = !turn.complete;
	say(turn, words);
	if (turn === current) {
		swap($("stop"), $("ask"));
	}
}

function fail(turn, message) {
	end(turn, "");
	turn.part(".problem").textContent = message;
	turn.part(".problem").hidden = false;
	say(turn, message);
}

// Puts one button in the place of another, with the focus if it was there
function swap(old, next) {
	const focused = document.activeElement === old;
	next.hidden = false;
	old.hidden = true;
	if (focused) {
		next.focus();
	}
}

// What goes on now, with the time it takes so far
function tell(turn, doing, spoken = true) {
	if (turn.ended) {
		return;
	}
	turn.doing = doing;
	const seconds = Math.floor((Date.now() - turn.started) / 1000);
	const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
	turn.part(".state").textContent = doing + ((seconds > 2) ? ` · ${time}` : "…");
	if (spoken) {
		say(turn, doing);
	}
}

// Spoken by screen readers; the words of the answer are not
function say(turn, words) {
	if (turn === current) {
		$("status").textContent = words;
	}
}

function log(turn, ...words) {
	const item = element("li");
	item.append(...words);
	const list = turn.part(".steps ol");
	list.append(item);
	const count = list.children.length;
	turn.part(".steps summary").textContent = (count === 1) ? "1 step" : `${count} steps`;
	turn.part(".steps").hidden = false;
}

// At most once a frame, however fast the words come
function draw(turn) {
	turn.frame ??= requestAnimationFrame(() => {
		turn.frame = undefined;
		const cited = new Set();
		show(turn.part(".text"), turn.text, { cite: (number) => cite(turn, number), fresh: turn.fresh,
			writing: !turn.ended });
		turn.fresh = false;
		for (const [, number] of turn.text.matchAll(/\uE000(\d+)\uE001/g)) {
			cited.add(Number(number));
		}
		list(turn, ".sources", (number) => cited.has(number));
		list(turn, ".related", (number) => turn.ended && !cited.has(number));
	});
}

function cite(turn, number) {
	const source = turn.sources.get(number);
	if (!source) {
		return null;
	}
	const link = element("a", String(number));
	link.href = `#source-${turn.number}-${number}`;
	link.setAttribute("aria-label", `Source ${number}`);
	describe(link, source);
	const mark = element("sup");
	mark.append(link);
	return mark;
}

function list(turn, selector, wanted) {
	const shown = [...turn.sources].filter(([number]) => wanted(number));
	turn.part(selector).hidden = shown.length === 0;
	const key = shown.map(([number, source]) => `${number} ${source.url} ${source.title}`).join("\n");
	if (turn[selector] === key) {
		return; // A selection and the focus stay
	}
	turn[selector] = key;
	turn.part(`${selector} ol`).replaceChildren(...shown.map(([number, source]) => {
		const item = element("li");
		item.id = `source-${turn.number}-${number}`;
		item.value = number;
		item.tabIndex = -1;
		item.append(webLink(source.title || source.url || "Without a title", source.url));
		const about = [webAddress(source.url)?.hostname.replace(/^www\./, ""), source.date].filter(Boolean).join(", ");
		if (about) {
			const small = element("span", about);
			small.className = "about";
			item.append(" ", small);
		}
		return item;
	}));
}

function facts(turn, { model, usage, cost }) {
	const count = new Intl.NumberFormat("en");
	const money = new Intl.NumberFormat("en", { style: "currency", currency: "USD", minimumFractionDigits: 2,
		maximumFractionDigits: 5 });
	const entries = [];
	if (model) {
		entries.push(["Model", model]);
	}
	if (usage?.inputTokens != null && usage.outputTokens != null) {
		entries.push(["Tokens", `${count.format(usage.inputTokens)} in, ${count.format(usage.outputTokens)} out`]);
	}
	if (cost != null) {
		entries.push(["Cost", money.format(cost)]);
	}
	turn.part("dl").replaceChildren(...entries.map(([name, value]) => {
		const fact = element("div");
		fact.append(element("dt", name), element("dd", value));
		return fact;
	}));
}

async function copy(turn) {
	try {
		await navigator.clipboard.writeText(turn.markdown);
		$("status").textContent = "Copied.";
		turn.part(".copy").textContent = "Copied";
	}
	catch {
		$("status").textContent = "The browser does not allow to copy.";
		turn.part(".copy").textContent = "Not allowed to copy";
	}
	setTimeout(() => turn.part(".copy").textContent = "Copy as Markdown", 2000);
}

// What the person does

form.addEventListener("submit", (event) => {
	event.preventDefault();
	if (current && !current.ended) {
		return;
	}
	const text = question.value;
	if (!text.trim()) {
		question.focus();
		$("status").textContent = "Please enter a question.";
		return;
	}
	question.value = "";
	fit();
	ask(text, research.checked);
	if (touch) {
		question.blur(); // Takes the keyboard off the screen
	}
});

question.addEventListener("keydown", (event) => {
	if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
		event.preventDefault();
		form.requestSubmit();
	}
});

question.addEventListener("input", fit);

document.addEventListener("keydown", (event) => {
	if (event.key === "Escape" && !event.defaultPrevented && current && !current.ended) {
		stop(current);
	}
});

$("stop").addEventListener("click", () => stop(current));

$("anew").addEventListener("click", () => {
	turns.forEach((turn) => turn.events?.close());
	localStorage.removeItem(KEPT);
	location.assign(location.pathname);
});

for (const example of document.querySelectorAll(".example")) {
	example.addEventListener("click", () => {
		ask(example.textContent, "research" in example.dataset);
		question.focus({ preventScroll: true }); // The examples go away
	});
}

function fit() {
	question.style.height = "auto";
	question.style.height = `${question.scrollHeight + 2}px`;
}

function reveal(turn) {
	turn.node.scrollIntoView({ block: "start" });
}

// Keeps the conversation, without its answers: Perplexity holds those

function keep() {
	const kept = turns.filter((turn) => turn.id).slice(-20);
	localStorage.setItem(KEPT, JSON.stringify(kept.map((turn) => ({ id: turn.id, question: turn.question,
		research: turn.research, started: turn.started }))));
}

function restore() {
	let kept;
	try {
		kept = JSON.parse(localStorage.getItem(KEPT)) ?? [];
	}
	catch {
		kept = [];
	}
	for (const one of kept) {
		const turn = add(one);
		begin(turn);
		follow(turn);
	}
	if (turns.length) {
		reveal(turns[turns.length - 1]);
	}
}

// The start

const given = new URLSearchParams(location.search).get("q");
restore();
if (given) {
	question.value = given;
	fit();
}
if (!touch) {
	question.focus({ preventScroll: true });
}

const info = await fetch("info.json").then((response) => response.json()).catch(() => ({}));
if (info.mode === "demo") {
	$("demo").hidden = false;
	$("failures").hidden = false;
	if (given && turns.length === 0) {
		form.requestSubmit(); // Only here: a link must not spend the money of a key
	}
}
